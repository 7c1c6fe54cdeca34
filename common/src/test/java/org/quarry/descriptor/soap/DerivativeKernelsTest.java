package org.quarry.descriptor.soap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quarry.math.Kernels;

/** The vector kernels give the bits of their scalar twins. */
class DerivativeKernelsTest {
  private static final int CAPACITY = 24;

  private final Random random = new Random(12);

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 3", "3, 4", "6, 8", "8, 12", "2, 17", "4, 20"})
  void adjointKernelsAgree(int lMax, int nMax) {
    AdjointKernel scalar = new ScalarAdjointKernel();
    AdjointKernel vector = vector(AdjointKernel.class);
    int width = Coefficients.width(nMax);
    int size = (lMax + 1) * (lMax + 1);
    double[] from = random(size * width + 5);
    double[] by = random(nMax * width);
    double[] to = random(size * width + 3);
    double[] other = to.clone();
    scalar.multiply(size, nMax, width, from, 5, by, to, 3);
    vector.multiply(size, nMax, width, from, 5, by, other, 3);
    assertArrayEquals(to, other);

    double[] f = random((lMax + 1) * nMax * Coefficients.LANES);
    double[] slope = random(f.length);
    double[][] harmonics = random(size, CAPACITY);
    double[][] b = new double[size][CAPACITY];
    double[][] otherB = new double[size][CAPACITY];
    double[] radial = new double[CAPACITY];
    double[] otherRadial = new double[CAPACITY];
    scalar.contract(lMax, nMax, from, f, slope, harmonics, 8, b, radial);
    vector.contract(lMax, nMax, from, f, slope, harmonics, 8, otherB, otherRadial);
    assertArrayEquals(b, otherB);
    assertArrayEquals(radial, otherRadial);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 3", "3, 4", "6, 8", "8, 12", "2, 17", "4, 20"})
  void jacobianKernelsAgree(int lMax, int nMax) {
    JacobianKernel scalar = new ScalarJacobianKernel();
    JacobianKernel vector = vector(JacobianKernel.class);
    int width = Coefficients.width(nMax);
    int size = (lMax + 1) * (lMax + 1);
    double[] c = random(size * width + 7);
    double[][] r = random(size, CAPACITY);
    double[][] dx = random(size, CAPACITY);
    double[][] dy = random(size, CAPACITY);
    double[][] dz = random(size, CAPACITY);
    double[] product = random(4 * (lMax + 1) * width);
    double[] other = product.clone();
    scalar.project(lMax, width, c, 7, 5, r, dx, dy, dz, product);
    vector.project(lMax, width, c, 7, 5, r, dx, dy, dz, other);
    assertArrayEquals(product, other);

    double[] f = random((lMax + 1) * width);
    double[] slope = random((lMax + 1) * width);
    double[] left = random(product.length);
    for (boolean triangle : new boolean[] {true, false}) {
      double[] square = new double[3 * (lMax + 1) * nMax * width];
      double[] otherSquare = square.clone();
      for (boolean start : new boolean[] {true, false}) {
        scalar.combine(
            lMax, nMax, start, triangle, 0.3, -0.5, 0.8, f, slope, left, product, square);
        vector.combine(
            lMax, nMax, start, triangle, 0.3, -0.5, 0.8, f, slope, left, product, otherSquare);
        assertArrayEquals(square, otherSquare);
      }
      double[] row = random(2 + (lMax + 1) * nMax * nMax);
      double[] otherRow = row.clone();
      for (int axis = 0; axis < 3; axis++) {
        scalar.pack(lMax, nMax, triangle, axis, square, row, 1);
        vector.pack(lMax, nMax, triangle, axis, square, otherRow, 1);
        assertArrayEquals(row, otherRow);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 3", "3, 4", "6, 8", "8, 12", "2, 17", "4, 20"})
  void tangentKernelsAgree(int lMax, int nMax) {
    TangentKernel scalar = new ScalarTangentKernel();
    TangentKernel vector = vector(TangentKernel.class);
    int width = Coefficients.width(nMax);
    int size = (lMax + 1) * (lMax + 1);
    double[] f = random(CAPACITY * (lMax + 1) * nMax + Coefficients.LANES);
    double[] slope = random(f.length);
    double[][] radial = random(size, CAPACITY);
    double[][] angular = random(size, CAPACITY);
    double[] to = random(size * width);
    double[] other = to.clone();
    scalar.expand(11, lMax, nMax, f, slope, radial, angular, to);
    vector.expand(11, lMax, nMax, f, slope, radial, angular, other);
    assertRows(to, other, nMax);

    double[] c = random(2 * size * width + 3);
    double[] factors = random(lMax + 1);
    double[] square = new double[(lMax + 1) * nMax * width];
    double[] otherSquare = square.clone();
    int right = 3 + size * width;
    double[] tangent = random(size * width);
    scalar.multiply(lMax, nMax, factors, c, 3, right, to, tangent, square);
    vector.multiply(lMax, nMax, factors, c, 3, right, to, tangent, otherSquare);
    assertRows(square, otherSquare, nMax);
  }

  /** Equal up to the padding. */
  private static void assertRows(double[] expected, double[] actual, int nMax) {
    int width = Coefficients.width(nMax);
    for (int row = 0; row < expected.length; row += width) {
      assertArrayEquals(
          Arrays.copyOfRange(expected, row, row + nMax),
          Arrays.copyOfRange(actual, row, row + nMax));
    }
  }

  private static <K> K vector(Class<K> kernel) {
    Optional<K> vector = Kernels.vector(kernel);
    assumeTrue(vector.isPresent(), "no vectors in this JVM");
    return vector.get();
  }

  private double[] random(int length) {
    return random.doubles(length, -1, 1).toArray();
  }

  private double[][] random(int rows, int length) {
    double[][] result = new double[rows][];
    for (int i = 0; i < rows; i++) {
      result[i] = random(length);
    }
    return result;
  }
}
