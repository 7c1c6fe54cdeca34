package org.quarry.math;

/** Piecewise polynomials of degree 7 at many points, all functions at each. */
interface RadialKernel {
  /** Functions of a block of {@code blocks}. */
  int BLOCK = 8;

  /** Powers of u, 0 to 7. */
  int POWERS = 8;

  /**
   * With x = r·inverseStep, i = min(⌊x⌋, intervals − 1) and u = 2(x − i) − 1, the function q at
   * point j is Horner's rule in fused multiply-adds on the coefficients of interval i, which come
   * in two forms for two kinds of loop.
   *
   * @param rows coefficients by interval, power of u and function
   * @param blocks the same by interval, block of functions, power of u and function of the block
   * @param functions how many there are
   * @param f receives function q of point j at {@code j·functions + q}; up to seven numbers after
   *     the last may be overwritten
   */
  void evaluate(
      int count,
      double[] r,
      double inverseStep,
      double[][][] rows,
      double[] blocks,
      int functions,
      double[] f);
}
