package org.quarry.math;

import static org.quarry.fixtures.KernelTwins.assertSameBits;
import static org.quarry.fixtures.KernelTwins.fill;
import static org.quarry.fixtures.KernelTwins.vectorOf;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vector form of every kernel gives the bits of the scalar one. */
class KernelTwinsTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "5, 3", "9, 8", "7, 56", "20, 108", "33, 420"})
  void radialFunctions(int points, int functions) {
    Random random = new Random(functions);
    double[][][] rows = new double[6][8][functions];
    for (double[][] interval : rows) {
      for (double[] row : interval) {
        fill(random, row);
      }
    }
    double[] blocks = RadialTable.blocks(rows, functions);
    double[] r = new double[points];
    for (int j = 0; j < points; j++) {
      r[j] = j == 0 ? 3 : 3 * random.nextDouble(); // the end of the range among them
    }
    double[] scalar = new double[points * functions + 8];
    double[] vector = scalar.clone();
    new ScalarRadialKernel().evaluate(points, r, 2, rows, blocks, functions, scalar);
    vectorOf(RadialKernel.class).evaluate(points, r, 2, rows, blocks, functions, vector);
    assertSameBits(scalar, vector, points * functions);
  }

  @ParameterizedTest
  @CsvSource({"0, 3, 3", "1, 8, 8", "2, 9, 16", "6, 67, 67", "6, 67, 96", "20, 17, 18"})
  void solidHarmonics(int lMax, int points, int room) {
    Random random = new Random(lMax);
    double[] x = fill(random, new double[room]);
    double[] y = fill(random, new double[room]);
    double[] z = fill(random, new double[room]);
    double[] r2 = new double[room];
    for (int j = 0; j < room; j++) {
      r2[j] = x[j] * x[j] + y[j] * y[j] + z[j] * z[j];
    }
    SolidHarmonics harmonics = new SolidHarmonics(lMax);
    double[][] scalar = new double[harmonics.size()][room];
    double[][] vector = new double[harmonics.size()][room];
    new ScalarHarmonicsKernel().evaluate(harmonics, 0, points, x, y, z, r2, scalar);
    vectorOf(HarmonicsKernel.class).evaluate(harmonics, 0, points, x, y, z, r2, vector);
    for (int lm = 0; lm < scalar.length; lm++) {
      assertSameBits(scalar[lm], vector[lm], points);
    }
  }
}
