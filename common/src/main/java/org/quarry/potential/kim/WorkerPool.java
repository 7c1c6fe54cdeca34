package org.quarry.potential.kim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.quarry.atoms.Element;

/**
 * The worker processes of this JVM. A thread borrows one with the model that it needs open, which
 * starts a process only if none is idle, and gives it back; so there are never more for a model
 * than threads that use it. Of the idle ones the longest unused are ended when there are too many.
 */
final class WorkerPool {
  private static final int MAX_IDLE = 32; // of some 50 MB each
  private static final WorkerPool SHARED =
      new WorkerPool(WorkerCommand.kim(), KimLimits.standard(), MAX_IDLE);

  /**
   * A model as it is to be opened.
   *
   * @param species element to the model's species; empty for all
   */
  record Key(String model, Map<Element, String> species) {
    Key {
      species = Map.copyOf(new TreeMap<>(species));
    }
  }

  /** A worker with its model open. */
  record Lease(Key key, WorkerProcess worker, Description description) {}

  private final WorkerCommand command;
  private final KimLimits limits;
  private final int maxIdle;
  private final Deque<Lease> idle = new ArrayDeque<>(); // last used first; guarded by this

  WorkerPool(WorkerCommand command, KimLimits limits, int maxIdle) {
    this.command = command;
    this.limits = limits;
    this.maxIdle = maxIdle;
  }

  /** The pool of KIM's workers. */
  static WorkerPool shared() {
    return SHARED;
  }

  KimLimits limits() {
    return limits;
  }

  /**
   * A worker for the calling thread alone, until it gives it back.
   *
   * @throws IllegalArgumentException if the model cannot be opened
   * @throws WorkerFailure if the model ends its process or hangs while it is opened
   */
  Lease borrow(Key key) throws WorkerFailure {
    Lease lease = takeIdle(key);
    if (lease != null) {
      return lease;
    }
    WorkerProcess worker = start();
    try {
      return new Lease(key, worker, worker.open(key.model(), key.species(), limits));
    } catch (IllegalArgumentException e) {
      worker.close();
      throw e;
    }
  }

  /** A worker without a model, not to be given back. */
  WorkerProcess start() throws WorkerFailure {
    return WorkerProcess.start(command, limits);
  }

  private synchronized Lease takeIdle(Key key) {
    for (Iterator<Lease> leases = idle.iterator(); leases.hasNext(); ) {
      Lease lease = leases.next();
      if (lease.key().equals(key)) {
        leases.remove();
        if (lease.worker().isUsable()) {
          return lease;
        }
        lease.worker().close();
      }
    }
    return null;
  }

  /** Takes a worker back, in whatever state. */
  void giveBack(Lease lease) {
    List<Lease> surplus = new ArrayList<>();
    synchronized (this) {
      if (lease.worker().isUsable()) {
        idle.addFirst(lease);
      }
      while (idle.size() > maxIdle) {
        surplus.add(idle.removeLast());
      }
    }
    surplus.forEach(old -> old.worker().close());
  }
}
