package org.quarry.descriptor.soap;

/**
 * The inner loops of the full Jacobian, for one neighbour at a time. Rows of n are padded to {@link
 * Coefficients#LANES} numbers.
 */
interface JacobianKernel {
  /**
   * A_nl = Σ_m c_nlm R_lm and B_nl,a = Σ_m c_nlm ∂R_lm/∂x_a of one density at one neighbour.
   *
   * @param c coefficients, padded, from {@code at} on
   * @param harmonics R_lm of the neighbour at {@code harmonics[l² + l + m][neighbor]}; its
   *     derivatives {@code dx}, {@code dy}, {@code dz} likewise
   * @param product receives four rows for each l: A, B_x, B_y, B_z at {@code ((4l + i)·width + n)}
   */
  void project(
      int lMax,
      int width,
      double[] c,
      int at,
      int neighbor,
      double[][] harmonics,
      double[][] dx,
      double[][] dy,
      double[][] dz,
      double[] product);

  /**
   * The derivatives of one block of the power spectrum by the position of one neighbour,
   *
   * <pre>
   * square_a,nn'l (+)= x_a (f'_nl A'_n'l + A_nl f'_n'l) + f_nl B'_n'l,a + B_nl,a f_n'l
   * </pre>
   *
   * where the primed are of the right density and the others of the left.
   *
   * @param square at {@code ((a·(lMax + 1) + l)·nMax + n)·width + n'}
   * @param start whether to write to the squares, not to add
   * @param triangle whether only n' ≥ n is needed
   * @param f rows of f_nl, times the prefactor of the block
   * @param slope rows of f'_nl likewise
   * @param left what {@link #project} made of the left density; zeros if the right one, which it
   *     multiplies, does not hold the neighbour
   * @param right what it made of the right density; zeros if the left one does not hold it
   */
  void combine(
      int lMax,
      int nMax,
      boolean start,
      boolean triangle,
      double x,
      double y,
      double z,
      double[] f,
      double[] slope,
      double[] left,
      double[] right,
      double[] square);

  /**
   * Copies one axis of the squares to a row of features, which holds l, then n, then n', with n' ≥
   * n of a triangle.
   */
  void pack(
      int lMax, int nMax, boolean triangle, int axis, double[] square, double[] to, int offset);
}
