package org.quarry.regression;

import org.quarry.parameters.Parameters;

/** Fits error models of one kind with one set of parameters; the same input, the same model. */
public interface ErrorModelTrainer {
  /** The settings, among them the seed. */
  Parameters parameters();

  /** Fits a model. */
  ErrorModel fit(ErrorRows rows);
}
