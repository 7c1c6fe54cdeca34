package org.quarry.network.autograd;

import java.nio.ByteBuffer;

/** {@link ElementKernels} on float64. */
final class DoubleElementKernels implements ElementKernels {
  private static final int WIDTH = Double.BYTES;

  @Override
  public void combineRow(
      BinaryFunction function, ByteBuffer a, ByteBuffer b, int rows, int columns, ByteBuffer out) {
    int width = columns * WIDTH;
    for (int r = 0; r < rows; r++) {
      entries(function, a, r * width, b, 0, width, out);
    }
  }

  /** out = f(a, b) for the bytes from {@code from} to the row's end; both rows begin anywhere. */
  private static void entries(
      BinaryFunction function,
      ByteBuffer a,
      int row,
      ByteBuffer b,
      int from,
      int to,
      ByteBuffer out) {
    for (int c = from; c < to; c += WIDTH) {
      out.putDouble(row + c, value(function, a.getDouble(row + c), b.getDouble(c)));
    }
  }

  @Override
  public void combineColumn(
      BinaryFunction function, ByteBuffer a, ByteBuffer b, int rows, int columns, ByteBuffer out) {
    int width = columns * WIDTH;
    for (int r = 0; r < rows; r++) {
      entries(function, a, r * width, (r + 1) * width, b.getDouble(r * WIDTH), out);
    }
  }

  /** out = f(a, b) for the bytes from {@code from} to {@code to}. */
  private static void entries(
      BinaryFunction function, ByteBuffer a, int from, int to, double b, ByteBuffer out) {
    for (int i = from; i < to; i += WIDTH) {
      out.putDouble(i, value(function, a.getDouble(i), b));
    }
  }

  private static double value(BinaryFunction function, double a, double b) {
    return switch (function) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
    };
  }

  @Override
  public void affine(ByteBuffer x, int n, double scale, double shift, ByteBuffer out) {
    affine(x, 0, n * WIDTH, scale, shift, out);
  }

  private static void affine(
      ByteBuffer x, int from, int to, double scale, double shift, ByteBuffer out) {
    for (int i = from; i < to; i += WIDTH) {
      out.putDouble(i, scale * x.getDouble(i) + shift);
    }
  }

  @Override
  public void repeat(ByteBuffer x, int rows, int columns, ByteBuffer out) {
    for (int r = 0; r < rows; r++) {
      fill(out, r * columns * WIDTH, (r + 1) * columns * WIDTH, x.getDouble(r * WIDTH));
    }
  }

  @Override
  public void fill(ByteBuffer out, int n, double value) {
    fill(out, 0, n * WIDTH, value);
  }

  private static void fill(ByteBuffer out, int from, int to, double value) {
    for (int i = from; i < to; i += WIDTH) {
      out.putDouble(i, value);
    }
  }

  @Override
  public void sumColumns(ByteBuffer x, int rows, int columns, ByteBuffer out) {
    int at = 0;
    for (int r = 0; r < rows; r++) {
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      int end = at + columns * WIDTH;
      for (; at + 3 * WIDTH < end; at += 4 * WIDTH) {
        s0 += x.getDouble(at);
        s1 += x.getDouble(at + WIDTH);
        s2 += x.getDouble(at + 2 * WIDTH);
        s3 += x.getDouble(at + 3 * WIDTH);
      }
      double sum = ((s0 + s1) + s2) + s3;
      for (; at < end; at += WIDTH) {
        sum += x.getDouble(at);
      }
      out.putDouble(r * WIDTH, sum);
    }
  }

  @Override
  public void write(double[] numbers, ByteBuffer out) {
    for (int i = 0; i < numbers.length; i++) {
      out.putDouble(i * WIDTH, numbers[i]);
    }
  }

  @Override
  public void read(ByteBuffer x, double[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = x.getDouble(i * WIDTH);
    }
  }
}
