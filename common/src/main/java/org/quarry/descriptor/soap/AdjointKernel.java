package org.quarry.descriptor.soap;

/**
 * The inner loops of the vector–Jacobian product. Rows of n are padded to {@link
 * Coefficients#LANES} numbers and neighbours come in tiles of as many.
 */
interface AdjointKernel {
  /**
   * A small matrix product, added: to[m][k] += Σ_n from[m][n] by[n][k].
   *
   * @param rows number of m
   * @param depth number of n
   * @param width length of all rows, a multiple of {@link Coefficients#LANES}
   */
  void multiply(
      int rows,
      int depth,
      int width,
      double[] from,
      int fromAt,
      double[] by,
      double[] to,
      int toAt);

  /**
   * For a tile of neighbours j, b_lm = Σ_n a_nlm f_nl and the radial part Σ_lm R_lm Σ_n a_nlm
   * f'_nl.
   *
   * @param a adjoint coefficients, padded
   * @param f f_nl of neighbour j at {@code (l·nMax + n)·LANES + j}
   * @param slope f'_nl likewise
   * @param harmonics R_lm of the tile's first neighbour at {@code harmonics[l² + l + m][first]}
   * @param b receives b_lm in the layout of the harmonics
   * @param radial receives the radial part, from {@code first} on
   */
  void contract(
      int lMax,
      int nMax,
      double[] a,
      double[] f,
      double[] slope,
      double[][] harmonics,
      int first,
      double[][] b,
      double[] radial);
}
