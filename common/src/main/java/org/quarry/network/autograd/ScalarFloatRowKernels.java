package org.quarry.network.autograd;

import java.nio.ByteBuffer;

/** {@link FloatRowKernels} in plain Java: bit for bit what the vector form gives. */
final class ScalarFloatRowKernels implements FloatRowKernels {
  // Of the exponential (Cephes' expf): e⁻ᵃ = 2ᵏ e^r with |r| ≤ ln 2 / 2, ln 2 in two parts.
  static final float LOWEST = -87;
  static final float LOG2_E = 1.442695f;
  static final float ROUNDING = 12582912f; // 1.5 · 2²³: adding it rounds to an integer
  static final int ONE =
      127 << 23; // bits of 1; those of t end in k, which is added to the exponent
  static final float LN2_HIGH = 0.6933594f; // 355/512, few enough bits for exact products
  static final float LN2_LOW = -2.1219444e-4f;
  static final float E7 = 0.00019875691f;
  static final float E6 = 0.0013981999f;
  static final float E5 = 0.008333452f;
  static final float E4 = 0.041665796f;
  static final float E3 = 0.16666666f;
  static final float E2 = 0.5f;
  // ln(1 + e) = 2 artanh(s) with s = e/(2 + e) ≤ 1/3, a series in s².
  static final float L15 = 2f / 15;
  static final float L13 = 2f / 13;
  static final float L11 = 2f / 11;
  static final float L9 = 2f / 9;
  static final float L7 = 2f / 7;
  static final float L5 = 2f / 5;
  static final float L3 = 2f / 3;

  @Override
  public void segmentSum(ByteBuffer x, int[] order, int[] offsets, int columns, ByteBuffer out) {
    int width = columns * Float.BYTES;
    for (int t = 0; t + 1 < offsets.length; t++) {
      segment(x, order, offsets[t], offsets[t + 1], width, 0, out, t * width);
    }
  }

  /** One sum, from the column at byte {@code from} on. */
  static void segment(
      ByteBuffer x, int[] order, int start, int end, int width, int from, ByteBuffer out, int at) {
    for (int c = from; c < width; c += Float.BYTES) {
      float sum = 0;
      for (int k = start; k < end; k++) {
        sum += x.getFloat(order[k] * width + c);
      }
      out.putFloat(at + c, sum);
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
    int width = columns * Float.BYTES;
    for (int a = 0; a + 1 < offsets.length; a++) {
      ends(x, w, others, pairs, offsets[a], offsets[a + 1], sign, width, 0, out, a * width);
    }
  }

  /** The sum of one atom, from the column at byte {@code from} on. */
  static void ends(
      ByteBuffer x,
      ByteBuffer w,
      int[] others,
      int[] pairs,
      int start,
      int end,
      int sign,
      int width,
      int from,
      ByteBuffer out,
      int at) {
    for (int c = from; c < width; c += Float.BYTES) {
      float sum = 0;
      for (int k = start; k < end; k++) {
        int p = pairs[k];
        int pair = p < 0 ? ~p : p;
        float term = x.getFloat(others[k] * width + c) * w.getFloat(pair * width + c);
        sum = p < 0 && sign < 0 ? sum - term : sum + term;
      }
      out.putFloat(at + c, sum);
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
    int width = columns * Float.BYTES;
    for (int p = 0; p < first.length; p++) {
      product(a, b, first[p] * width, second[p] * width, sign, width, 0, out, p * width);
    }
  }

  /** One pair, from the column at byte {@code from} on. */
  static void product(
      ByteBuffer a,
      ByteBuffer b,
      int i,
      int j,
      int sign,
      int width,
      int from,
      ByteBuffer out,
      int at) {
    for (int c = from; c < width; c += Float.BYTES) {
      float there = a.getFloat(i + c) * b.getFloat(j + c);
      float back = a.getFloat(j + c) * b.getFloat(i + c);
      out.putFloat(at + c, sign < 0 ? there - back : there + back);
    }
  }

  @Override
  public void softplus(ByteBuffer x, int n, double shift, ByteBuffer y, ByteBuffer slope) {
    softplus(x, 0, n, (float) shift, y, slope);
  }

  static void softplus(
      ByteBuffer x, int from, int to, float shift, ByteBuffer y, ByteBuffer slope) {
    for (int i = from * Float.BYTES; i < to * Float.BYTES; i += Float.BYTES) {
      float v = x.getFloat(i);
      float a = Math.max(-Math.abs(v), LOWEST);
      float t = a * LOG2_E + ROUNDING;
      float k = t - ROUNDING;
      float r = (a - k * LN2_HIGH) - k * LN2_LOW;
      float p = ((((E7 * r + E6) * r + E5) * r + E4) * r + E3) * r + E2;
      p = (p * r) * r + r + 1;
      float e = p * Float.intBitsToFloat((Float.floatToRawIntBits(t) << 23) + ONE);
      float s = e / (2 + e);
      float s2 = s * s;
      float log = ((((((L15 * s2 + L13) * s2 + L11) * s2 + L9) * s2 + L7) * s2 + L5) * s2 + L3);
      log = log * s2 + 2;
      slope.putFloat(i, (v < 0 ? e : 1) / (1 + e));
      y.putFloat(i, (Math.max(v, 0) + log * s) + shift);
    }
  }
}
