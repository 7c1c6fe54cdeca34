package org.quarry.regression;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.quarry.parameters.Parameters;

/**
 * Fits a classifier and calibrates it: each fold's probabilities come from a classifier fitted on
 * the other folds, the calibration is fitted on all of them together, and the classifier that is
 * kept is fitted on all rows.
 */
public final class CalibratedTrainer implements ClassifierTrainer {
  private final ClassifierTrainer trainer;
  private final CalibrationMethod method;
  private final int folds;
  private final long seed;

  /**
   * A trainer.
   *
   * @param folds most folds; with fewer groups than that, one a group
   * @param seed of the folds
   */
  public CalibratedTrainer(
      ClassifierTrainer trainer, CalibrationMethod method, int folds, long seed) {
    if (folds < 2) {
      throw new IllegalArgumentException("calibration needs at least 2 folds, got " + folds);
    }
    this.trainer = trainer;
    this.method = method;
    this.folds = folds;
    this.seed = seed;
  }

  @Override
  public Parameters parameters() {
    return new Settings(trainer.parameters(), method, folds, seed);
  }

  /** The settings of classifier and calibration. */
  private record Settings(Parameters classifier, CalibrationMethod method, int folds, long seed)
      implements Parameters {
    @Override
    public String name() {
      return classifier.name();
    }

    @Override
    public Map<String, Object> toMap() {
      return Map.of(
          "classifier",
          classifier.toMap(),
          "calibration",
          method.text(),
          "calibration_folds",
          folds,
          "calibration_seed",
          seed);
    }
  }

  @Override
  public Classifier fit(double[][] features, int[] labels, int classes) {
    return fit(
        features,
        labels,
        classes,
        IntStream.range(0, labels.length).mapToObj(row -> String.format("%09d", row)).toList());
  }

  @Override
  public Classifier fit(double[][] features, int[] labels, int classes, List<String> groups) {
    Classifier whole = trainer.fit(features, labels, classes, groups);
    if (method == CalibrationMethod.NONE) {
      return whole;
    }
    double[][] heldOut = heldOut(features, labels, classes, groups);
    return new CalibratedClassifier(
        whole,
        switch (method) {
          case TEMPERATURE -> TemperatureScaling.fit(heldOut, labels);
          case PLATT -> PlattCalibration.fit(heldOut, labels);
          case ISOTONIC -> IsotonicCalibration.fit(heldOut, labels);
          case NONE -> throw new AssertionError("answered above");
        });
  }

  private double[][] heldOut(double[][] features, int[] labels, int classes, List<String> groups) {
    int most = (int) Math.min(folds, groups.stream().distinct().count());
    GroupFolds dealt = GroupFolds.of(most, seed, groups);
    double[][] heldOut = new double[labels.length][];
    for (int fold = 0; fold < dealt.count(); fold++) {
      int held = fold;
      int[] training =
          IntStream.range(0, labels.length)
              .filter(row -> dealt.of(groups.get(row)) != held)
              .toArray();
      Classifier part =
          trainer.fit(
              IntStream.of(training).mapToObj(row -> features[row]).toArray(double[][]::new),
              IntStream.of(training).map(row -> labels[row]).toArray(),
              classes,
              IntStream.of(training).mapToObj(groups::get).toList());
      for (int row = 0; row < labels.length; row++) {
        if (dealt.of(groups.get(row)) == held) {
          heldOut[row] = part.probabilities(features[row]);
        }
      }
    }
    return heldOut;
  }
}
