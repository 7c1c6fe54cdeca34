package org.quarry.regression;

import org.quarry.parameters.Parameters;

/** Fits a classifier whose classes are the potentials and none. */
public final class ClassErrorsTrainer implements ErrorModelTrainer {
  private final ClassifierTrainer trainer;

  public ClassErrorsTrainer(ClassifierTrainer trainer) {
    this.trainer = trainer;
  }

  @Override
  public Parameters parameters() {
    return trainer.parameters();
  }

  @Override
  public ErrorModel fit(ErrorRows rows) {
    double[][] features = rows.concatenated();
    Standardizer standardizer = Standardizer.of(features);
    double[][] standardized = new double[features.length][];
    for (int row = 0; row < features.length; row++) {
      standardized[row] = standardizer.apply(features[row]);
    }
    int[] labels = rows.labels();
    Classifier classifier = trainer.fit(standardized, labels, rows.potentials() + 1, rows.groups());
    return new ClassErrors(standardizer, classifier, meanErrors(rows, labels));
  }

  private static double[][] meanErrors(ErrorRows rows, int[] labels) {
    int potentials = rows.potentials();
    int overall = potentials + 1; // after none: all classes together
    double[][] sum = new double[overall + 1][potentials];
    int[][] count = new int[overall + 1][potentials];
    for (int row = 0; row < labels.length; row++) {
      for (int p = 0; p < potentials; p++) {
        double error = rows.error(row, p);
        if (!Double.isNaN(error)) {
          for (int k : new int[] {labels[row], overall}) {
            sum[k][p] += error;
            count[k][p]++;
          }
        }
      }
    }
    double[][] mean = new double[overall][potentials];
    for (int k = 0; k < overall; k++) {
      for (int p = 0; p < potentials; p++) {
        int from = count[k][p] > 0 ? k : overall;
        mean[k][p] = sum[from][p] / count[from][p];
      }
    }
    return mean;
  }
}
