package org.quarry.math.fft;

/**
 * Receives a field that was transformed, eight lines along the first axis at a time. A line is
 * numbered by its column u1 n2 + u2; the lines of a block lie side by side. The block may be
 * overwritten. Lanes without a line hold zeros.
 */
public interface LineSink {
  /** Lines side by side in a block. */
  int LANES = Butterflies.LANES;

  /** Numbers that an element of a block takes: two times {@value #LANES}. */
  int ELEMENT = Butterflies.ELEMENT;

  /**
   * Takes lines of two fields.
   *
   * @param block holds element u0 of line {@code column + v} at {@code [16 u0 + v]} for the first
   *     field and at {@code [16 u0 + 8 + v]} for the second
   * @param lanes lines that are there, at most 8
   */
  void two(double[] block, int column, int lanes);

  /**
   * Takes lines of one field.
   *
   * @param block holds element u0 of line {@code column + v} at {@code [16 u0 + v]}, v &lt; 16
   * @param lanes lines that are there, at most 16
   */
  void one(double[] block, int column, int lanes);
}
