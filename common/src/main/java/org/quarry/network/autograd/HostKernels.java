package org.quarry.network.autograd;

import java.nio.ByteBuffer;

/**
 * Arithmetic on Java arrays. Stateless; every matrix is row-major and without gaps, from a place on
 * that follows its array in the arguments; n numbers where nothing else is said. An output shares
 * no memory with an input unless it is the very same matrix and the operation works entry by entry.
 *
 * @param <S> {@code float[]} or {@code double[]}
 */
interface HostKernels<S> {
  /** An array of zeros. */
  S create(int n);

  void write(double[] values, S out, int o);

  void read(S x, int i, double[] values);

  /** The same from memory in native byte order. */
  void write(ByteBuffer values, S out, int o, int n);

  /** The same into memory in native byte order. */
  void read(S x, int i, int n, ByteBuffer values);

  double get(S x, int i);

  void fill(S out, int o, int n, double value);

  /** out = scale · x + shift. */
  void affine(S x, int i, int n, double scale, double shift, S out, int o);

  /** out = f(x). */
  void apply(UnaryFunction function, S x, int i, int n, S out, int o);

  /** out = f(a, b). */
  void combine(BinaryFunction function, S a, int i, S b, int j, int n, S out, int o);

  /** out = f(a, number). */
  void combine(BinaryFunction function, S a, int i, double number, int n, S out, int o);

  /** y = ln(1 + eˣ) + shift, slope = 1/(1 + e⁻ˣ); y may be x. */
  void softplus(S x, int i, int n, double shift, S y, int o, S slope, int p);

  /** y = x σ(x), slope = σ (1 + x (1 − σ)); y may be x. */
  void silu(S x, int i, int n, S y, int o, S slope, int p);

  /**
   * out = a · b + β · out with a of m × k, b of k × n. Every number is one chain of fused
   * multiplications and additions, k ascending.
   *
   * @param row from an entry of a to the one below
   * @param column from an entry of a to the one right of it
   */
  void multiply(
      S a, int i, int row, int column, S b, int j, int m, int k, int n, double beta, S out, int o);

  /** out = xᵀ with x of rows × columns. */
  void transpose(S x, int i, int rows, int columns, S out, int o);

  /** out[c] = Σ_r x[r, c]. */
  void sumRows(S x, int i, int rows, int columns, S out, int o);

  /** out[r] = Σ_c x[r, c]. */
  void sumColumns(S x, int i, int rows, int columns, S out, int o);

  /** out[t] = Σ x[order[k]], k from offsets[t] to offsets[t+1]. */
  void segmentSum(S x, int i, int[] order, int[] offsets, int columns, S out, int o);

  /**
   * out[a] = Σ x[others[k]] ⊙ w[p], k from offsets[a] to offsets[a+1], with p = pairs[k]; where
   * that is negative, p = ~pairs[k] and the term is taken times {@code sign}. Where {@code add} is
   * set the terms are added to what out holds.
   */
  void pairSum(
      S x,
      int i,
      S w,
      int j,
      int[] offsets,
      int[] others,
      int[] pairs,
      int sign,
      int columns,
      boolean add,
      S out,
      int o);

  /**
   * out[p] = a[first[p]] ⊙ b[second[p]] + sign · a[second[p]] ⊙ b[first[p]], or this added to what
   * out holds.
   */
  void pairProduct(
      S a,
      int i,
      S b,
      int j,
      int[] first,
      int[] second,
      int sign,
      int columns,
      boolean add,
      S out,
      int o);

  /** out[k, r, c] = x[r, c] · w[r, k], k below {@code blocks}. */
  void outer(S x, int i, S w, int j, int rows, int columns, int blocks, S out, int o);

  /** out[r, c] = Σ_k y[k, r, c] · w[r, k]. */
  void outerSum(S y, int i, S w, int j, int rows, int columns, int blocks, S out, int o);

  /** out[r, k] = Σ_c y[k, r, c] · x[r, c]. */
  void outerDot(S y, int i, S x, int j, int rows, int columns, int blocks, S out, int o);
}
