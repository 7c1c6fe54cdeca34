package org.quarry.lake;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One writer at a time: a named lock that is renewed while it is held and lapses soon after its
 * holder dies.
 */
public final class Lock implements AutoCloseable {
  private static final Duration LEASE = Duration.ofSeconds(45);
  private static final Duration RENEWAL = Duration.ofSeconds(10);

  private final Ledger ledger;
  private final String name;
  private final String owner;
  private final ScheduledExecutorService renewals;

  private Lock(Ledger ledger, String name, String owner) {
    this.ledger = ledger;
    this.name = name;
    this.owner = owner;
    this.renewals =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "quarry-lock-" + name);
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        renewals.scheduleAtFixedRate(
            () -> ledger.tryLock(name, owner, LEASE),
            RENEWAL.toMillis(),
            RENEWAL.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /**
   * Takes the lock, waiting for its holder as long as told. A holder on this host whose process is
   * gone is not waited for.
   *
   * @throws LakeException if somebody else still holds it then
   */
  static Lock acquire(Ledger ledger, String name, Duration patience) {
    String owner =
        host()
            + "/"
            + ProcessHandle.current().pid()
            + "/"
            + UUID.randomUUID().toString().substring(0, 8);
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<String> holder = ledger.tryLock(name, owner, LEASE);
      if (holder.isEmpty()) {
        return new Lock(ledger, name, owner);
      }
      if (isDead(holder.get())) {
        ledger.unlock(name, holder.get());
      } else if (System.nanoTime() > deadline) {
        throw new LakeException(
            "another run writes "
                + name
                + " ("
                + holder.get()
                + "): wait for it to end, or run again in a minute if it was killed");
      } else {
        pause();
      }
    }
  }

  @Override
  public void close() {
    renewals.shutdown(); // and let a renewal under way end, or it would take the lock again
    try {
      if (!renewals.awaitTermination(LEASE.toSeconds(), TimeUnit.SECONDS)) {
        renewals.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ledger.unlock(name, owner);
  }

  private static boolean isDead(String holder) {
    String[] part = holder.split("/", -1);
    return part.length == 3
        && part[0].equals(host())
        && ProcessHandle.of(Long.parseLong(part[1])).filter(ProcessHandle::isAlive).isEmpty();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName().replace('/', '_');
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LakeException("interrupted while waiting for a lock", e);
    }
  }
}
