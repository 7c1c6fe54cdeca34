package org.quarry.math;

/** Piecewise polynomials of degree 7 at many points, all functions at each. */
interface RadialKernel {
  /**
   * With x = r·inverseStep, i = min(⌊x⌋, intervals − 1) and u = 2(x − i) − 1, the function q at
   * point j is Horner's rule in fused multiply-adds on {@code rows[i][0 … 7][q]}.
   *
   * @param rows coefficients by interval, power of u and function; a row may be read up to the next
   *     multiple of eight functions
   * @param functions how many there are
   * @param f receives function q of point j at {@code j·functions + q}; up to seven numbers after
   *     the last may be overwritten
   */
  void evaluate(
      int count, double[] r, double inverseStep, double[][][] rows, int functions, double[] f);
}
