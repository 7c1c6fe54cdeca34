package org.quarry.potential;

/** Powers with the same bits on every platform. */
final class Powers {
  private static final int MULTIPLIED = 16;

  private Powers() {}

  /** x to the power p for x > 0: by multiplication for small whole p. */
  static double of(double x, double p) {
    int whole = (int) p;
    if (whole != p || whole < 0 || whole > MULTIPLIED) {
      return StrictMath.exp(p * StrictMath.log(x));
    }
    double result = 1;
    double square = x;
    for (int bits = whole; bits > 0; bits >>= 1) {
      if ((bits & 1) != 0) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }
}
