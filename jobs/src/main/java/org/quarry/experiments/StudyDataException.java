package org.quarry.experiments;

/** Data or potentials of a study cannot be had; the message says which, in one line. */
public final class StudyDataException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StudyDataException(String message) {
    super(message);
  }

  public StudyDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
