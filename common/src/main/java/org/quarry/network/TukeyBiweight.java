package org.quarry.network;

import java.util.Arrays;

/**
 * Tukey's biweight: ρ(r) = k²/6 · (1 − (1 − (r/k)²)³) for |r| ≤ k, k²/6 beyond. Near 0 it is r²/2;
 * what lies beyond k is an outlier and pulls no more.
 *
 * <p>Beaton and Tukey, Technometrics 16, 147 (1974).
 */
public final class TukeyBiweight {
  /** k in units of the deviation gives 95 % efficiency on normal residuals. */
  private static final double TUNING = 4.685;

  /** Median absolute residual of a standard normal. */
  private static final double NORMAL_MEDIAN = 0.6745;

  private TukeyBiweight() {}

  /** ρ(r). */
  public static double rho(double r, double k) {
    if (Math.abs(r) > k) {
      return k * k / 6;
    }
    double u = 1 - (r / k) * (r / k);
    return k * k / 6 * (1 - u * u * u);
  }

  /** ψ(r) = dρ/dr = r (1 − (r/k)²)² for |r| ≤ k, else 0. */
  public static double psi(double r, double k) {
    if (Math.abs(r) > k) {
      return 0;
    }
    double u = 1 - (r / k) * (r / k);
    return r * u * u;
  }

  /**
   * k = max(4.685 · MAR / 0.6745, floor) with MAR the median absolute residual.
   *
   * @param residuals at least one
   */
  public static double scale(double[] residuals, double floor) {
    double[] sizes = Arrays.stream(residuals).map(Math::abs).sorted().toArray();
    int half = sizes.length / 2;
    double median = sizes.length % 2 == 1 ? sizes[half] : (sizes[half - 1] + sizes[half]) / 2;
    return Math.max(TUNING * median / NORMAL_MEDIAN, floor);
  }
}
