package org.quarry.descriptor.scattering;

/**
 * What happens to a block of lines between a transform and the sums of powers, eight lanes wide.
 */
interface ModulusKernel {
  /** Lanes of a block of squares. */
  int LANES = 8;

  /**
   * Squares of two fields, summed: {@code squares[8 u + v] = block[16 u + v]² + block[16 u + 8 +
   * v]²}.
   */
  void squaresOfTwo(double[] block, int count, double[] squares);

  /** Squares of one field: {@code squares[8 u + v] = block[16 u + part + v]²}. */
  void squaresOfOne(double[] block, int part, int count, double[] squares);

  /** {@code squares[8 u + v] += field[offset + u · stride + v]} for the lanes that are there. */
  void add(double[] field, int offset, int stride, int count, int lanes, double[] squares);

  /** {@code field[offset + u · stride + v] = squares[8 u + v]} for the lanes that are there. */
  void store(double[] squares, int count, int lanes, double[] field, int offset, int stride);

  /** {@code squares[i] = √squares[i]}. */
  void root(double[] squares, int count);

  /** {@code sums[v] += Σ_u values[8 u + v]^power}, the sum over u first. */
  void sum(double[] values, int count, Power power, double[] sums);
}
