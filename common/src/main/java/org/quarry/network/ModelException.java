package org.quarry.network;

import java.io.IOException;

/** A model cannot be read or does not fit what it is asked for; the message is one line. */
public final class ModelException extends IOException {
  private static final long serialVersionUID = 1L;

  public ModelException(String message) {
    super(message);
  }

  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
