package org.quarry.regression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class GaussianErrorsTest {
  private static final double TOLERANCE = 0.1;

  private static double density(double z) {
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }

  /** ∫ |d + σz| φ(z) dz by the trapezoidal rule, split at the kink. */
  @Test
  void theExpectedErrorIsTheIntegralOfTheAbsoluteError() {
    for (double deviation : new double[] {0.003, 0.05, 1.7}) {
      for (double d : new double[] {-0.4, -0.01, 0, 0.002, 0.3}) {
        double sum = 0;
        double h = 1e-4;
        for (double z = -9; z < 9; z += h) {
          sum += h * Math.abs(d + deviation * (z + h / 2)) * density(z + h / 2);
        }
        assertEquals(sum, GaussianErrors.expectedError(d, deviation), 1e-8);
      }
    }
    assertTrue(Double.isNaN(GaussianErrors.expectedError(Double.NaN, 1)));
  }

  /** Draws reference energies, and asks each which potential is its class. */
  @Test
  void probabilitiesAreTheSharesOfDrawnReferences() {
    double[] aligned = {0.03, -0.2, Double.NaN, 0.035, 0.5};
    double mean = 0.01;
    double deviation = 0.15;
    Random random = new Random(3);
    int draws = 200_000;
    double[] shares = new double[aligned.length + 1];
    for (int i = 0; i < draws; i++) {
      double y = mean + deviation * random.nextGaussian();
      shares[ErrorRows.label(p -> Math.abs(aligned[p] - y), aligned.length, TOLERANCE)] +=
          1.0 / draws;
    }
    double[] probabilities = GaussianErrors.probabilities(aligned, mean, deviation, TOLERANCE);
    assertArrayEquals(shares, probabilities, 5e-3);
    assertEquals(1, DoubleStream.of(probabilities).sum(), 1e-12);
    assertEquals(0, probabilities[2]);
  }

  @Test
  void ofPotentialsWithTheSameEnergyTheEarlierIsTheClass() {
    double[] p = GaussianErrors.probabilities(new double[] {0.2, 0, 0}, 0, 0.01, TOLERANCE);
    assertEquals(1, p[1], 1e-12);
    assertEquals(0, p[2]);
    assertArrayEquals(
        new double[] {0, 0, 1},
        GaussianErrors.probabilities(new double[] {Double.NaN, Double.NaN}, 0, 0.01, TOLERANCE));
  }
}
