package org.quarry.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class EnergyLossTest {
  /** Rows of both kinds, with outliers among the empirical ones and unequal weights. */
  private static INDArray labels(int rows, double sites) {
    Random random = new Random(3);
    INDArray labels = Nd4j.zeros(DataType.DOUBLE, rows, EnergyLoss.LABELS);
    for (int i = 0; i < rows; i++) {
      labels.putScalar(i, 0, random.nextGaussian());
      labels.putScalar(i, 1, i % 2);
      labels.putScalar(i, 2, sites);
      labels.putScalar(i, 3, 0.5 + random.nextDouble());
    }
    return labels;
  }

  private static INDArray outputs(INDArray labels) {
    Random random = new Random(5);
    INDArray outputs = Nd4j.zeros(DataType.DOUBLE, labels.size(0), 1);
    for (int i = 0; i < labels.size(0); i++) {
      double spread = i % 8 == 7 ? 9 : 0.3;
      outputs.putScalar(i, 0, labels.getDouble(i, 0) + spread * random.nextGaussian());
    }
    return outputs;
  }

  /**
   * The scale k is held constant in the gradient: moving an output that is not in the middle of the
   * residuals leaves the median, and so k, as it is, and finite differences apply.
   */
  @ParameterizedTest
  @ValueSource(doubles = {1, 64})
  void gradientIsTheDerivativeOfTheScoreAtConstantScale(double sites) {
    EnergyLoss loss = new EnergyLoss(0.7, 0.2);
    INDArray labels = labels(18, sites); // nine empirical rows: the median is one of them
    INDArray outputs = outputs(labels);
    INDArray gradient = loss.computeGradient(labels, outputs, null, null);
    int median = medianRow(labels, outputs);
    double step = 1e-6;
    for (int i = 0; i < 18; i++) {
      if (i == median) {
        continue;
      }
      double at = outputs.getDouble(i, 0);
      outputs.putScalar(i, 0, at + step);
      double above = loss.computeScore(labels, outputs, null, null, false);
      outputs.putScalar(i, 0, at - step);
      double below = loss.computeScore(labels, outputs, null, null, false);
      outputs.putScalar(i, 0, at);
      double expected = (above - below) / (2 * step);
      assertEquals(expected, gradient.getDouble(i, 0), 1e-7 * (1 + Math.abs(expected)), "row " + i);
    }
  }

  private static int medianRow(INDArray labels, INDArray outputs) {
    return java.util.stream.IntStream.range(0, (int) labels.size(0))
        .filter(i -> i % 2 == 1)
        .boxed()
        .sorted(
            java.util.Comparator.comparingDouble(
                i -> Math.abs(outputs.getDouble(i, 0) - labels.getDouble(i, 0))))
        .toList()
        .get(4);
  }

  @Test
  void firstPrinciplesRowsGiveTheMeanSquareInUnitsOfTheScale() {
    INDArray labels = Nd4j.create(new double[][] {{1, 0, 1, 1}, {2, 0, 1, 1}, {5, 0, 1, 2}});
    INDArray outputs = Nd4j.create(new double[][] {{1.5}, {1}, {5}});
    double mean = (0.25 + 1 + 0) / 4; // weights 1, 1, 2
    assertEquals(
        mean, new EnergyLoss(0.5, 0.3).computeScore(labels, outputs, null, null, true), 1e-12);
  }

  @Test
  void residualsOfConfigurationsCountBySquareOfTheirSize() {
    INDArray atom = Nd4j.create(new double[][] {{1, 0, 1, 1}});
    INDArray total = Nd4j.create(new double[][] {{1, 0, 64, 1}});
    INDArray output = Nd4j.create(new double[][] {{1.5}});
    EnergyLoss loss = new EnergyLoss(1, 0.3);
    assertEquals(
        64 * 64 * loss.computeScore(atom, output, null, null, true),
        loss.computeScore(total, output, null, null, true),
        1e-9);
  }

  /** Three residuals 1, 2, 3 in units of s = 1: MAR 2, k = 4.685·2/0.6745 = 13.8918, by hand. */
  @Test
  void empiricalRowsGiveAlphaTimesTheMeanOfTukey() {
    INDArray labels = Nd4j.create(new double[][] {{0, 1, 1, 1}, {0, 1, 1, 1}, {0, 1, 1, 1}});
    INDArray outputs = Nd4j.create(new double[][] {{1}, {-2}, {3}});
    double k = 13.891772;
    double expected = 0;
    for (double r : new double[] {1, 2, 3}) {
      expected += k * k / 6 * (1 - Math.pow(1 - r * r / (k * k), 3)) / 3;
    }
    assertEquals(
        0.4 * expected,
        new EnergyLoss(0.4, 1).computeScore(labels, outputs, null, null, true),
        1e-5);
  }
}
