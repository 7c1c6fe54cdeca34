package org.quarry.descriptor.soap;

/**
 * The products of two sets of coefficients, p_nn'l = prefactor_l Σ_m a_nlm b_n'lm, one fused
 * multiply-add after the other in ascending m, with a_nlm at {@code a[(l² + l + m)·stride + n]}.
 *
 * <p>They are written in the order l, n, n'. Up to seven numbers after the last may be overwritten,
 * and that many are read past the end of the coefficients.
 */
interface SpectrumKernel {
  /** Writes p_nn'l for all n and n' from {@code at} on. */
  void square(
      double[] a,
      double[] b,
      int nMax,
      int lMax,
      int stride,
      double[] prefactors,
      double[] p,
      int at);

  /** Writes p_nn'l of one set with itself for n' ≥ n from {@code at} on. */
  void triangle(
      double[] c, int nMax, int lMax, int stride, double[] prefactors, double[] p, int at);
}
