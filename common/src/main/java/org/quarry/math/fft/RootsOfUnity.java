package org.quarry.math.fft;

/** cos and sin of 2πk/n, reduced to the first octant so that symmetric values are equal. */
final class RootsOfUnity {
  private RootsOfUnity() {}

  static double cosine(long k, int n) {
    long eighths = 8 * Math.floorMod(k, (long) n);
    eighths = Math.min(eighths, 8L * n - eighths); // cos is even: now 0 … π
    if (eighths > 2L * n) {
      return -acute(4L * n - eighths, n);
    }
    return acute(eighths, n);
  }

  static double sine(long k, int n) {
    long reduced = Math.floorMod(k, (long) n);
    return reduced * 2 > n ? -sineUpToPi(n - reduced, n) : sineUpToPi(reduced, n);
  }

  private static double sineUpToPi(long k, int n) {
    return acute(Math.abs(2L * n - 8 * k), n); // sin x = cos(π/2 − x)
  }

  /** cos(2π e/8n) for an angle of at most π/2. */
  private static double acute(long eighths, int n) {
    return eighths > n
        ? StrictMath.sin(Math.PI * (2L * n - eighths) / (4.0 * n))
        : StrictMath.cos(Math.PI * eighths / (4.0 * n));
  }
}
