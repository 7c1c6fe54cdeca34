package org.quarry.regression;

/**
 * What is left between predictions and reference, in the unit of the residuals.
 *
 * @param count number of residuals
 * @param mae mean of |residual|; NaN for none
 * @param rmse root of the mean square; NaN for none
 * @param bias mean residual, prediction − reference; NaN for none
 * @param largest largest |residual|; NaN for none
 */
public record ErrorStatistics(long count, double mae, double rmse, double bias, double largest)
    implements ErrorMeasures {
  /** Statistics of residuals prediction − reference, summed in the order given. */
  public static ErrorStatistics of(double... residuals) {
    if (residuals.length == 0) {
      return new ErrorStatistics(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double absolute = 0;
    double square = 0;
    double sum = 0;
    double largest = 0;
    for (double residual : residuals) {
      absolute += Math.abs(residual);
      square += residual * residual;
      sum += residual;
      largest = Math.max(largest, Math.abs(residual));
    }
    int n = residuals.length;
    return new ErrorStatistics(n, absolute / n, Math.sqrt(square / n), sum / n, largest);
  }
}
