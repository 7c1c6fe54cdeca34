package org.quarry.regression;

/**
 * Errors of many numbers, gathered as sums: for numbers that are too many to be kept, as components
 * of forces.
 */
public final class ErrorSums implements ErrorMeasures {
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

  @Override
  public long count() {
    return count;
  }

  @Override
  public double mae() {
    return absolute / count;
  }

  @Override
  public double rmse() {
    return Math.sqrt(squares / count);
  }
}
