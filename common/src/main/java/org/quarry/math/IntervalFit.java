package org.quarry.math;

/**
 * A function on an interval as a polynomial of degree {@value #DEGREE} in u, −1 ≤ u ≤ 1: its
 * interpolant at {@value #NODES} Chebyshev nodes without the last two terms, which show the
 * truncation error. A reusable workspace.
 */
final class IntervalFit {
  static final int DEGREE = 7;
  static final int NODES = DEGREE + 3;

  private final double[][] cosines = new double[NODES][NODES];
  private final double[] t = new double[NODES];
  private final double[] powers = new double[DEGREE + 1];

  IntervalFit() {
    for (int k = 0; k < NODES; k++) {
      for (int j = 0; j < NODES; j++) {
        cosines[k][j] = StrictMath.cos(Math.PI * k * (j + 0.5) / NODES);
      }
    }
  }

  /** Where a node lies between 0 and 1. */
  double node(int j) {
    return 0.5 * (1 + cosines[1][j]);
  }

  /**
   * Fits one of several functions.
   *
   * @param values at every node, of every function
   * @param q the function
   * @param factor of the values
   * @return the size of the terms that were cut
   */
  double fit(double[][] values, int q, double factor) {
    for (int k = 0; k < NODES; k++) {
      double sum = 0;
      for (int j = 0; j < NODES; j++) {
        sum += values[j][q] * cosines[k][j];
      }
      t[k] = factor * sum * (k == 0 ? 1.0 : 2.0) / NODES;
    }
    powers[0] = t[0] - t[2] + t[4] - t[6];
    powers[1] = t[1] - 3 * t[3] + 5 * t[5] - 7 * t[7];
    powers[2] = 2 * t[2] - 8 * t[4] + 18 * t[6];
    powers[3] = 4 * t[3] - 20 * t[5] + 56 * t[7];
    powers[4] = 8 * t[4] - 48 * t[6];
    powers[5] = 16 * t[5] - 112 * t[7];
    powers[6] = 32 * t[6];
    powers[7] = 64 * t[7];
    double cut = 0;
    for (int k = DEGREE + 1; k < NODES; k++) {
      cut += Math.abs(t[k]);
    }
    return cut;
  }

  /** The coefficient of u^d of the function that was fitted last. */
  double power(int d) {
    return powers[d];
  }

  /** The largest |value| of a function at the nodes. */
  static double peak(double[][] values, int q) {
    double peak = 0;
    for (int j = 0; j < NODES; j++) {
      peak = Math.max(peak, Math.abs(values[j][q]));
    }
    return peak;
  }

  /** How many intervals to try next where so many left an error so many times too large. */
  static int moreIntervals(int intervals, double excess) {
    double growth = StrictMath.pow(excess, 1.0 / (DEGREE + 1));
    return (int) Math.ceil(intervals * Math.min(16, 1.1 * growth));
  }
}
