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
    int whole = (int) zeta;
    double fraction = zeta - whole;
    if (fraction > 0) {
      for (int k = from; k < to; k++) {
        double positive = Math.max(0, base[k]); // rounding may leave it below
        power[k] = StrictMath.exp(fraction * StrictMath.log(positive));
      }
    }
    raise(whole, fraction > 0, from, to, base, power);
  }

  /**
   * By repeated squaring, from the lowest bit of the exponent; destroys the base.
   *
   * @param started whether there is a factor in {@code power} already
   */
  private static void raise(
      int exponent, boolean started, int from, int to, double[] base, double[] power) {
    boolean first = !started;
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
