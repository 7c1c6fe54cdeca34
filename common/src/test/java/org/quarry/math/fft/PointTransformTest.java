package org.quarry.math.fft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointTransformTest {
  private static final int POINTS = 40;

  /** Points anywhere, some on the faces and corners of the box and outside it. */
  private static double[] points() {
    double[] fractions = new Random(5).doubles(3L * POINTS, 0, 1).toArray();
    double[] edges = {0, 0, 0, 1, 1, 1, 0, 0.5, 1, 1 - 1e-16, 1e-300, 0.25, -0.3, 1.7, 5};
    System.arraycopy(edges, 0, fractions, 0, edges.length);
    return fractions;
  }

  private static double[][] weights() {
    Random random = new Random(6);
    double[][] weights = new double[3][POINTS];
    for (double[] set : weights) {
      for (int i = 0; i < POINTS; i++) {
        set[i] = random.nextDouble() - 0.3;
      }
    }
    return weights;
  }

  @Test
  void directSumsAreThoseOfTheDefinition() {
    double[] f = points();
    double[][] c = weights();
    DirectPointTransform transform = new DirectPointTransform(3, 2, 4);
    double[][][] found = run(transform, f, c);
    for (int set = 0; set < c.length; set++) {
      for (int x = 0; x <= 3; x++) {
        for (int y = -2; y <= 2; y++) {
          for (int z = -4; z <= 4; z++) {
            double re = 0;
            double im = 0;
            for (int k = 0; k < POINTS; k++) {
              double angle = -2 * Math.PI * (x * f[3 * k] + y * f[3 * k + 1] + z * f[3 * k + 2]);
              re += c[set][k] * Math.cos(angle);
              im += c[set][k] * Math.sin(angle);
            }
            assertEquals(re, found[0][set][transform.index(x, y, z)], 1e-12);
            assertEquals(im, found[1][set][transform.index(x, y, z)], 1e-12);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-2, 1e-3, 1e-5, 1e-6, 1e-8, 1e-10, 1e-12, 1e-13})
  void nonuniformTransformsKeepTheRequestedAccuracy(double accuracy) {
    for (int[] bands : new int[][] {{9, 12, 15}, {0, 1, 30}, {5, 0, 2}}) {
      double[][] c = weights();
      double[][][] exact = run(new DirectPointTransform(bands), points(), c);
      double[][][] fast = run(NonuniformFft.of(accuracy, bands), points(), c);
      for (int set = 0; set < c.length; set++) {
        double total = Arrays.stream(c[set]).map(Math::abs).sum();
        for (int part = 0; part < 2; part++) {
          double error = difference(exact[part][set], fast[part][set]);
          assertTrue(error <= accuracy * total, error / total + " for " + accuracy);
        }
      }
    }
  }

  /** One point: all coefficients have the same modulus, so nothing hides behind others. */
  @Test
  void aSinglePointKeepsTheAccuracyWhereverItIs() {
    for (double f : new double[] {0, 0.5, 1 - 1e-15, 0.123456, 1.0 / 3}) {
      double[] point = {f, 1 - f, f};
      double[][] c = {{2}};
      double[][][] exact = run(new DirectPointTransform(10, 10, 10), point, c);
      double[][][] fast = run(NonuniformFft.of(1e-10, 10, 10, 10), point, c);
      assertTrue(difference(exact[0][0], fast[0][0]) <= 2e-10);
      assertTrue(difference(exact[1][0], fast[1][0]) <= 2e-10);
    }
  }

  @Test
  void aWorkspaceForgetsWhatItSawBefore() {
    NonuniformFft transform = NonuniformFft.of(1e-8, 6, 6, 6);
    double[][][] first = run(transform, points(), weights());
    run(transform, new double[] {0.5, 0.5, 0.5}, new double[][] {{1}});
    double[][][] again = run(transform, points(), weights());
    for (int set = 0; set < 3; set++) {
      assertArrayEquals(first[0][set], again[0][set]);
    }
  }

  @Test
  void whatCannotBeDoneIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> NonuniformFft.of(1e-14, 2, 2, 2));
    assertThrows(IllegalArgumentException.class, () -> NonuniformFft.of(0.5, 2, 2, 2));
    assertThrows(IllegalArgumentException.class, () -> new DirectPointTransform(2, -1, 2));
    assertThrows(IllegalArgumentException.class, () -> new DirectPointTransform(2, 2));
    assertThrows(IllegalArgumentException.class, () -> NonuniformFft.of(1e-6, 2000, 2000, 2000));
  }

  private static double[][][] run(PointTransform transform, double[] f, double[][] c) {
    double[][][] result = new double[2][c.length][transform.size()];
    transform.transform(f.length / 3, f, c, result[0], result[1]);
    return result;
  }

  private static double difference(double[] a, double[] b) {
    double most = 0;
    for (int i = 0; i < a.length; i++) {
      most = Math.max(most, Math.abs(a[i] - b[i]));
    }
    return most;
  }
}
