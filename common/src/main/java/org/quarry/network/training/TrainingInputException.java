package org.quarry.network.training;

/** The shards, or the model to start from, do not serve the training; the message is one line. */
public final class TrainingInputException extends TrainingException {
  private static final long serialVersionUID = 1L;

  public TrainingInputException(String message) {
    super(message);
  }

  public TrainingInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
