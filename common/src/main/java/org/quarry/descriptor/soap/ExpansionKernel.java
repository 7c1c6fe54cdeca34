package org.quarry.descriptor.soap;

/** The sums over atoms in the coefficients of a density. */
interface ExpansionKernel {
  /**
   * Adds {@code g[j·(lMax + 1)·nMax + l·nMax + n] · ylm[l² + l + m][j]} to {@code c[(l² + l +
   * m)·stride + n]} for {@code from ≤ j < to}, one fused multiply-add after the other.
   *
   * @param g readable up to seven numbers past the end
   * @param stride nMax or more, a multiple of eight; what follows the nMax numbers of a row of c
   *     may be overwritten
   */
  void add(
      int from, int to, int nMax, int lMax, double[] g, double[][] ylm, int stride, double[] c);
}
