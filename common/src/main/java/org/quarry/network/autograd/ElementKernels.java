package org.quarry.network.autograd;

import java.nio.ByteBuffer;

/**
 * Operations entry by entry on memory of the host: direct buffers in native byte order that hold
 * row-major matrices. Stateless. Each result is rounded as IEEE 754 has it, one operation at a
 * time.
 */
interface ElementKernels {
  /** out[r, c] = f(a[r, c], b[c]); out may be a. */
  void combineRow(
      BinaryFunction function, ByteBuffer a, ByteBuffer b, int rows, int columns, ByteBuffer out);

  /** out[r, c] = f(a[r, c], b[r]); out may be a. */
  void combineColumn(
      BinaryFunction function, ByteBuffer a, ByteBuffer b, int rows, int columns, ByteBuffer out);

  /** out = scale · x + shift for n numbers; out may be x. */
  void affine(ByteBuffer x, int n, double scale, double shift, ByteBuffer out);

  /** out[r, c] = x[r]. */
  void repeat(ByteBuffer x, int rows, int columns, ByteBuffer out);

  /** out = value, n times. */
  void fill(ByteBuffer out, int n, double value);

  /** out[r] = Σ_c x[r, c], every fourth c from the left, then these sums in order. */
  void sumColumns(ByteBuffer x, int rows, int columns, ByteBuffer out);

  /** out = numbers, as many as there are. */
  void write(double[] numbers, ByteBuffer out);

  /** The first numbers of x, as many as fit. */
  void read(ByteBuffer x, double[] numbers);
}
