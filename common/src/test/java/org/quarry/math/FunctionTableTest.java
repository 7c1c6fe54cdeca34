package org.quarry.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.quarry.math.FunctionTable.Precision;

class FunctionTableTest {
  private static final Precision EACH = new Precision(1e-13, 1e-6, Precision.Scope.EACH);

  private static void sample(double x, double[] f) {
    f[0] = StrictMath.exp(-3 * x);
    f[1] = 1e-9 * StrictMath.cos(2 * x);
    f[2] = (5 - x) * (5 - x);
  }

  @Test
  void valuesAreThoseOfTheFunctions() {
    FunctionTable table = FunctionTable.of(FunctionTableTest::sample, 3, 5, EACH, 4);
    double[] f = new double[3];
    double[] expected = new double[3];
    for (double x = 0; x < 5; x += 0.00713) {
      table.evaluate(x, 0, 3, f);
      sample(x, expected);
      assertEquals(expected[0], f[0], 1e-12 * expected[0]);
      assertEquals(expected[1], f[1], 1e-21);
      assertEquals(expected[2], f[2], 1e-12 * expected[2] + 1e-17);
    }
  }

  @Test
  void oneFunctionAtManyPlacesHasTheSameBits() {
    FunctionTable table = FunctionTable.of(FunctionTableTest::sample, 3, 5, EACH, 4);
    double[] x = {0, 0.3, 1.7, 4.999, 2.2};
    double[] y = new double[5];
    double[] f = new double[3];
    for (int q = 0; q < 3; q++) {
      table.evaluate(q, x, 0, 5, y);
      for (int i = 0; i < 5; i++) {
        table.evaluate(x[i], q, q + 1, f);
        assertEquals(f[q], y[i]);
      }
    }
  }

  @Test
  void nothingIsLeftFromTheEndOn() {
    FunctionTable table = FunctionTable.of(FunctionTableTest::sample, 3, 5, EACH, 4);
    double[] f = new double[3];
    for (double x : new double[] {5, 5.1, 1e12}) {
      table.evaluate(x, 0, 3, f);
      assertArrayEquals(new double[3], f);
    }
  }

  @Test
  void noiseIsNotTabulated() {
    assertThrows(
        ArithmeticException.class,
        () -> FunctionTable.of((x, f) -> f[0] = StrictMath.sin(1e7 * x), 1, 5, EACH, 4));
  }
}
