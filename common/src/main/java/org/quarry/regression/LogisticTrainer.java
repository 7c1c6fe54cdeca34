package org.quarry.regression;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import smile.classification.LogisticRegression;

/**
 * Fits multinomial logistic regression with Smile. Class weights, which Smile does not know, are
 * worked in by repeating rows. Smile sums over rows in parallel streams; they run in a pool of one
 * thread, so that the coefficients are the same for any number of cores.
 */
public final class LogisticTrainer implements ClassifierTrainer {
  private final LogisticParameters parameters;

  public LogisticTrainer(LogisticParameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public LogisticParameters parameters() {
    return parameters;
  }

  @Override
  public LogisticClassifier fit(double[][] features, int[] labels, int classes) {
    int width = LabeledVectors.width(features, labels, classes);
    int[] rows = parameters.weights().resample(labels, classes, parameters.seed());
    int[] present = Arrays.stream(labels).distinct().sorted().toArray();
    double[][] x = Arrays.stream(rows).mapToObj(row -> features[row]).toArray(double[][]::new);
    int[] y = Arrays.stream(rows).map(row -> Arrays.binarySearch(present, labels[row])).toArray();
    ForkJoinPool pool = new ForkJoinPool(1);
    try {
      return new LogisticClassifier(
          width, classes, present, pool.submit(() -> coefficients(x, y, present.length)).join());
    } finally {
      pool.shutdown();
    }
  }

  private double[][] coefficients(double[][] x, int[] y, int classes) {
    int width = x[0].length;
    return switch (classes) {
      case 1 -> new double[1][width + 1];
      case 2 ->
          new double[][] { // Smile has the log-odds of the second class only
            new double[width + 1],
            LogisticRegression.binomial(
                    x, y, parameters.lambda(), parameters.tolerance(), parameters.maxIterations())
                .coefficients()
                .clone()
          };
      default -> {
        double[][] w =
            LogisticRegression.multinomial(
                    x, y, parameters.lambda(), parameters.tolerance(), parameters.maxIterations())
                .coefficients();
        double[][] all = Arrays.copyOf(w, classes); // Smile leaves out the last class
        all[classes - 1] = new double[width + 1];
        yield all;
      }
    };
  }
}
