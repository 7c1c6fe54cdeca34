package org.quarry.regression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CalibrationTest {
  private static final int ROWS = 4000;
  private static final int CLASSES = 4;

  private final double[][] honest = new double[ROWS][];
  private final double[][] overconfident = new double[ROWS][];
  private final int[] labels = new int[ROWS];

  /** Labels are drawn from honest probabilities; the others are their squares, normalized. */
  CalibrationTest() {
    Random random = new Random(17);
    for (int row = 0; row < ROWS; row++) {
      double[] scores = random.doubles(CLASSES, -2, 2).toArray();
      honest[row] = scores.clone();
      Softmax.apply(honest[row]);
      overconfident[row] = DoubleStream.of(scores).map(s -> 2 * s).toArray();
      Softmax.apply(overconfident[row]);
      double at = random.nextDouble();
      while (at > honest[row][labels[row]] && labels[row] < CLASSES - 1) {
        at -= honest[row][labels[row]++];
      }
    }
  }

  private double surprise(double[][] probabilities) {
    return -IntStream.range(0, ROWS)
            .mapToDouble(row -> Math.log(probabilities[row][labels[row]]))
            .sum()
        / ROWS;
  }

  private static Calibration fit(CalibrationMethod method, double[][] p, int[] labels) {
    return switch (method) {
      case TEMPERATURE -> TemperatureScaling.fit(p, labels);
      case PLATT -> PlattCalibration.fit(p, labels);
      case ISOTONIC -> IsotonicCalibration.fit(p, labels);
      case NONE -> throw new AssertionError("no calibration");
    };
  }

  @Test
  void theTemperatureUndoesAnExponent() {
    assertEquals(2, TemperatureScaling.fit(overconfident, labels).temperature(), 0.1);
    assertEquals(1, TemperatureScaling.fit(honest, labels).temperature(), 0.05);
  }

  @ParameterizedTest
  @EnumSource(value = CalibrationMethod.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void overconfidenceIsTakenBackAndAStoreInBetweenChangesNoBit(CalibrationMethod method) {
    Calibration calibration = fit(method, overconfident, labels);
    Calibration read = Calibration.fromJson(ModelJson.parse(calibration.toJson().toString()));
    double[][] calibrated = new double[ROWS][];
    for (int row = 0; row < ROWS; row++) {
      calibrated[row] = calibration.apply(overconfident[row]);
      assertEquals(1, DoubleStream.of(calibrated[row]).sum(), 1e-12);
      assertArrayEquals(calibrated[row], read.apply(overconfident[row]));
    }
    double lost = surprise(overconfident) - surprise(honest);
    assertTrue(lost > 0.05, "the exponent costs " + lost);
    if (method != CalibrationMethod.ISOTONIC) { // which may say 0 of what then happens
      assertTrue(surprise(calibrated) < surprise(honest) + 0.2 * lost);
    }
    double far = 0;
    double before = 0;
    for (int row = 0; row < ROWS; row++) {
      for (int k = 0; k < CLASSES; k++) {
        far += Math.abs(calibrated[row][k] - honest[row][k]);
        before += Math.abs(overconfident[row][k] - honest[row][k]);
      }
    }
    assertTrue(far < 0.6 * before, far + " of " + before);
  }

  /** Worked by hand: 1 | 0 1 0 → 1/2 pooled with its neighbours until the means ascend. */
  @Test
  void adjacentViolatorsArePooled() {
    double[] x = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6};
    int[] hit = {0, 1, 0, 1, 0, 1}; // means: 0 | 1/2 | 1/2 | 1 → pools (0)(1,0)(1,0)(1)
    double[][] p = new double[6][];
    for (int i = 0; i < 6; i++) {
      p[i] = new double[] {1 - x[i], x[i]};
    }
    var json = IsotonicCalibration.fit(p, hit).toJson();
    assertArrayEquals(new double[] {0, 0.5, 1}, ModelJson.matrix(json, "to")[1], 1e-15);
    assertArrayEquals(new double[] {0.1, 0.35, 0.6}, ModelJson.matrix(json, "from")[1], 1e-15);
  }

  /** Each row's label stands in its only feature, but rows of a group share a wrong memory. */
  @Test
  void calibrationSeesOnlyProbabilitiesOfRowsThatWereHeldOut() {
    Random random = new Random(5);
    int n = 300;
    double[][] x = new double[n][];
    int[] y = new int[n];
    for (int i = 0; i < n; i++) {
      x[i] = new double[] {random.nextGaussian(), random.nextGaussian()};
      y[i] = random.nextInt(2); // nothing to learn: a forest remembers its rows all the same
    }
    var forest = new RandomForestTrainer(new RandomForestParameters(30, 0, 20, 1, 3));
    var groups = IntStream.range(0, n).mapToObj(i -> "g" + i).toList();
    Classifier raw = forest.fit(x, y, 2);
    Classifier calibrated =
        new CalibratedTrainer(forest, CalibrationMethod.TEMPERATURE, 5, 1).fit(x, y, 2, groups);
    double sure = 0;
    double humble = 0;
    for (int i = 0; i < n; i++) {
      sure += raw.probabilities(x[i])[y[i]] / n;
      humble += calibrated.probabilities(x[i])[y[i]] / n;
    }
    assertTrue(sure > 0.75, "remembers " + sure);
    assertTrue(humble < 0.65, "still claims " + humble);
    List<String> one = groups.stream().map(g -> "g").toList();
    org.junit.jupiter.api.Assertions.assertThrows(
        IllegalArgumentException.class,
        () -> new CalibratedTrainer(forest, CalibrationMethod.PLATT, 5, 1).fit(x, y, 2, one));
  }
}
