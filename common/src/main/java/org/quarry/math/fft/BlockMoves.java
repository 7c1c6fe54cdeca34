package org.quarry.math.fft;

/**
 * Moves lines between a box in two arrays (real and imaginary parts) and a block of {@link
 * Butterflies}. A line that is not there (fewer than 8 left at the edge of a box) is filled with
 * zeros.
 */
interface BlockMoves {
  /**
   * Fills {@code block[e]} with {@code re, im[offset + e · stride + v]} of the lanes v: lines that
   * lie side by side.
   */
  void gather(
      double[] re, double[] im, int offset, int stride, int count, int lanes, double[] block);

  /** The way back of {@link #gather}. */
  void scatter(
      double[] block, int count, int lanes, double[] re, double[] im, int offset, int stride);

  /**
   * Fills {@code block[e]} with {@code re, im[offset + v · stride + e]} of the lanes v: lines whose
   * own elements lie side by side.
   */
  void gatherRows(
      double[] re, double[] im, int offset, int stride, int count, int lanes, double[] block);

  /** The way back of {@link #gatherRows}. */
  void scatterRows(
      double[] block, int count, int lanes, double[] re, double[] im, int offset, int stride);
}
