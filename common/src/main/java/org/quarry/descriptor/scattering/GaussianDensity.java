package org.quarry.descriptor.scattering;

import java.util.Arrays;

/**
 * A density of Gaussians on a grid of spacing 1 whose points have the coordinates 0, 1, … and −1,
 * −2, … from the end of each axis:
 *
 * <pre>
 * x(u) = Σ_k c_k e^(−|u − R_k|²/2σ²) / ((2π)^(3/2) σ³)
 * </pre>
 *
 * <p>It is not periodic: an atom near the edge of the grid loses what lies outside. Belongs to one
 * thread.
 */
final class GaussianDensity {
  /** Where a Gaussian counts as zero, in σ: e^(−14.5²/2) = 2e−46, its root 1e−23. */
  private static final double REACH = 14.5;

  private final int n0;
  private final int n1;
  private final int n2;
  private final double sigma;
  private final double[] g0;
  private final double[] g1;
  private final double[] g2;

  GaussianDensity(int[] shape, double sigma) {
    this.n0 = shape[0];
    this.n1 = shape[1];
    this.n2 = shape[2];
    this.sigma = sigma;
    this.g0 = new double[n0];
    this.g1 = new double[n1];
    this.g2 = new double[n2];
  }

  /**
   * Fills a box with the density.
   *
   * @param positions three coordinates a center
   * @param charges c_k; centers without charge are skipped
   */
  void fill(double[] positions, double[] charges, int centers, double[] box) {
    Arrays.fill(box, 0, n0 * n1 * n2, 0);
    double norm = 1 / (Math.sqrt(8 * Math.PI * Math.PI * Math.PI) * sigma * sigma * sigma);
    for (int k = 0; k < centers; k++) {
      if (charges[k] != 0) {
        tabulate(positions[3 * k], g0);
        tabulate(positions[3 * k + 1], g1);
        tabulate(positions[3 * k + 2], g2);
        add(norm * charges[k], box);
      }
    }
  }

  private void tabulate(double center, double[] g) {
    int n = g.length;
    for (int i = 0; i < n; i++) {
      double t = ((2 * i < n ? i : i - n) - center) / sigma;
      g[i] = Math.abs(t) > REACH ? 0 : StrictMath.exp(-0.5 * t * t);
    }
  }

  private void add(double factor, double[] box) {
    for (int i = 0; i < n0; i++) {
      double a = factor * g0[i];
      for (int j = 0; a != 0 && j < n1; j++) {
        double b = a * g1[j];
        int at = (i * n1 + j) * n2;
        if (b != 0) {
          for (int k = 0; k < n2; k++) {
            box[at + k] += b * g2[k];
          }
        }
      }
    }
  }
}
