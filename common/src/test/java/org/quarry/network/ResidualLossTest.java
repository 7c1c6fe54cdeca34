package org.quarry.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ResidualLossTest {
  private static final int ROWS = 27;
  private static final int COLUMNS = 3;

  private static INDArray array(double[] values, int rows) {
    return Nd4j.createFromArray(values).reshape('c', rows, values.length / rows);
  }

  /** References and two kinds of empirical rows, outliers among them, a tenth without label. */
  private static double[] labels() {
    Random random = new Random(3);
    double[] labels = new double[ROWS * ResidualLoss.labelColumns(COLUMNS)];
    for (int row = 0; row < ROWS; row++) {
      for (int c = 0; c < COLUMNS; c++) {
        double weight = random.nextInt(10) == 0 ? 0 : 0.5 + random.nextDouble();
        ResidualLoss.putNumber(labels, COLUMNS, row, c, random.nextGaussian(), weight);
      }
      ResidualLoss.putRow(labels, COLUMNS, row, 0.2 + random.nextDouble(), row % 3);
    }
    return labels;
  }

  private static double[] outputs() {
    Random random = new Random(5);
    return IntStream.range(0, ROWS * COLUMNS)
        .mapToDouble(i -> (i % 13 == 7 ? 9 : 0.4) * random.nextGaussian())
        .toArray();
  }

  /**
   * k is held constant in the gradient: finite differences apply wherever moving an output leaves
   * the median residual, and so k, as it is; that is everywhere but for two numbers a kind.
   */
  @ParameterizedTest
  @EnumSource(ResidualFunction.class)
  void theGradientIsTheDerivativeOfTheLossAtConstantScale(ResidualFunction function) {
    ResidualLoss loss = new ResidualLoss(function, 0.3, 0.7, 1e-6);
    INDArray labels = array(labels(), ROWS);
    double[] outputs = outputs();
    INDArray gradient = loss.computeGradient(labels, array(outputs, ROWS), null, null);
    double h = 1e-6;
    int inTheMiddle = 0;
    for (int i = 0; i < outputs.length; i++) {
      double at = outputs[i];
      outputs[i] = at + h;
      double above = loss.computeScore(labels, array(outputs, ROWS), null, null, true);
      outputs[i] = at - h;
      double below = loss.computeScore(labels, array(outputs, ROWS), null, null, true);
      outputs[i] = at;
      double expected = (above - below) / (2 * h);
      double difference = Math.abs(expected - gradient.getDouble(i / COLUMNS, i % COLUMNS));
      if (difference > 1e-7 * (1 + Math.abs(expected))) {
        assertEquals(0, i / COLUMNS % 3 == 0 ? 1 : 0, "reference number " + i);
        inTheMiddle++;
      }
    }
    assertEquals(true, inTheMiddle <= 4, inTheMiddle + " numbers differ");
  }

  /** Residuals 0.5 and −2 with the factor 2, weights 0.25 and 3: by hand. */
  @Test
  void functionsAreThoseOfTheTextbook() {
    double[] labels = new double[ResidualLoss.labelColumns(2)];
    ResidualLoss.putNumber(labels, 2, 0, 0, 1, 0.25);
    ResidualLoss.putNumber(labels, 2, 0, 1, 4, 3);
    ResidualLoss.putRow(labels, 2, 0, 2, ResidualLoss.REFERENCE);
    double[] outputs = {1.25, 3};
    assertEquals(0.25 * 0.25 + 3 * 4, score(ResidualFunction.SQUARED, labels, outputs), 1e-12);
    assertEquals(0.25 * 0.5 + 3 * 2, score(ResidualFunction.ABSOLUTE, labels, outputs), 1e-12);
    // δ = 1: 0.5²/2, and 1·(2 − 1/2)
    assertEquals(0.25 * 0.125 + 3 * 1.5, score(ResidualFunction.HUBER, labels, outputs), 1e-12);
  }

  private static double score(ResidualFunction function, double[] labels, double[] outputs) {
    return new ResidualLoss(function, 1, 1, 1e-6)
        .computeScore(array(labels, 1), array(outputs, 1), null, null, true);
  }

  /** Residuals 1, 2, 3 of one kind, with the median 2, and 100 alone of another. */
  @Test
  void empiricalKindsGiveAlphaTimesTukeyWithAScaleOfTheirOwn() {
    double[] labels = new double[4 * ResidualLoss.labelColumns(1)];
    for (int row = 0; row < 4; row++) {
      ResidualLoss.putNumber(labels, 1, row, 0, 0, 0.5);
      ResidualLoss.putRow(labels, 1, row, 1, row < 3 ? 1 : 2);
    }
    double expected = 0;
    double k = 4.685 * 2 / 0.6745;
    for (double r : new double[] {1, 2, 3}) {
      expected += k * k / 6 * (1 - Math.pow(1 - r * r / (k * k), 3));
    }
    double far = 4.685 / 0.6745;
    expected += 1e4 * far * far / 6 * (1 - Math.pow(1 - 1 / (far * far), 3));
    ResidualLoss loss = new ResidualLoss(ResidualFunction.SQUARED, 1, 0.4, 1e-6);
    double[] outputs = {1, -2, 3, 100};
    assertEquals(
        0.4 * 0.5 * expected,
        loss.computeScore(array(labels, 4), array(outputs, 4), null, null, true),
        1e-12 * expected);
  }

  @Test
  void numbersWithoutLabelCostNothingAndMoveNoScale() {
    double[] labels = labels();
    double[] outputs = outputs();
    ResidualLoss loss = new ResidualLoss(ResidualFunction.SQUARED, 1, 0.7, 1e-6);
    double before = loss.computeScore(array(labels, ROWS), array(outputs, ROWS), null, null, true);
    for (int i = 0; i < outputs.length; i++) {
      int weight = i / COLUMNS * ResidualLoss.labelColumns(COLUMNS) + COLUMNS + i % COLUMNS;
      if (labels[weight] == 0) {
        outputs[i] = 1e3;
      }
    }
    assertEquals(
        before, loss.computeScore(array(labels, ROWS), array(outputs, ROWS), null, null, true));
  }

  @Test
  void scoresOfRowsAddUpToTheLoss() {
    INDArray labels = array(labels(), ROWS);
    INDArray outputs = array(outputs(), ROWS);
    ResidualLoss loss = ResidualLoss.squares();
    double whole = loss.computeScore(labels, outputs, null, null, true);
    assertEquals(
        whole,
        loss.computeScoreArray(labels, outputs, null, null).sumNumber().doubleValue(),
        1e-12 * whole);
    assertEquals(ROWS * whole, loss.computeScore(labels, outputs, null, null, false), 1e-9 * whole);
  }

  @Test
  void labelsOfAnotherShapeAreRefused() {
    INDArray labels = array(labels(), ROWS);
    INDArray outputs = Nd4j.zeros(ROWS, 2);
    assertThrows(
        IllegalArgumentException.class,
        () -> ResidualLoss.squares().computeGradient(labels, outputs, null, null));
  }
}
