package org.quarry.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HarmonicGradientTest {
  private static final int L = 20;
  private static final int COUNT = 13;
  private static final int SIZE = (L + 1) * (L + 1);

  private final SolidHarmonics harmonics = new SolidHarmonics(L);
  private final HarmonicGradient gradient = new HarmonicGradient(L);
  private final Random random = new Random(4);
  private final double[][] points =
      random
          .doubles(3, 0, 1)
          .mapToObj(x -> random.doubles(COUNT, -1, 1).toArray())
          .toArray(double[][]::new);

  @Test
  void lowDegreesAreTheTextbookDerivatives() {
    double[][][] d = derivatives(values(0, 0));
    double c = Math.sqrt(15 / (4 * Math.PI));
    for (int j = 0; j < COUNT; j++) {
      double x = points[0][j];
      double y = points[1][j];
      double z = points[2][j];
      assertEquals(0, d[0][0][j]);
      assertEquals(Math.sqrt(3 / (4 * Math.PI)), d[1][1][j], 1e-15); // ∂y of y
      assertEquals(c * y, d[0][4][j], 1e-15); // of xy
      assertEquals(c * x, d[1][4][j], 1e-15);
      assertEquals(0, d[2][4][j], 1e-15);
      assertEquals(-2 * c / Math.sqrt(12) * x, d[0][6][j], 1e-15); // of 2z² − x² − y²
      assertEquals(-2 * c / Math.sqrt(12) * y, d[1][6][j], 1e-15);
      assertEquals(4 * c / Math.sqrt(12) * z, d[2][6][j], 1e-15);
      assertEquals(-c * y, d[1][8][j], 1e-15); // of x² − y²
    }
  }

  @Test
  void derivativesAreThoseOfTheFunctions() {
    double h = 2e-4;
    double[][][] d = derivatives(values(0, 0));
    for (int axis = 0; axis < 3; axis++) {
      double[][] ahead = values(axis, h);
      double[][] behind = values(axis, -h);
      double[][] far = values(axis, 2 * h);
      double[][] farBehind = values(axis, -2 * h);
      for (int lm = 0; lm < SIZE; lm++) {
        for (int j = 0; j < COUNT; j++) {
          double slope = 8 * (ahead[lm][j] - behind[lm][j]) - (far[lm][j] - farBehind[lm][j]);
          double scale = Math.max(1, Math.abs(ahead[lm][j]) * L);
          assertEquals(slope / (12 * h), d[axis][lm][j], 1e-9 * scale, "axis " + axis + ", " + lm);
        }
      }
    }
  }

  @Test
  void pullingBackIsMultiplyingWithTheDerivatives() {
    double[][] values = values(0, 0);
    double[][][] d = derivatives(values);
    double[][] b = new double[SIZE][];
    for (int lm = 0; lm < SIZE; lm++) {
      b[lm] = random.doubles(COUNT, -1, 1).toArray();
    }
    double[][] g = new double[3][COUNT];
    gradient.pullBack(COUNT, values, b, g[0], g[1], g[2]);
    for (int axis = 0; axis < 3; axis++) {
      for (int j = 0; j < COUNT; j++) {
        double expected = 0;
        double size = 0;
        for (int lm = 0; lm < SIZE; lm++) {
          expected += b[lm][j] * d[axis][lm][j];
          size += Math.abs(b[lm][j] * d[axis][lm][j]);
        }
        assertEquals(expected, g[axis][j], 1e-14 * size);
      }
    }
  }

  private double[][][] derivatives(double[][] values) {
    double[][][] d = new double[3][SIZE][COUNT];
    gradient.evaluate(COUNT, values, d[0], d[1], d[2]);
    return d;
  }

  /** The functions at the points, all shifted along an axis. */
  private double[][] values(int axis, double shift) {
    double[][] r = {points[0].clone(), points[1].clone(), points[2].clone()};
    double[] r2 = new double[COUNT];
    for (int j = 0; j < COUNT; j++) {
      r[axis][j] += shift;
      r2[j] = r[0][j] * r[0][j] + r[1][j] * r[1][j] + r[2][j] * r[2][j];
    }
    double[][] out = new double[SIZE][COUNT];
    harmonics.evaluate(COUNT, r[0], r[1], r[2], r2, out);
    return out;
  }
}
