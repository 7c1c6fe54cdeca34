package org.quarry.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixedPointTest {
  private final FixedPoint field = new FixedPoint(256);

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.60653065971263342360379953499118045344191813548719",
    "100.5, 2.25634013591703631320281828241534366417520786e-44"
  })
  void exponentialsHaveFiftyDigits(double x, String digits) {
    assertDigits(digits, field.expOfMinus(field.of(x)), "1e-49");
  }

  @ParameterizedTest
  @CsvSource({
    "2, 0.69314718055994530941723212145817656807550013436026",
    "1000, 6.9077552789821370520539743640530926228033044658863"
  })
  void logarithmsHaveFiftyDigits(double x, String digits) {
    assertDigits(digits, field.log(field.of(x)), "1e-48");
  }

  @Test
  void logarithmUndoesTheExponential() {
    for (double x : new double[] {1e-9, 0.3, 1, 2.5, 40}) {
      BigInteger back = field.log(field.expOfMinus(field.of(x))).negate();
      assertEquals(x, field.toDouble(back), 1e-15 * x);
    }
  }

  @Test
  void piHasFiftyDigits() {
    assertDigits("3.1415926535897932384626433832795028841971693993751", field.pi(), "1e-49");
  }

  @Test
  void doublesSurviveTheRoundTrip() {
    for (double x : new double[] {0, 1, -1, 0.1, -3.7e15, 5e-30, Math.PI}) {
      assertEquals(x, field.toDouble(field.of(x)));
    }
    assertThrows(IllegalArgumentException.class, () -> field.of(Double.NaN));
  }

  @Test
  void inverseSquareRootOfAHilbertMatrixInvertsIt() {
    // R·H·R = 1 for R = H^(−1/2); the condition number of this one is 1.6e13.
    FixedPoint fine = new FixedPoint(512);
    int n = 10;
    BigInteger[][] h = new BigInteger[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        h[i][j] = fine.divide(fine.one(), fine.of(i + j + 1));
      }
    }
    BigInteger[][] r = FixedPointMatrix.inverseSquareRoot(fine, h);
    BigInteger[][] one = multiply(fine, multiply(fine, r, h), r);
    BigDecimal unit = new BigDecimal(fine.one());
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        BigDecimal off =
            new BigDecimal(one[i][j]).divide(unit).subtract(BigDecimal.valueOf(i == j ? 1 : 0));
        assertTrue(
            off.abs().compareTo(new BigDecimal("1e-100")) < 0,
            "entry " + i + " " + j + " " + off.doubleValue());
      }
    }
  }

  @Test
  void aSingularMatrixIsRefused() {
    BigInteger one = field.one();
    BigInteger[][] s = {{one, one}, {one, one}};
    assertThrows(ArithmeticException.class, () -> FixedPointMatrix.inverseSquareRoot(field, s));
  }

  private static BigInteger[][] multiply(FixedPoint field, BigInteger[][] a, BigInteger[][] b) {
    int n = a.length;
    BigInteger[][] c = new BigInteger[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        BigInteger sum = BigInteger.ZERO;
        for (int k = 0; k < n; k++) {
          sum = sum.add(a[i][k].multiply(b[k][j]));
        }
        c[i][j] = sum.shiftRight(field.bits());
      }
    }
    return c;
  }

  private void assertDigits(String expected, BigInteger actual, String tolerance) {
    BigDecimal value = new BigDecimal(actual).divide(new BigDecimal(field.one()));
    BigDecimal error = value.subtract(new BigDecimal(expected)).abs();
    assertTrue(error.compareTo(new BigDecimal(tolerance)) < 0, () -> value + " is not " + expected);
  }
}
