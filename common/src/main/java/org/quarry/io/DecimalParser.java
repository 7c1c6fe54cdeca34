package org.quarry.io;

import com.fasterxml.jackson.core.io.NumberInput;
import java.nio.charset.StandardCharsets;

/**
 * Decimal numbers in bytes, correctly rounded. Besides {@code 1}, {@code -1.5}, {@code .5}, {@code
 * 1e-5} it takes Fortran's exponents ({@code 1D-5}) and Mathematica's ({@code 1*^-5}).
 *
 * <p>At most 15 to 19 digits that fit 2⁵³, with a power of ten up to 10²², give the exact double by
 * one multiplication or division (W. Clinger, PLDI 1990); all else goes to a library.
 */
final class DecimalParser {
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final long EXACT = 1L << 53;

  private int end;

  /** Where the number read last ended, exclusive. */
  int end() {
    return end;
  }

  /** The number that fills a text, or NaN if it is none or not finite. */
  double parse(String text) {
    byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
    double value = parse(bytes, 0, bytes.length);
    return end == bytes.length ? value : Double.NaN;
  }

  /**
   * The number that begins at {@code from} and ends at a blank or at {@code to}; NaN if what stands
   * there is no finite number, and then {@link #end} means nothing.
   */
  double parse(byte[] text, int from, int to) {
    int at = from;
    boolean negative = false;
    if (at < to && (text[at] == '-' || text[at] == '+')) {
      negative = text[at] == '-';
      at++;
    }
    long digits = 0;
    int significant = 0; // digits in the number above, without leading zeros
    int seen = 0;
    int exponent = 0;
    boolean point = false;
    for (; at < to; at++) {
      int c = text[at];
      if (c >= '0' && c <= '9') {
        seen++;
        if (significant < 18) {
          digits = 10 * digits + (c - '0');
          significant += digits == 0 ? 0 : 1;
          exponent -= point ? 1 : 0;
        } else {
          significant++;
        }
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (seen == 0) {
      return Double.NaN;
    }
    int mantissaEnd = at;
    int exponentAt = at;
    if (at < to && !isBlank(text[at])) {
      exponentAt = afterExponentMark(text, at, to);
      if (exponentAt < 0) {
        return Double.NaN;
      }
      at = exponentAt;
      boolean down = false;
      if (at < to && (text[at] == '-' || text[at] == '+')) {
        down = text[at] == '-';
        at++;
      }
      int firstDigit = at;
      int power = 0;
      for (; at < to && text[at] >= '0' && text[at] <= '9'; at++) {
        power = Math.min(10 * power + (text[at] - '0'), 100_000);
      }
      if (at == firstDigit || (at < to && !isBlank(text[at]))) {
        return Double.NaN;
      }
      exponent += down ? -power : power;
    }
    end = at;
    if (significant <= 18 && digits <= EXACT && exponent >= -22 && exponent <= 22) {
      double value = exponent < 0 ? digits / POWERS[-exponent] : digits * POWERS[exponent];
      return negative ? -value : value;
    }
    return slow(text, from, mantissaEnd, exponentAt, at);
  }

  private static double slow(byte[] text, int from, int mantissaEnd, int exponentAt, int to) {
    String mantissa = new String(text, from, mantissaEnd - from, StandardCharsets.ISO_8859_1);
    String number =
        to == mantissaEnd
            ? mantissa
            : mantissa
                + "e"
                + new String(text, exponentAt, to - exponentAt, StandardCharsets.ISO_8859_1);
    double value = NumberInput.parseDouble(number, true);
    return Double.isFinite(value) ? value : Double.NaN;
  }

  /** The place behind {@code e E d D} or {@code *^}; −1 if there is no such mark. */
  private static int afterExponentMark(byte[] text, int at, int to) {
    return switch (text[at]) {
      case 'e', 'E', 'd', 'D' -> at + 1;
      case '*' -> at + 1 < to && text[at + 1] == '^' ? at + 2 : -1;
      default -> -1;
    };
  }

  static boolean isBlank(byte c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == 0x0b;
  }
}
