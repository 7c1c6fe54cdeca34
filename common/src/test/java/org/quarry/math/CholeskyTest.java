package org.quarry.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** On Hilbert's matrix of order 3, whose inverse and determinant are known in whole numbers. */
class CholeskyTest {
  private static final Cholesky HILBERT =
      Cholesky.of(3, new double[] {1, 1 / 2.0, 1 / 3.0, 1 / 3.0, 1 / 4.0, 1 / 5.0});

  @Test
  void theDeterminantIsOneIn2160() {
    assertEquals(-Math.log(2160), HILBERT.logDeterminant(), 1e-12);
  }

  @Test
  void theInverseIsThatOfHilbertsMatrix() {
    assertArrayEquals(new double[] {9, 192, 180}, HILBERT.inverseDiagonal(), 1e-10);
    double[] second = {0, 1, 0};
    HILBERT.solve(second);
    assertArrayEquals(new double[] {-36, 192, -180}, second, 1e-10);
  }

  @Test
  void halfASolutionHasTheNormOfTheWhole() {
    double[] b = {1, -2, 0.5};
    double[] half = b.clone();
    HILBERT.solveLower(half);
    double[] whole = b.clone();
    HILBERT.solve(whole);
    double norm = 0;
    double product = 0;
    for (int i = 0; i < 3; i++) {
      norm += half[i] * half[i];
      product += b[i] * whole[i];
    }
    assertEquals(product, norm, 1e-9);
  }

  @Test
  void matricesThatAreNotPositiveDefiniteAreRefused() {
    assertThrows(ArithmeticException.class, () -> Cholesky.of(2, new double[] {1, 2, 1}));
    assertThrows(IllegalArgumentException.class, () -> Cholesky.of(2, new double[] {1, 2}));
  }
}
