package org.quarry.math;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Real numbers as integers times 2^−bits, for what a {@code double} cannot hold: inverse square
 * roots of nearly singular matrices and sums that cancel. The absolute error of an operation is one
 * unit, 2^−bits (a few units for {@link #expOfMinus}, {@link #log} and {@link #pi}).
 *
 * <p>Fixed and not floating point: everything that it is used for is bounded, and a shift is far
 * cheaper than the decimal rounding of {@link java.math.BigDecimal}. Instances may be shared.
 */
public final class FixedPoint {
  /** An exponent is cut into a whole number and five digits of this many bits, then a rest. */
  private static final int RADIX_BITS = 8;

  private static final int DIGITS = 6;

  private final int bits;
  private final BigInteger one;
  private final BigInteger[] inverseFactorials;

  /** exp(−i·2^(−8t)) for digit t and 0 ≤ i < 256. */
  private final BigInteger[][] powersOfE;

  /**
   * Numbers with this many binary places.
   *
   * @param bits at least 64
   */
  public FixedPoint(int bits) {
    if (bits < 64) {
      throw new IllegalArgumentException("at least 64 binary places, got " + bits);
    }
    this.bits = bits;
    this.one = BigInteger.ONE.shiftLeft(bits);
    this.inverseFactorials = inverseFactorials();
    this.powersOfE = powersOfE();
  }

  public int bits() {
    return bits;
  }

  public BigInteger one() {
    return one;
  }

  /** An integer, exactly. */
  public BigInteger of(long value) {
    return BigInteger.valueOf(value).shiftLeft(bits);
  }

  /** A double, exactly where its last binary place is within ours, else rounded down. */
  public BigInteger of(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("not a finite number: " + value);
    }
    int exponent = Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - 52;
    long mantissa = (long) Math.scalb(value, -exponent); // exact: an integer below 2^53
    return shift(BigInteger.valueOf(mantissa), exponent + bits);
  }

  /** The nearest double. */
  public double toDouble(BigInteger a) {
    return Math.scalb(a.doubleValue(), -bits);
  }

  /** The same number with the binary places of another instance. */
  public BigInteger from(FixedPoint other, BigInteger a) {
    return shift(a, bits - other.bits);
  }

  public BigInteger multiply(BigInteger a, BigInteger b) {
    return a.multiply(b).shiftRight(bits);
  }

  public BigInteger divide(BigInteger a, BigInteger b) {
    return a.shiftLeft(bits).divide(b);
  }

  /** √a for a ≥ 0. */
  public BigInteger sqrt(BigInteger a) {
    return a.signum() == 0 ? a : multiply(a, inverseSqrt(a));
  }

  /** 1/√a for a > 0, by Newton's iteration, which needs no division. */
  public BigInteger inverseSqrt(BigInteger a) {
    if (a.signum() <= 0) {
      throw new ArithmeticException("no inverse square root of a number that is not positive");
    }
    int quarterings = Math.floorDiv(a.bitLength() - bits, 2); // a = m·4^quarterings, ½ ≤ m < 2
    BigInteger m = shift(a, -2 * quarterings);
    BigInteger y = of(1 / Math.sqrt(toDouble(m)));
    BigInteger three = of(3);
    for (int correct = 48; correct < 2 * bits; correct *= 2) {
      y = multiply(y, three.subtract(multiply(m, multiply(y, y)))).shiftRight(1);
    }
    return shift(y, -quarterings);
  }

  /** a^n for n ≥ 0. */
  public BigInteger power(BigInteger a, int n) {
    BigInteger result = one;
    for (int i = 0; i < n; i++) {
      result = multiply(result, a);
    }
    return result;
  }

  /** e^(−a) for a ≥ 0. */
  public BigInteger expOfMinus(BigInteger a) {
    if (a.signum() < 0) {
      throw new IllegalArgumentException("the argument must not be negative");
    }
    if (a.bitLength() > bits + RADIX_BITS) { // 256 or more: halve it
      BigInteger root = expOfMinus(a.shiftRight(1));
      return multiply(root, root);
    }
    BigInteger result = one;
    for (int t = 0; t < DIGITS; t++) {
      int digit = a.shiftRight(bits - RADIX_BITS * t).intValue() & ((1 << RADIX_BITS) - 1);
      if (digit != 0) {
        result = multiply(result, powersOfE[t][digit]);
      }
    }
    BigInteger rest =
        a.and(BigInteger.ONE.shiftLeft(bits - RADIX_BITS * (DIGITS - 1)).subtract(BigInteger.ONE));
    return multiply(result, exponentialSeries(rest.negate()));
  }

  /** The natural logarithm of a > 0, by Newton's iteration on the exponential. */
  public BigInteger log(BigInteger a) {
    if (a.signum() <= 0) {
      throw new IllegalArgumentException("no logarithm of a number that is not positive");
    }
    int halvings = a.bitLength() - 1 - bits; // a = 2^halvings · m with 1 ≤ m < 2
    BigInteger m = shift(a, -halvings);
    BigInteger ln = logNearOne(m);
    return halvings == 0
        ? ln
        : ln.add(logNearOne(one.shiftLeft(1)).multiply(BigInteger.valueOf(halvings)));
  }

  /** π by Machin's formula, 16 arctan(1/5) − 4 arctan(1/239). */
  public BigInteger pi() {
    return arctanOfInverse(5).shiftLeft(4).subtract(arctanOfInverse(239).shiftLeft(2));
  }

  private BigInteger logNearOne(BigInteger m) {
    BigInteger y = of(StrictMath.log(toDouble(m)));
    for (int correct = 40; correct < 2 * bits; correct *= 3) { // Halley: triples the digits
      BigInteger e = y.signum() >= 0 ? divide(one, expOfMinus(y)) : expOfMinus(y.negate());
      y = y.add(divide(m.subtract(e).shiftLeft(1), m.add(e)));
    }
    return y;
  }

  private BigInteger arctanOfInverse(int x) {
    BigInteger power = one.divide(BigInteger.valueOf(x));
    BigInteger square = BigInteger.valueOf((long) x * x);
    BigInteger sum = power;
    for (int n = 3; power.signum() != 0; n += 2) {
      power = power.divide(square);
      BigInteger term = power.divide(BigInteger.valueOf(n));
      sum = n % 4 == 3 ? sum.subtract(term) : sum.add(term);
    }
    return sum;
  }

  /** Taylor's series for |x| ≤ 1, as many terms as x needs. */
  private BigInteger exponentialSeries(BigInteger x) {
    int zeros = Math.max(0, bits - x.abs().bitLength());
    int terms = 1;
    while (terms < inverseFactorials.length - 1
        && inverseFactorials[terms].bitLength() > terms * zeros) {
      terms++;
    }
    BigInteger sum = inverseFactorials[terms];
    for (int n = terms - 1; n >= 0; n--) {
      sum = multiply(sum, x).add(inverseFactorials[n]);
    }
    return sum;
  }

  private BigInteger[] inverseFactorials() {
    List<BigInteger> inverse = new ArrayList<>();
    for (BigInteger term = one; term.signum() > 0; ) {
      inverse.add(term);
      term = term.divide(BigInteger.valueOf(inverse.size()));
    }
    return inverse.toArray(BigInteger[]::new);
  }

  private BigInteger[][] powersOfE() {
    BigInteger[][] table = new BigInteger[DIGITS][1 << RADIX_BITS];
    for (int t = 0; t < DIGITS; t++) {
      BigInteger step = exponentialSeries(one.shiftRight(RADIX_BITS * t).negate());
      table[t][0] = one;
      for (int i = 1; i < table[t].length; i++) {
        table[t][i] = multiply(table[t][i - 1], step);
      }
    }
    return table;
  }

  private static BigInteger shift(BigInteger a, int left) {
    return left >= 0 ? a.shiftLeft(left) : a.shiftRight(-left);
  }
}
