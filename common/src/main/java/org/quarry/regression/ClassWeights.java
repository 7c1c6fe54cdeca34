package org.quarry.regression;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/** How much the rows of each class count when a classifier is fitted. */
public enum ClassWeights {
  /** Every row counts the same. */
  UNIFORM,
  /** Every class counts the same: a row of class k has the weight N / (K n_k). */
  BALANCED;

  /**
   * The weights with a name, in any case.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static ClassWeights of(String name) {
    for (ClassWeights weights : values()) {
      if (weights.text().equals(name.toLowerCase(Locale.ROOT))) {
        return weights;
      }
    }
    throw new IllegalArgumentException(
        "unknown class weights \""
            + name
            + "\" ("
            + Arrays.stream(values()).map(ClassWeights::text).collect(Collectors.joining(", "))
            + ")");
  }

  /** The name as files and the command line write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The weight of each row; their mean is 1. */
  double[] of(int[] labels, int classes) {
    double[] weights = new double[labels.length];
    if (this == UNIFORM) {
      Arrays.fill(weights, 1);
      return weights;
    }
    int[] counts = new int[classes];
    int present = 0;
    for (int label : labels) {
      present += counts[label]++ == 0 ? 1 : 0;
    }
    for (int row = 0; row < labels.length; row++) {
      weights[row] = labels.length / ((double) present * counts[labels[row]]);
    }
    return weights;
  }

  /**
   * Rows for a learner that knows no weights: each row w / (smallest w) times, the fractions
   * settled by systematic sampling from a seeded start, so that no row is lost and the copies of a
   * class differ from their expectation by less than one.
   *
   * @return indices of rows, ascending
   */
  int[] resample(int[] labels, int classes, long seed) {
    double[] weights = of(labels, classes);
    double smallest = Arrays.stream(weights).min().orElse(1);
    Random random = new Random(seed);
    double[] due = new double[classes]; // what a class is owed
    Arrays.setAll(due, k -> random.nextDouble());
    int[] drawn = new int[2 * labels.length];
    int n = 0;
    for (int row = 0; row < labels.length; row++) {
      due[labels[row]] += weights[row] / smallest;
      while (due[labels[row]] >= 1) {
        due[labels[row]] -= 1;
        if (n == drawn.length) {
          drawn = Arrays.copyOf(drawn, 2 * n);
        }
        drawn[n++] = row;
      }
    }
    return Arrays.copyOf(drawn, n);
  }
}
