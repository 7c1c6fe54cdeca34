package org.quarry.math;

/**
 * Radial parts G_nl of an expansion c_nlm = Σ_i G_nl(|v_i|) R_lm(v_i) over solid harmonics, for 0 ≤
 * n &lt; nMax and 0 ≤ l ≤ lMax. Every G_nl is an even, smooth function of the distance.
 */
public interface RadialFunctions {
  int nMax();

  int lMax();

  /**
   * All G_nl at one distance, correctly rounded or nearly so.
   *
   * @param r distance in Å, not negative
   * @param g receives (lMax + 1)·nMax values, G_nl at l·nMax + n
   */
  void sample(double r, double[] g);
}
