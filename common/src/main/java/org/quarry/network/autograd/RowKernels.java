package org.quarry.network.autograd;

import java.nio.ByteBuffer;

/**
 * What ND4J has no fast operation for, on memory of the host: direct buffers in native byte order
 * that hold row-major matrices. Stateless. Sums run in the order of the lists.
 */
interface RowKernels {
  /** out[t] = Σ x[order[k]], k from offsets[t] to offsets[t+1]. */
  void segmentSum(ByteBuffer x, int[] order, int[] offsets, int columns, ByteBuffer out);

  /**
   * out[a] = Σ x[others[k]] ⊙ w[p], k from offsets[a] to offsets[a+1], with p = pairs[k]; where
   * that is negative, p = ~pairs[k] and the term is taken times {@code sign}.
   */
  void pairSum(
      ByteBuffer x,
      ByteBuffer w,
      int[] offsets,
      int[] others,
      int[] pairs,
      int sign,
      int columns,
      ByteBuffer out);

  /** out[p] = a[first[p]] ⊙ b[second[p]] + sign · a[second[p]] ⊙ b[first[p]]. */
  void pairProduct(
      ByteBuffer a, ByteBuffer b, int[] first, int[] second, int sign, int columns, ByteBuffer out);

  /** y = ln(1 + eˣ) + shift, slope = 1/(1 + e⁻ˣ), for n numbers; y may be x. */
  void softplus(ByteBuffer x, int n, double shift, ByteBuffer y, ByteBuffer slope);
}
