package org.quarry.regression;

/** exp(s_k) / Σ exp(s), safe against overflow. */
final class Softmax {
  private Softmax() {}

  /**
   * Turns scores into probabilities in place.
   *
   * @return ln Σ exp(s)
   */
  static double apply(double[] scores) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      largest = Math.max(largest, score);
    }
    double sum = 0;
    for (int k = 0; k < scores.length; k++) {
      scores[k] = StrictMath.exp(scores[k] - largest);
      sum += scores[k];
    }
    for (int k = 0; k < scores.length; k++) {
      scores[k] /= sum;
    }
    return largest + StrictMath.log(sum);
  }

  /** The probabilities of some classes among all, the others having none. */
  static double[] spread(double[] scores, int[] present, int classes) {
    apply(scores);
    double[] all = new double[classes];
    for (int k = 0; k < present.length; k++) {
      all[present[k]] = scores[k];
    }
    return all;
  }

  /**
   * Checks which classes have scores.
   *
   * @throws IllegalArgumentException if they do not ascend below the number of classes
   */
  static void requireAscending(int[] present, int classes) {
    for (int i = 0; i < present.length; i++) {
      if (present[i] >= classes || (i > 0 && present[i] <= present[i - 1])) {
        throw new IllegalArgumentException("\"present\" must ascend below " + classes);
      }
    }
  }
}
