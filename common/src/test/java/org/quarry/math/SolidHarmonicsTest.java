package org.quarry.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SolidHarmonicsTest {
  private static final int L = 20;

  @Test
  void lowDegreesAreTheTextbookPolynomials() {
    double x = 0.3;
    double y = -0.7;
    double z = 0.45;
    double[] r = at(x, y, z);
    double c = Math.sqrt(3 / (4 * Math.PI));
    assertEquals(Math.sqrt(1 / (4 * Math.PI)), r[0], 1e-16);
    assertEquals(c * y, r[1], 1e-15);
    assertEquals(c * z, r[2], 1e-15);
    assertEquals(c * x, r[3], 1e-15);
    double d = Math.sqrt(15 / (4 * Math.PI));
    assertEquals(d * x * y, r[4], 1e-15);
    assertEquals(d * y * z, r[5], 1e-15);
    assertEquals(d / Math.sqrt(12) * (2 * z * z - x * x - y * y), r[6], 1e-15);
    assertEquals(d * x * z, r[7], 1e-15);
    assertEquals(d / 2 * (x * x - y * y), r[8], 1e-15);
  }

  /** Σ_m R_lm(u) R_lm(v) = (2l+1)/(4π) |u|^l |v|^l P_l(cos γ). */
  @Test
  void theAdditionTheoremHolds() {
    Random random = new Random(3);
    for (int trial = 0; trial < 20; trial++) {
      double[] u = unit(random);
      double[] v = trial == 0 ? new double[] {0, 0, 1} : unit(random);
      double cos = u[0] * v[0] + u[1] * v[1] + u[2] * v[2];
      double[] a = at(u[0], u[1], u[2]);
      double[] b = at(v[0], v[1], v[2]);
      double p0 = 1;
      double p1 = cos;
      for (int l = 0; l <= L; l++) {
        double sum = 0;
        for (int m = 0; m <= 2 * l; m++) {
          sum += a[l * l + m] * b[l * l + m];
        }
        double legendre = l == 0 ? 1 : p1;
        assertEquals((2 * l + 1) / (4 * Math.PI) * legendre, sum, 2e-13);
        if (l >= 1) {
          double p2 = ((2 * l + 1) * cos * p1 - l * p0) / (l + 1);
          p0 = p1;
          p1 = p2;
        }
      }
    }
  }

  private static double[] unit(Random random) {
    double[] u = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
    double norm = Math.sqrt(u[0] * u[0] + u[1] * u[1] + u[2] * u[2]);
    return new double[] {u[0] / norm, u[1] / norm, u[2] / norm};
  }

  private static double[] at(double x, double y, double z) {
    SolidHarmonics harmonics = new SolidHarmonics(L);
    double[][] out = new double[harmonics.size()][1];
    harmonics.evaluate(
        1,
        new double[] {x},
        new double[] {y},
        new double[] {z},
        new double[] {x * x + y * y + z * z},
        out);
    double[] values = new double[out.length];
    for (int i = 0; i < out.length; i++) {
      values[i] = out[i][0];
    }
    return values;
  }
}
