package org.quarry.potential;

/** A potential says nothing of a configuration; the message gives the reason in one line. */
public final class NoAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NoAnswerException(String reason) {
    super(reason);
  }

  public NoAnswerException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
