package org.quarry.potential.kim;

/** A worker process has ended or had to be ended before it answered; the message says how. */
final class WorkerFailure extends Exception {
  private static final long serialVersionUID = 1;

  WorkerFailure(String how, Throwable cause) {
    super(how, cause);
  }
}
