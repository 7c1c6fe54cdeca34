package org.quarry.network.autograd;

import java.nio.ByteBuffer;

/** {@link FloatElementKernels} in plain Java: bit for bit what the vector form gives. */
final class ScalarFloatElementKernels implements FloatElementKernels {
  private static final int WIDTH = Float.BYTES;

  @Override
  public void combineRow(
      BinaryFunction function, ByteBuffer a, ByteBuffer b, int rows, int columns, ByteBuffer out) {
    int width = columns * WIDTH;
    for (int r = 0; r < rows; r++) {
      entries(function, a, r * width, b, 0, width, out);
    }
  }

  /** out = f(a, b) for the bytes from {@code from} to the row's end; both rows begin anywhere. */
  static void entries(
      BinaryFunction function,
      ByteBuffer a,
      int row,
      ByteBuffer b,
      int from,
      int to,
      ByteBuffer out) {
    for (int c = from; c < to; c += WIDTH) {
      out.putFloat(row + c, value(function, a.getFloat(row + c), b.getFloat(c)));
    }
  }

  @Override
  public void combineColumn(
      BinaryFunction function, ByteBuffer a, ByteBuffer b, int rows, int columns, ByteBuffer out) {
    int width = columns * WIDTH;
    for (int r = 0; r < rows; r++) {
      entries(function, a, r * width, (r + 1) * width, b.getFloat(r * WIDTH), out);
    }
  }

  /** out = f(a, b) for the bytes from {@code from} to {@code to}. */
  static void entries(
      BinaryFunction function, ByteBuffer a, int from, int to, float b, ByteBuffer out) {
    for (int i = from; i < to; i += WIDTH) {
      out.putFloat(i, value(function, a.getFloat(i), b));
    }
  }

  private static float value(BinaryFunction function, float a, float b) {
    return switch (function) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
    };
  }

  @Override
  public void affine(ByteBuffer x, int n, double scale, double shift, ByteBuffer out) {
    affine(x, 0, n * WIDTH, (float) scale, (float) shift, out);
  }

  static void affine(ByteBuffer x, int from, int to, float scale, float shift, ByteBuffer out) {
    for (int i = from; i < to; i += WIDTH) {
      out.putFloat(i, scale * x.getFloat(i) + shift);
    }
  }

  @Override
  public void repeat(ByteBuffer x, int rows, int columns, ByteBuffer out) {
    for (int r = 0; r < rows; r++) {
      fill(out, r * columns * WIDTH, (r + 1) * columns * WIDTH, x.getFloat(r * WIDTH));
    }
  }

  @Override
  public void fill(ByteBuffer out, int n, double value) {
    fill(out, 0, n * WIDTH, (float) value);
  }

  static void fill(ByteBuffer out, int from, int to, float value) {
    for (int i = from; i < to; i += WIDTH) {
      out.putFloat(i, value);
    }
  }

  @Override
  public void sumColumns(ByteBuffer x, int rows, int columns, ByteBuffer out) {
    int at = 0;
    for (int r = 0; r < rows; r++) {
      float s0 = 0;
      float s1 = 0;
      float s2 = 0;
      float s3 = 0;
      int end = at + columns * WIDTH;
      for (; at + 3 * WIDTH < end; at += 4 * WIDTH) {
        s0 += x.getFloat(at);
        s1 += x.getFloat(at + WIDTH);
        s2 += x.getFloat(at + 2 * WIDTH);
        s3 += x.getFloat(at + 3 * WIDTH);
      }
      float sum = ((s0 + s1) + s2) + s3;
      for (; at < end; at += WIDTH) {
        sum += x.getFloat(at);
      }
      out.putFloat(r * WIDTH, sum);
    }
  }

  @Override
  public void write(double[] numbers, ByteBuffer out) {
    for (int i = 0; i < numbers.length; i++) {
      out.putFloat(i * WIDTH, (float) numbers[i]);
    }
  }

  @Override
  public void read(ByteBuffer x, double[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = x.getFloat(i * WIDTH);
    }
  }
}
