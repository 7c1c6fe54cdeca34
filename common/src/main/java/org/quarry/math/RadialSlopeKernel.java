package org.quarry.math;

/**
 * Piecewise polynomials of degree 7 and their derivatives, all functions at each of some points.
 */
interface RadialSlopeKernel {
  /**
   * With x = r·inverseStep, i = min(⌊x⌋, intervals − 1) and u = 2(x − i) − 1, function q is
   * Horner's rule p_k = u p_(k+1) + c_k on the coefficients of interval i, and its derivative by u
   * runs along: d_k = u d_(k+1) + p_(k+1). All are fused multiply-adds.
   *
   * @param intervals how many there are
   * @param blocks coefficients as in {@link RadialKernel}
   * @param functions how many there are
   * @param f receives function q of point j at {@code (j − from)·functions + q}; up to seven
   *     numbers after the last may be overwritten
   * @param slope receives 2·inverseStep·d_0 likewise
   */
  void evaluate(
      int from,
      int to,
      double[] r,
      double inverseStep,
      int intervals,
      double[] blocks,
      int functions,
      double[] f,
      double[] slope);
}
