package org.quarry.jobs;

/** Bad input: the message says what and where, in one line. The command ends with exit status 3. */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public InputException(String message) {
    super(message);
  }

  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
