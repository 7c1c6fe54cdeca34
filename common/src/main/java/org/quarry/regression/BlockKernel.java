package org.quarry.regression;

import java.util.Arrays;

/**
 * k(x, x′) = Σ_b [w_b m(r_b) + v_b x_b·x′_b / d_b] / Σ_b w_b with r_b² = |x_b − x′_b|² / (d_b l_b²)
 * over blocks b of d_b features, and m the Matérn function of smoothness 5/2, (1 + √5 r + 5/3 r²)
 * exp(−√5 r). The second term lets a linear function of the features through: an energy is nearly
 * one of the mean of local descriptors and of other energies.
 */
final class BlockKernel {
  private final double[] weights; // w
  private final double[] lengths; // l
  private final double[] slopes; // v
  private final double total; // Σ w

  BlockKernel(double[] weights, double[] lengths, double[] slopes) {
    this.total = Arrays.stream(weights).sum();
    if (weights.length != lengths.length
        || weights.length != slopes.length
        || !Arrays.stream(weights).allMatch(w -> w >= 0)
        || !Arrays.stream(lengths).allMatch(l -> l > 0)
        || !Arrays.stream(slopes).allMatch(v -> v >= 0 && v < Double.POSITIVE_INFINITY)
        || !(total > 0 && total < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a kernel needs a weight ≥ 0, a length > 0 and a slope ≥ 0 a block, got "
              + Arrays.toString(weights)
              + ", "
              + Arrays.toString(lengths)
              + " and "
              + Arrays.toString(slopes));
    }
    this.weights = weights.clone();
    this.lengths = lengths.clone();
    this.slopes = slopes.clone();
  }

  double[] weights() {
    return weights.clone();
  }

  double[] lengths() {
    return lengths.clone();
  }

  double[] slopes() {
    return slopes.clone();
  }

  /**
   * Its value.
   *
   * @param squares |x_b − x′_b|² / d_b of each block
   * @param products x_b·x′_b / d_b of each block
   */
  double value(double[] squares, double[] products) {
    double sum = 0;
    for (int b = 0; b < weights.length; b++) {
      double root = Math.sqrt(5 * squares[b]) / lengths[b];
      sum += weights[b] * (1 + root + root * root / 3) * StrictMath.exp(-root);
      sum += slopes[b] * products[b];
    }
    return sum / total;
  }

  /** |x − y|² / (number of features), 0 for a block without any. */
  static double square(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double d = x[i] - y[i];
      sum += d * d;
    }
    return x.length == 0 ? 0 : sum / x.length;
  }

  /** x·y / (number of features), 0 for a block without any. */
  static double product(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return x.length == 0 ? 0 : sum / x.length;
  }
}
