package org.quarry.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenvaluesTest {
  private static final double TOLERANCE = 1e-14; // of the norm, and far below the 1e-12 asked for

  /** J. B. Rosser et al., J. Res. Natl. Bur. Stand. 47, 291 (1951). */
  @Test
  void rossersMatrixHasItsCloseEigenvalues() {
    double[] rosser = {
      611, 196, -192, 407, -8, -52, -49, 29, //
      196, 899, 113, -192, -71, -43, -8, -44, //
      -192, 113, 899, 196, 61, 49, 8, 52, //
      407, -192, 196, 611, 8, 44, 59, -23, //
      -8, -71, 61, 8, 411, -599, 208, 208, //
      -52, -43, 49, 44, -599, 411, 208, 208, //
      -49, -8, 8, 59, 208, 208, 99, -911, //
      29, -44, 52, -23, 208, 208, -911, 99
    };
    double outer = 10 * Math.sqrt(10405);
    double inner = 100 * Math.sqrt(26);
    double[] expected = {-outer, 0, 510 - inner, 1000, 1000, 510 + inner, 1020, outer};
    Arrays.sort(expected);
    assertArrayEquals(expected, sorted(rosser, 8), TOLERANCE * outer);
  }

  /** 2 − 2 cos(kπ/(n + 1)), the frequencies of a chain. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 23, 64})
  void secondDifferencesHaveTheSpectrumOfAChain(int n) {
    double[] a = new double[n * n];
    double[] expected = new double[n];
    for (int i = 0; i < n; i++) {
      a[i * n + i] = 2;
      if (i > 0) {
        a[i * n + i - 1] = -1;
      }
      expected[i] = 2 - 2 * Math.cos((i + 1) * Math.PI / (n + 1));
    }
    assertArrayEquals(expected, sorted(a, n), TOLERANCE * 4);
  }

  /** Random reflections of a diagonal matrix, with double and vanishing eigenvalues. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 1e-3, 1e-250, 1e250})
  void reflectionsKeepTheSpectrum(double scale) {
    Random random = new Random(7);
    for (int n = 1; n <= 40; n++) {
      double[] expected = new double[n];
      double[] a = new double[n * n];
      for (int i = 0; i < n; i++) {
        expected[i] = i % 5 == 4 ? expected[i - 1] : i % 7 == 3 ? 0 : random.nextGaussian() * 9;
        a[i * n + i] = expected[i];
      }
      reflect(a, n, random);
      reflect(a, n, random);
      Arrays.sort(expected);
      double largest = Math.max(Math.abs(expected[0]), Math.abs(expected[n - 1]));
      for (int i = 0; i < n; i++) {
        expected[i] *= scale;
      }
      for (int i = 0; i < n * n; i++) {
        a[i] *= scale;
      }
      assertArrayEquals(expected, sorted(a, n), TOLERANCE * n * largest * scale);
    }
  }

  /** Diagonal 10^0 … 10^−15 beside couplings as small: as far from uniform as doubles go. */
  @Test
  void gradedMatricesKeepTraceAndSquaresInEitherDirection() {
    for (int direction : new int[] {1, -1}) {
      int n = 16;
      double[] a = new double[n * n];
      double trace = 0;
      double squares = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          double power = direction > 0 ? Math.max(i, j) : n - 1 - Math.min(i, j);
          a[i * n + j] = Math.pow(10, -power);
          squares += (i == j ? 1 : 2) * a[i * n + j] * a[i * n + j];
        }
        trace += a[i * n + i];
      }
      double[] d = sorted(a, n);
      assertEquals(trace, Arrays.stream(d).sum(), TOLERANCE);
      assertEquals(squares, Arrays.stream(d).map(x -> x * x).sum(), TOLERANCE);
    }
  }

  @Test
  void traceAndSquaresStay() {
    Random random = new Random(5);
    for (int n = 1; n <= 30; n++) {
      double[] a = new double[n * n];
      double trace = 0;
      double squares = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          a[i * n + j] = random.nextGaussian();
          squares += (i == j ? 1 : 2) * a[i * n + j] * a[i * n + j];
        }
        trace += a[i * n + i];
      }
      double[] d = sorted(a, n);
      assertEquals(trace, Arrays.stream(d).sum(), 1e-13 * n);
      assertEquals(squares, Arrays.stream(d).map(x -> x * x).sum(), 1e-13 * n * n);
    }
  }

  @Test
  void whatIsDiagonalStays() {
    double[] a = {3, 0, 0, 0, -1e-300, 0, 0, 0, 2};
    assertArrayEquals(new double[] {-1e-300, 2, 3}, sorted(a, 3));
    assertArrayEquals(new double[4], sorted(new double[16], 4));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void whatIsNotFiniteIsRefusedWhereverItStands(double bad) {
    for (int n = 1; n <= 4; n++) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          double[] a = new double[n * n];
          a[0] = 1;
          a[i * n + j] = bad;
          int size = n;
          assertThrows(ArithmeticException.class, () -> sorted(a, size), n + " " + i + " " + j);
        }
      }
    }
  }

  /** A ← (I − 2vvᵀ) A (I − 2vvᵀ) for a random unit vector v. */
  private static void reflect(double[] a, int n, Random random) {
    double[] v = random.doubles(n, -1, 1).toArray();
    double norm = Math.sqrt(Arrays.stream(v).map(x -> x * x).sum());
    double[] av = new double[n];
    double vav = 0;
    for (int i = 0; i < n; i++) {
      v[i] /= norm;
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        av[i] += a[i * n + j] * v[j];
      }
      vav += v[i] * av[i];
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i * n + j] += -2 * (v[i] * av[j] + av[i] * v[j]) + 4 * vav * v[i] * v[j];
      }
    }
  }

  private static double[] sorted(double[] a, int n) {
    double[] d = new double[n];
    new SymmetricEigenvalues(n).compute(a.clone(), n, d);
    Arrays.sort(d);
    return d;
  }
}
