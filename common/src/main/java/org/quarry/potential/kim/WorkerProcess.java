package org.quarry.potential.kim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.quarry.atoms.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker process, used by one thread at a time: a request is written, then its answer is read.
 * A process that does not answer in time is killed. What it prints is kept for the log.
 */
final class WorkerProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
  private static final int TAIL_BYTES = 4096;
  private static final int SIGNALED = 128; // Java's exit values of processes that a signal ended

  /** Ends processes that take too long. */
  private static final ScheduledExecutorService WATCHDOG =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "kim-watchdog");
            thread.setDaemon(true);
            return thread;
          });

  private final Process process;
  private final StringBuilder tail = new StringBuilder(); // guarded by itself
  private boolean broken;

  private WorkerProcess(Process process) {
    this.process = process;
    Thread reader = new Thread(this::keepTail, "kim-worker-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a process and waits for its greeting.
   *
   * @throws KimUnavailableException if it says that OpenKIM is missing
   * @throws WorkerFailure if it does not come to that
   */
  static WorkerProcess start(WorkerCommand command, KimLimits limits) throws WorkerFailure {
    Process process;
    try {
      process = new ProcessBuilder(command.line()).start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a worker process: " + e.getMessage(), e);
    }
    WorkerProcess worker = new WorkerProcess(process);
    Message greeting = new Message();
    worker.exchange(null, greeting, limits.start());
    if (greeting.getInt() != Message.PROTOCOL) {
      worker.close();
      throw new WorkerFailure("the worker speaks another protocol", null);
    }
    if (greeting.getInt() == WorkerLoop.UNAVAILABLE) {
      worker.close();
      throw new KimUnavailableException(greeting.getText());
    }
    return worker;
  }

  /**
   * Opens a model.
   *
   * @throws IllegalArgumentException if the worker refuses
   */
  Description open(String model, Map<Element, String> species, KimLimits limits)
      throws WorkerFailure {
    Message message = new Message().clear().putInt(WorkerLoop.OPEN).putText(model);
    message.putInt(species.size());
    species.forEach((element, label) -> message.putInt(element.atomicNumber()).putText(label));
    exchange(message, message, limits.start());
    if (message.getInt() != WorkerLoop.OK) {
      throw new IllegalArgumentException(message.getText());
    }
    return Description.read(message);
  }

  /**
   * Sends a request, unless it is null, and receives the answer to it, in the same message or
   * another.
   *
   * @throws WorkerFailure if there is none in time; the worker is of no use any more
   */
  void exchange(Message request, Message answer, Duration timeout) throws WorkerFailure {
    AtomicBoolean late = new AtomicBoolean();
    Future<?> alarm =
        WATCHDOG.schedule(
            () -> {
              late.set(true);
              process.destroyForcibly();
            },
            timeout.toNanos(),
            TimeUnit.NANOSECONDS);
    IOException cause = null;
    try {
      if (request != null) {
        request.send(process.getOutputStream());
      }
      if (answer.receive(process.getInputStream())) {
        return;
      }
    } catch (IOException e) {
      cause = e;
    } finally {
      alarm.cancel(false);
    }
    String how = late.get() ? "no answer within " + timeout.toSeconds() + " s" : ending(cause);
    close();
    LOG.warn("KIM worker {}: {}{}", process.pid(), how, lastWords());
    throw new WorkerFailure(how, cause);
  }

  /** Whether it can be given a request. */
  boolean isUsable() {
    return !broken && process.isAlive();
  }

  /** How the process has ended, or what is wrong with it where it has not. */
  private String ending(IOException cause) {
    try {
      if (process.waitFor(1, TimeUnit.SECONDS)) {
        int status = process.exitValue();
        return status > SIGNALED
            ? "its process was ended by signal " + (status - SIGNALED)
            : "its process ended with status " + status;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return cause == null ? "its process has closed its output" : cause.getMessage();
  }

  private String lastWords() {
    synchronized (tail) {
      return tail.isEmpty() ? "" : "; it printed: " + tail.toString().strip();
    }
  }

  private void keepTail() {
    try (InputStream errors = process.getErrorStream()) {
      byte[] bytes = new byte[TAIL_BYTES];
      for (int n = errors.read(bytes); n >= 0; n = errors.read(bytes)) {
        synchronized (tail) {
          tail.append(new String(bytes, 0, n, StandardCharsets.UTF_8));
          tail.delete(0, Math.max(0, tail.length() - TAIL_BYTES));
        }
      }
    } catch (IOException e) {
      LOG.debug("the output of a KIM worker cannot be read", e);
    }
  }

  /** Ends the process, whatever it is doing. */
  @Override
  public void close() {
    broken = true;
    process.destroyForcibly();
  }
}
