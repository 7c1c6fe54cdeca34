package org.quarry.jobs;

/**
 * Options that do not fit together or do not fit the lake: the message is one line. The command
 * ends with exit status 2.
 */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UsageException(String message) {
    super(message);
  }
}
