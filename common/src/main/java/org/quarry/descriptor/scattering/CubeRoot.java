package org.quarry.descriptor.scattering;

/**
 * The cube root of a normal positive number to about an ulp, in a few operations that vectors have
 * too: a third of the bit pattern is a first guess within 5 %, and Halley's step cubes the error.
 * Numbers below {@link #LEAST} give the root of that, so that no step divides zero by zero.
 */
public final class CubeRoot {
  /** Two thirds of the exponent's bias, adjusted so that the error of the guess is centered. */
  static final long BIAS = 0x2A9F7893782DA1CEL;

  static final double LEAST = 1e-280;

  private CubeRoot() {}

  /** The cube root of u. */
  public static double of(double u) {
    double x = Math.max(u, LEAST);
    double y = Double.longBitsToDouble(third(Double.doubleToRawLongBits(x)) + BIAS);
    y = halley(x, y);
    y = halley(x, y);
    return halley(x, y);
  }

  /** Near bits/3, by the series 1/4 + 1/16 + … with its tail folded in. */
  private static long third(long bits) {
    long t = (bits >>> 2) + (bits >>> 4);
    t += t >>> 4;
    t += t >>> 8;
    return t + (t >>> 16);
  }

  private static double halley(double x, double y) {
    double cube = y * y * y;
    return y * (cube + (x + x)) / (cube + cube + x);
  }
}
