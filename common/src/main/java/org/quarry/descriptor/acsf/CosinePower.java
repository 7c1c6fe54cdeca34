package org.quarry.descriptor.acsf;

/**
 * (½ (1 + λ cos θ))^ζ of many cosines.
 *
 * @param zeta ζ, above 0
 * @param lambda λ, between −1 and 1
 */
record CosinePower(double zeta, double lambda) {
  /**
   * Computes the powers from {@code from} to {@code to}, exclusive.
   *
   * @param cosines the cosines
   * @param base scratch
   * @param power receives the powers
   */
  void evaluate(double[] cosines, int from, int to, double[] base, double[] power) {
    double half = 0.5 * lambda;
    for (int k = from; k < to; k++) {
      base[k] = 0.5 + half * cosines[k];
    }
    if (zeta == Math.rint(zeta)) {
      raise((int) zeta, from, to, base, power);
    } else {
      for (int k = from; k < to; k++) {
        power[k] = StrictMath.pow(Math.max(0, base[k]), zeta); // rounding may leave it below 0
      }
    }
  }

  /** By repeated squaring, from the lowest bit of the exponent; destroys the base. */
  private static void raise(int exponent, int from, int to, double[] base, double[] power) {
    boolean first = true;
    for (int bits = exponent; bits > 0; bits >>= 1) {
      if ((bits & 1) == 1) {
        if (first) {
          System.arraycopy(base, from, power, from, to - from);
          first = false;
        } else {
          for (int k = from; k < to; k++) {
            power[k] *= base[k];
          }
        }
      }
      if (bits > 1) {
        for (int k = from; k < to; k++) {
          base[k] *= base[k];
        }
      }
    }
  }
}
