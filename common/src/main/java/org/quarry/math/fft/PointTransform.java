package org.quarry.math.fft;

/**
 * Fourier coefficients of weighted points in a periodic box (a transform of type 1),
 *
 * <pre>
 * F(h) = Σ_k c_k e^(−2πi h·f_k),   h_x, h_y, h_z whole numbers with |h_x| ≤ K_x …
 * </pre>
 *
 * for real weights c and fractional coordinates f. Since F(−h) is the conjugate of F(h), only 0 ≤
 * h_x is stored: F(h) at {@link #index}, which runs along h_z fastest.
 *
 * <p>An instance is a workspace for one thread.
 */
public interface PointTransform {
  /** K_x, K_y, K_z: the largest frequency along an axis. */
  int band(int axis);

  /**
   * The coefficients of several sets of weights on the same points.
   *
   * @param points how many
   * @param fractions three coordinates a point; only their fractional parts matter
   * @param weights the weights of the points, one array a set
   * @param re receives the real parts of a set, {@link #size} numbers
   * @param im receives the imaginary parts
   */
  void transform(int points, double[] fractions, double[][] weights, double[][] re, double[][] im);

  /** Stored coefficients: (K_x + 1)(2 K_y + 1)(2 K_z + 1). */
  default int size() {
    return (band(0) + 1) * (2 * band(1) + 1) * (2 * band(2) + 1);
  }

  /** Where F(h) is stored, for 0 ≤ h_x. */
  default int index(int hx, int hy, int hz) {
    return (hx * (2 * band(1) + 1) + hy + band(1)) * (2 * band(2) + 1) + hz + band(2);
  }
}
