package org.quarry.regression;

/**
 * Errors of many numbers, gathered as sums: for numbers that are too many to be kept, as components
 * of forces.
 */
public final class ErrorSums {
  private long count;
  private double absolute;
  private double squares;

  /**
   * Adds some residuals prediction − reference.
   *
   * @param numbers how many
   * @param absoluteSum Σ |residual|
   * @param squareSum Σ residual²
   */
  public void add(long numbers, double absoluteSum, double squareSum) {
    count += numbers;
    absolute += absoluteSum;
    squares += squareSum;
  }

  /** Adds one residual. */
  public void add(double residual) {
    add(1, Math.abs(residual), residual * residual);
  }

  /** Number of residuals. */
  public long count() {
    return count;
  }

  /** Mean of |residual|; NaN for none. */
  public double mae() {
    return absolute / count;
  }

  /** Root of the mean square; NaN for none. */
  public double rmse() {
    return Math.sqrt(squares / count);
  }
}
