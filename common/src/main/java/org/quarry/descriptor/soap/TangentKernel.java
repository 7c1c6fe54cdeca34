package org.quarry.descriptor.soap;

/**
 * The inner loops of the Jacobian–vector product. Rows of n are padded to {@link
 * Coefficients#LANES} numbers; what stands behind the nMax numbers of a row means nothing.
 */
interface TangentKernel {
  /**
   * Adds {@code slope_nl(j) radial_lm(j) + f_nl(j) angular_lm(j)} of one neighbour j after the
   * other to {@code to[(l² + l + m)·width + n]}.
   *
   * @param f rows of (lMax + 1)·nMax numbers, readable {@link Coefficients#LANES} past the end
   * @param slope likewise
   * @param radial of neighbour j at {@code radial[l² + l + m][j]}
   * @param angular likewise
   */
  void expand(
      int count,
      int lMax,
      int nMax,
      double[] f,
      double[] slope,
      double[][] radial,
      double[][] angular,
      double[] to);

  /**
   * Writes factor_l Σ_m (δleft_nlm right_n'lm + left_nlm δright_n'lm) to {@code square[(l·nMax +
   * n)·width + n']}.
   *
   * @param c left coefficients from {@code leftAt} and right ones from {@code rightAt} on, padded
   */
  void multiply(
      int lMax,
      int nMax,
      double[] factors,
      double[] c,
      int leftAt,
      int rightAt,
      double[] leftTangent,
      double[] rightTangent,
      double[] square);
}
