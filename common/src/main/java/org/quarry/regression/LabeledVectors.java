package org.quarry.regression;

/** Checks what classifiers are fitted on. */
final class LabeledVectors {
  private LabeledVectors() {}

  /**
   * The length of the vectors.
   *
   * @throws IllegalArgumentException if vectors and labels do not fit, or a feature is not finite
   */
  static int width(double[][] features, int[] labels, int classes) {
    if (features.length == 0 || features.length != labels.length) {
      throw new IllegalArgumentException(
          features.length + " feature vectors for " + labels.length + " labels");
    }
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] < 0 || labels[row] >= classes) {
        throw new IllegalArgumentException(
            "row " + row + " has the class " + labels[row] + " of " + classes);
      }
    }
    return width(features);
  }

  /** The length of vectors. */
  static int width(double[][] features) {
    for (int row = 0; row < features.length; row++) {
      if (features[row].length == 0 || features[row].length != features[0].length) {
        throw new IllegalArgumentException(
            "row "
                + row
                + " has "
                + features[row].length
                + " features, row 0 has "
                + features[0].length);
      }
      for (double feature : features[row]) {
        if (!Double.isFinite(feature)) {
          throw new IllegalArgumentException("a feature of row " + row + " is " + feature);
        }
      }
    }
    return features[0].length;
  }

  /** Checks a vector that a fitted model is asked about. */
  static void requireFinite(double[] x, int features, String model) {
    if (x.length != features) {
      throw new IllegalArgumentException(
          model + " was fitted on " + features + " features, got " + x.length);
    }
    for (int i = 0; i < features; i++) {
      if (!Double.isFinite(x[i])) {
        throw new IllegalArgumentException("feature " + i + " is " + x[i]);
      }
    }
  }
}
