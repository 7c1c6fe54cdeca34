package org.quarry.regression;

/** How far predictions are from their reference, in the unit of the residuals. */
public interface ErrorMeasures {
  /** Number of residuals. */
  long count();

  /** Mean of |residual|; NaN for none. */
  double mae();

  /** Root of the mean square; NaN for none. */
  double rmse();
}
