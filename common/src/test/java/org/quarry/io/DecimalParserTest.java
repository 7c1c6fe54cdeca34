package org.quarry.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalParserTest {
  private final DecimalParser decimal = new DecimalParser();

  private void assertExact(String text) {
    double expected = new BigDecimal(text).doubleValue();
    if (expected == 0 && text.startsWith("-")) {
      expected = -0.0;
    }
    assertEquals(
        Double.doubleToRawLongBits(expected),
        Double.doubleToRawLongBits(decimal.parse(text)),
        () -> text + " gave " + decimal.parse(text));
  }

  @Test
  void numbersAreRoundedCorrectly() {
    Random random = new Random(17);
    for (int i = 0; i < 4_000; i++) {
      assertExact(String.format(Locale.ROOT, "%.6f", 200 * random.nextGaussian()));
      assertExact(String.format(Locale.ROOT, "%.16e", random.nextGaussian()));
      double any = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(any)) {
        assertExact(Double.toString(any));
      }
      assertExact(
          random.nextLong() + "." + random.nextInt(1 << 20) + "e" + (random.nextInt(60) - 40));
      assertExact("0.000000000000" + random.nextInt(1 << 30) + random.nextInt(1 << 30));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "-0.0",
        "+1.5",
        "5.",
        ".5",
        "-.5e-3",
        "9007199254740993",
        "9007199254740992.9999999",
        "123456789012345678",
        "1234567890123456789012345678901234567890",
        "1e22",
        "1e23",
        "4.9e-324",
        "1e-400",
        "1.7976931348623157e308",
        "000000000000000000000000001.5",
        "0.30000000000000004",
      })
  void hardCasesAreExact(String text) {
    assertExact(text);
  }

  @ParameterizedTest
  @CsvSource({"1d3,1000", "1.5D-3,0.0015", "-6.2*^-6,-6.2e-6", "1E+02,100"})
  void otherLanguagesExponentsAreRead(String text, double expected) {
    assertEquals(expected, decimal.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        ".",
        "e5",
        "1e",
        "1e+",
        "1.2.3",
        "1,5",
        "0x10",
        "nan",
        "NaN",
        "inf",
        "-Infinity",
        "1_000",
        "1e5x",
        "--1",
        "1*5",
        "1*^",
        "1f",
        "1L",
        "1e999999999999",
        "٣"
      })
  void whatIsNoFiniteNumberIsNaN(String text) {
    assertTrue(Double.isNaN(decimal.parse(text)), text);
  }
}
