package org.quarry.lake;

/**
 * A lake that is not there, was moved, is in use or is asked for something it does not hold; the
 * message is for the user.
 */
public final class LakeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public LakeException(String message) {
    super(message);
  }

  public LakeException(String message, Throwable cause) {
    super(message, cause);
  }
}
