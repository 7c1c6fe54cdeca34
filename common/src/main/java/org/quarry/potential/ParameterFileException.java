package org.quarry.potential;

/** A parameter file is missing, malformed, or lacks what was asked of it; one line says which. */
public final class ParameterFileException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public ParameterFileException(String message) {
    super(message);
  }

  public ParameterFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
