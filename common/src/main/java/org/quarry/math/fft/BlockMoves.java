package org.quarry.math.fft;

/**
 * Moves lines between boxes and a block of {@link Butterflies}. A lane without a line (fewer than 8
 * are left at the edge of a box) is filled with zeros.
 */
interface BlockMoves {
  /**
   * Fills {@code block[e]}, from ≤ e &lt; to, with {@code re, im[offset + e · stride + v]} of the
   * lanes v: lines that lie side by side.
   */
  void gather(
      double[] re,
      double[] im,
      int offset,
      int stride,
      int from,
      int to,
      int lanes,
      double[] block);

  /** The way back of {@link #gather}. */
  void scatter(
      double[] block,
      int from,
      int to,
      int lanes,
      double[] re,
      double[] im,
      int offset,
      int stride);

  /**
   * Fills {@code block[e]}, from ≤ e &lt; to, with {@code re, im[offset + v · stride + e]} of the
   * lanes v: lines whose own elements lie side by side.
   */
  void gatherRows(
      double[] re,
      double[] im,
      int offset,
      int stride,
      int from,
      int to,
      int lanes,
      double[] block);

  /** The way back of {@link #gatherRows}. */
  void scatterRows(
      double[] block,
      int from,
      int to,
      int lanes,
      double[] re,
      double[] im,
      int offset,
      int stride);

  /**
   * Fills {@code block[e]}, e &lt; count, with the real numbers {@code box[offset + e · stride +
   * v]}, v &lt; 16: the first eight as real parts, the others as imaginary parts.
   */
  void gatherReal(double[] box, int offset, int stride, int count, int lanes, double[] block);

  /**
   * Takes apart the transform Z of {@link #gatherReal}: the line v &lt; 8 has A_k = (Z_k +
   * Z̄_−k)/2, the line 8 + v B_k = (Z_k − Z̄_−k)/2i. Writes them for k &lt; half, side by side as
   * they were.
   */
  void split(
      double[] block,
      int count,
      int half,
      int lanes,
      double[] re,
      double[] im,
      int offset,
      int stride);

  /**
   * Makes one line out of the halves k ≤ {@code limit} of two Hermitian ones, f and g: fills {@code
   * block[k]} with Z_k = g_k + i f_k and {@code block[count − k]} with ḡ_k + i f̄_k, real and
   * imaginary part in each other's place, so that the forward transform leaves f in the first lanes
   * and g in the second. The imaginary parts of f_0, g_0 and of the middle of an even line are
   * taken to be zero; so is what lies beyond the limit.
   */
  void merge(
      double[] fRe,
      double[] fIm,
      int fOffset,
      int fLanes,
      double[] gRe,
      double[] gIm,
      int gOffset,
      int gLanes,
      int stride,
      int limit,
      int count,
      double[] block);
}
