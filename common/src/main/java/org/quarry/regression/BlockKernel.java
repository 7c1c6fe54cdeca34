package org.quarry.regression;

import java.util.Arrays;

/**
 * k(x, x′) = Σ_b w_b m(r_b), Σ w = 1, with r_b² = |x_b − x′_b|² / (d_b l_b²) over blocks b of d_b
 * features and m the Matérn function of smoothness 5/2, (1 + √5 r + 5/3 r²) exp(−√5 r).
 */
final class BlockKernel {
  private final double[] weights;
  private final double[] lengths;

  BlockKernel(double[] weights, double[] lengths) {
    double sum = Arrays.stream(weights).sum();
    if (weights.length != lengths.length
        || Arrays.stream(weights).anyMatch(w -> !(w >= 0))
        || Arrays.stream(lengths).anyMatch(l -> !(l > 0))
        || !(sum > 0 && Double.isFinite(sum))) {
      throw new IllegalArgumentException(
          "a kernel needs a weight ≥ 0 and a length > 0 a block, got "
              + Arrays.toString(weights)
              + " and "
              + Arrays.toString(lengths));
    }
    this.weights = weights.clone();
    this.lengths = lengths.clone();
  }

  double[] weights() {
    return weights.clone();
  }

  double[] lengths() {
    return lengths.clone();
  }

  /** Its value from |x_b − x′_b|² / d_b of each block. */
  double value(double[] squares) {
    double sum = 0;
    double total = 0;
    for (int b = 0; b < weights.length; b++) {
      double root = Math.sqrt(5 * squares[b]) / lengths[b];
      sum += weights[b] * (1 + root + root * root / 3) * StrictMath.exp(-root);
      total += weights[b];
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
}
