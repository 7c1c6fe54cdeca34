package org.quarry.network.autograd;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link FloatElementKernels} on several numbers at once. */
final class VectorFloatElementKernels implements FloatElementKernels {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int STEP = SPECIES.length() * Float.BYTES;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private final ScalarFloatElementKernels scalar = new ScalarFloatElementKernels();

  VectorFloatElementKernels() {}

  /** The end of the last whole vector. */
  private static int whole(int from, int to) {
    return to - (to - from) % STEP;
  }

  @Override
  public void combineRow(
      BinaryFunction function, ByteBuffer a, ByteBuffer b, int rows, int columns, ByteBuffer out) {
    int width = columns * Float.BYTES;
    int whole = whole(0, width);
    for (int r = 0; r < rows; r++) {
      int row = r * width;
      switch (function) {
        case ADD -> add(a, row, b, whole, out);
        case SUBTRACT -> subtract(a, row, b, whole, out);
        case MULTIPLY -> multiply(a, row, b, whole, out);
        case DIVIDE -> divide(a, row, b, whole, out);
      }
      ScalarFloatElementKernels.entries(function, a, row, b, whole, width, out);
    }
  }

  private static void add(ByteBuffer a, int row, ByteBuffer b, int end, ByteBuffer out) {
    for (int c = 0; c < end; c += STEP) {
      load(a, row + c).add(load(b, c)).intoByteBuffer(out, row + c, ORDER);
    }
  }

  private static void subtract(ByteBuffer a, int row, ByteBuffer b, int end, ByteBuffer out) {
    for (int c = 0; c < end; c += STEP) {
      load(a, row + c).sub(load(b, c)).intoByteBuffer(out, row + c, ORDER);
    }
  }

  private static void multiply(ByteBuffer a, int row, ByteBuffer b, int end, ByteBuffer out) {
    for (int c = 0; c < end; c += STEP) {
      load(a, row + c).mul(load(b, c)).intoByteBuffer(out, row + c, ORDER);
    }
  }

  private static void divide(ByteBuffer a, int row, ByteBuffer b, int end, ByteBuffer out) {
    for (int c = 0; c < end; c += STEP) {
      load(a, row + c).div(load(b, c)).intoByteBuffer(out, row + c, ORDER);
    }
  }

  @Override
  public void combineColumn(
      BinaryFunction function, ByteBuffer a, ByteBuffer b, int rows, int columns, ByteBuffer out) {
    int width = columns * Float.BYTES;
    for (int r = 0; r < rows; r++) {
      int from = r * width;
      int whole = whole(from, from + width);
      float y = b.getFloat(r * Float.BYTES);
      switch (function) {
        case ADD -> affine(a, from, whole, 1, y, out);
        case SUBTRACT -> affine(a, from, whole, 1, -y, out);
        case MULTIPLY -> multiply(a, from, whole, y, out);
        case DIVIDE -> divide(a, from, whole, y, out);
      }
      ScalarFloatElementKernels.entries(function, a, whole, from + width, y, out);
    }
  }

  private static void multiply(ByteBuffer a, int from, int to, float b, ByteBuffer out) {
    for (int i = from; i < to; i += STEP) {
      load(a, i).mul(b).intoByteBuffer(out, i, ORDER);
    }
  }

  private static void divide(ByteBuffer a, int from, int to, float b, ByteBuffer out) {
    for (int i = from; i < to; i += STEP) {
      load(a, i).div(b).intoByteBuffer(out, i, ORDER);
    }
  }

  private static void affine(
      ByteBuffer x, int from, int to, float scale, float shift, ByteBuffer out) {
    for (int i = from; i < to; i += STEP) {
      load(x, i).mul(scale).add(shift).intoByteBuffer(out, i, ORDER);
    }
  }

  @Override
  public void affine(ByteBuffer x, int n, double scale, double shift, ByteBuffer out) {
    int end = n * Float.BYTES;
    int whole = whole(0, end);
    affine(x, 0, whole, (float) scale, (float) shift, out);
    ScalarFloatElementKernels.affine(x, whole, end, (float) scale, (float) shift, out);
  }

  @Override
  public void repeat(ByteBuffer x, int rows, int columns, ByteBuffer out) {
    int width = columns * Float.BYTES;
    for (int r = 0; r < rows; r++) {
      fill(out, r * width, (r + 1) * width, x.getFloat(r * Float.BYTES));
    }
  }

  @Override
  public void fill(ByteBuffer out, int n, double value) {
    fill(out, 0, n * Float.BYTES, (float) value);
  }

  private static void fill(ByteBuffer out, int from, int to, float value) {
    FloatVector v = FloatVector.broadcast(SPECIES, value);
    int whole = whole(from, to);
    for (int i = from; i < whole; i += STEP) {
      v.intoByteBuffer(out, i, ORDER);
    }
    ScalarFloatElementKernels.fill(out, whole, to, value);
  }

  @Override
  public void sumColumns(ByteBuffer x, int rows, int columns, ByteBuffer out) {
    scalar.sumColumns(x, rows, columns, out);
  }

  @Override
  public void write(double[] numbers, ByteBuffer out) {
    scalar.write(numbers, out);
  }

  @Override
  public void read(ByteBuffer x, double[] numbers) {
    scalar.read(x, numbers);
  }

  private static FloatVector load(ByteBuffer x, int at) {
    return FloatVector.fromByteBuffer(SPECIES, x, at, ORDER);
  }
}
