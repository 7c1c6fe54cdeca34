package org.quarry.math;

/** Modified spherical Bessel functions of the first kind, scaled so that nothing overflows. */
public final class ModifiedBessel {
  private ModifiedBessel() {}

  /**
   * e^(−x) i_l(x)/x^l for l = 0 … lMax and x ≥ 0, finite also at x = 0, where it is 1/(2l+1)!!.
   *
   * <p>The ratios of consecutive functions come from the recurrence i_(l−1) = i_(l+1) + (2l+1)/x
   * i_l taken downward, where every term is positive.
   */
  public static void scaled(double x, double[] out) {
    int lMax = out.length - 1;
    int top = lMax + 30 + (int) (7 * Math.sqrt(x));
    double ratio = 0; // k_(l+1)/k_l with k_l = i_l/x^l
    for (int l = top; l >= 0; l--) {
      ratio = 1 / (2 * l + 3 + x * x * ratio);
      if (l < lMax) {
        out[l + 1] = ratio;
      }
    }
    out[0] = x > 1e-8 ? -StrictMath.expm1(-2 * x) / (2 * x) : 1 - x;
    for (int l = 1; l <= lMax; l++) {
      out[l] *= out[l - 1];
    }
  }
}
