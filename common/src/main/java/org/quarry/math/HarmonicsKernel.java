package org.quarry.math;

/** The recursion of {@link SolidHarmonics} at many points. */
interface HarmonicsKernel {
  /**
   * All functions at the points {@code from ≤ j < to}.
   *
   * @param constants of the recursion
   * @param out receives R_lm of point j at {@code out[l² + l + m][j]}; numbers after {@code to} may
   *     be overwritten
   */
  void evaluate(
      SolidHarmonics constants,
      int from,
      int to,
      double[] x,
      double[] y,
      double[] z,
      double[] r2,
      double[][] out);
}
