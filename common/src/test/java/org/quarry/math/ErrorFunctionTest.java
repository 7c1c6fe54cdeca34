package org.quarry.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorFunctionTest {
  /** mpmath 1.3 with 40 digits, at the double nearest to x. */
  @ParameterizedTest
  @CsvSource({
    "-2.5, 1.9995930479825550411",
    "-0.5, 1.5204998778130465377",
    "0.1, 0.8875370839817151016",
    "0.3, 0.67137324054087258381",
    "0.8, 0.25789903529233948741",
    "0.9, 0.20309178757716786034",
    "1.2, 0.089686021770364631634",
    "1.5, 0.033894853524689272933",
    "2.0, 0.0046777349810472658379",
    "2.9, 0.000041097878099458857996",
    "3.5, 7.4309837234141274552e-7",
    "5.0, 1.5374597944280348502e-12",
    "6.7, 2.6617145763765880091e-21",
    "10.0, 2.088487583762544757e-45",
    "20.0, 5.3958656116079009289e-176",
    "26.0, 5.6631924088561428465e-296"
  })
  void agreesWithFortyDigits(double x, double expected) {
    assertEquals(expected, ErrorFunction.erfc(x), 4e-16 * expected);
  }

  @Test
  void aNumberAndItsOppositeSumToTwo() {
    for (double x = 0; x < 7; x += 0.01) {
      assertEquals(2, ErrorFunction.erfc(x) + ErrorFunction.erfc(-x), 5e-16);
    }
  }

  @Test
  void fallsAcrossThePiecesOfItsDefinition() {
    double last = 2;
    for (double x = -7; x < 28; x += 1e-3) {
      double next = ErrorFunction.erfc(x);
      assertTrue(next <= last, "at " + x);
      last = next;
    }
  }

  @Test
  void endsAreExact() {
    assertEquals(1, ErrorFunction.erfc(0));
    assertEquals(0, ErrorFunction.erfc(Double.POSITIVE_INFINITY));
    assertEquals(2, ErrorFunction.erfc(Double.NEGATIVE_INFINITY));
    assertEquals(Double.NaN, ErrorFunction.erfc(Double.NaN));
  }
}
