package org.quarry.network.autograd;

import java.nio.ByteBuffer;

/** {@link RowKernels} on float64. */
final class DoubleRowKernels implements RowKernels {
  @Override
  public void segmentSum(ByteBuffer x, int[] order, int[] offsets, int columns, ByteBuffer out) {
    int width = columns * Double.BYTES;
    for (int t = 0; t + 1 < offsets.length; t++) {
      for (int c = 0; c < width; c += Double.BYTES) {
        double sum = 0;
        for (int k = offsets[t]; k < offsets[t + 1]; k++) {
          sum += x.getDouble(order[k] * width + c);
        }
        out.putDouble(t * width + c, sum);
      }
    }
  }

  @Override
  public void pairSum(
      ByteBuffer x,
      ByteBuffer w,
      int[] offsets,
      int[] others,
      int[] pairs,
      int sign,
      int columns,
      ByteBuffer out) {
    int width = columns * Double.BYTES;
    for (int a = 0; a + 1 < offsets.length; a++) {
      for (int c = 0; c < width; c += Double.BYTES) {
        double sum = 0;
        for (int k = offsets[a]; k < offsets[a + 1]; k++) {
          int p = pairs[k];
          double value = x.getDouble(others[k] * width + c);
          sum +=
              p < 0
                  ? sign * value * w.getDouble(~p * width + c)
                  : value * w.getDouble(p * width + c);
        }
        out.putDouble(a * width + c, sum);
      }
    }
  }

  @Override
  public void pairProduct(
      ByteBuffer a,
      ByteBuffer b,
      int[] first,
      int[] second,
      int sign,
      int columns,
      ByteBuffer out) {
    int width = columns * Double.BYTES;
    for (int p = 0; p < first.length; p++) {
      int i = first[p] * width;
      int j = second[p] * width;
      for (int c = 0; c < width; c += Double.BYTES) {
        out.putDouble(
            p * width + c,
            a.getDouble(i + c) * b.getDouble(j + c)
                + sign * a.getDouble(j + c) * b.getDouble(i + c));
      }
    }
  }

  @Override
  public void softplus(ByteBuffer x, int n, double shift, ByteBuffer y, ByteBuffer slope) {
    for (int i = 0; i < n * Double.BYTES; i += Double.BYTES) {
      double v = x.getDouble(i);
      double e = Math.exp(-Math.abs(v));
      slope.putDouble(i, (v < 0 ? e : 1) / (1 + e));
      y.putDouble(i, Math.max(v, 0) + Math.log1p(e) + shift);
    }
  }
}
