package org.quarry.network.autograd;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * {@link FloatKernels} in plain Java: bit for bit what the vector form gives. Loops that the
 * compiler turns into vectors by itself have no other form.
 */
class ScalarFloatKernels implements FloatKernels {
  // Of the exponential (Cephes' expf): eˣ = 2ᵏ e^r with |r| ≤ ln 2 / 2, ln 2 in two parts.
  static final float LOWEST = -87;
  static final float HIGHEST = 88; // beyond, eˣ stays at 1.7e38
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
  // Of sine and cosine: π in three parts of few bits (Cody and Waite), a series on ±π/2.
  private static final float ONE_PI = 0.31830987f;
  private static final float PI_HIGH = 3.140625f;
  private static final float PI_MIDDLE = 9.675026e-4f;
  private static final float PI_LOW = 1.509958e-7f;
  private static final float S3 = -0.16666667f;
  private static final float S5 = 0.008333333f;
  private static final float S7 = -1.984127e-4f;
  private static final float S9 = 2.7557319e-6f;
  private static final float S11 = -2.5052108e-8f;

  @Override
  public float[] create(int n) {
    return new float[n];
  }

  @Override
  public void write(double[] values, float[] out, int o) {
    for (int t = 0; t < values.length; t++) {
      out[o + t] = (float) values[t];
    }
  }

  @Override
  public void read(float[] x, int i, double[] values) {
    for (int t = 0; t < values.length; t++) {
      values[t] = x[i + t];
    }
  }

  @Override
  public void write(ByteBuffer values, float[] out, int o, int n) {
    values.asFloatBuffer().get(out, o, n);
  }

  @Override
  public void read(float[] x, int i, int n, ByteBuffer values) {
    values.asFloatBuffer().put(x, i, n);
  }

  @Override
  public double get(float[] x, int i) {
    return x[i];
  }

  @Override
  public void fill(float[] out, int o, int n, double value) {
    Arrays.fill(out, o, o + n, (float) value);
  }

  @Override
  public void affine(float[] x, int i, int n, double scale, double shift, float[] out, int o) {
    float factor = (float) scale;
    float constant = (float) shift;
    for (int t = 0; t < n; t++) {
      out[o + t] = factor * x[i + t] + constant;
    }
  }

  @Override
  public void apply(UnaryFunction function, float[] x, int i, int n, float[] out, int o) {
    switch (function) {
      case EXP -> exp(x, i, n, out, o);
      case SIGMOID -> sigmoid(x, i, n, out, o);
      case SILU_CURVATURE -> siluCurvature(x, i, n, out, o);
      case LOG -> {
        for (int t = 0; t < n; t++) {
          out[o + t] = (float) StrictMath.log(x[i + t]);
        }
      }
      case TANH -> {
        for (int t = 0; t < n; t++) {
          out[o + t] = (float) StrictMath.tanh(x[i + t]);
        }
      }
      case SQRT -> {
        for (int t = 0; t < n; t++) {
          out[o + t] = (float) Math.sqrt(x[i + t]);
        }
      }
      case RECIPROCAL -> {
        for (int t = 0; t < n; t++) {
          out[o + t] = 1 / x[i + t];
        }
      }
      case SIN -> sines(x, i, n, 0, 1, out, o);
      case COS -> sines(x, i, n, 0.5f, -1, out, o);
    }
  }

  /** sin(x − (k + shift)π) · (−1)ᵏ · sign, k the integer that brings the angle within ±π/2. */
  private static void sines(float[] x, int i, int n, float shift, float sign, float[] out, int o) {
    for (int t = 0; t < n; t++) {
      float v = x[i + t];
      float k = ((v * ONE_PI - shift) + ROUNDING) - ROUNDING;
      float half = (k * 0.5f + ROUNDING) - ROUNDING;
      float odd = k - 2 * half; // 0 or ±1
      float turns = k + shift;
      float r = ((v - turns * PI_HIGH) - turns * PI_MIDDLE) - turns * PI_LOW;
      float r2 = r * r;
      float p = (((S11 * r2 + S9) * r2 + S7) * r2 + S5) * r2 + S3;
      out[o + t] = (1 - 2 * odd * odd) * sign * (r + r * r2 * p);
    }
  }

  void exp(float[] x, int i, int n, float[] out, int o) {
    exp(x, i, 0, n, out, o);
  }

  static void exp(float[] x, int i, int from, int to, float[] out, int o) {
    for (int t = from; t < to; t++) {
      out[o + t] = exp(Math.min(Math.max(x[i + t], LOWEST), HIGHEST));
    }
  }

  void sigmoid(float[] x, int i, int n, float[] out, int o) {
    sigmoid(x, i, 0, n, out, o);
  }

  static void sigmoid(float[] x, int i, int from, int to, float[] out, int o) {
    for (int t = from; t < to; t++) {
      out[o + t] = sigmoid(x[i + t]);
    }
  }

  static float sigmoid(float x) {
    float e = exp(Math.max(-Math.abs(x), LOWEST));
    return (x < 0 ? e : 1) / (1 + e);
  }

  /** eˣ between {@link #LOWEST} and {@link #HIGHEST}. */
  private static float exp(float x) {
    float t = x * LOG2_E + ROUNDING;
    float k = t - ROUNDING;
    float r = (x - k * LN2_HIGH) - k * LN2_LOW;
    float p = ((((E7 * r + E6) * r + E5) * r + E4) * r + E3) * r + E2;
    p = (p * r) * r + r + 1;
    return p * Float.intBitsToFloat((Float.floatToRawIntBits(t) << 23) + ONE);
  }

  @Override
  public void combine(
      BinaryFunction function, float[] a, int i, float[] b, int j, int n, float[] out, int o) {
    switch (function) {
      case ADD -> {
        for (int t = 0; t < n; t++) {
          out[o + t] = a[i + t] + b[j + t];
        }
      }
      case SUBTRACT -> {
        for (int t = 0; t < n; t++) {
          out[o + t] = a[i + t] - b[j + t];
        }
      }
      case MULTIPLY -> {
        for (int t = 0; t < n; t++) {
          out[o + t] = a[i + t] * b[j + t];
        }
      }
      case DIVIDE -> {
        for (int t = 0; t < n; t++) {
          out[o + t] = a[i + t] / b[j + t];
        }
      }
    }
  }

  @Override
  public void combine(
      BinaryFunction function, float[] a, int i, double number, int n, float[] out, int o) {
    float b = (float) number;
    switch (function) {
      case ADD -> {
        for (int t = 0; t < n; t++) {
          out[o + t] = a[i + t] + b;
        }
      }
      case SUBTRACT -> {
        for (int t = 0; t < n; t++) {
          out[o + t] = a[i + t] - b;
        }
      }
      case MULTIPLY -> {
        for (int t = 0; t < n; t++) {
          out[o + t] = a[i + t] * b;
        }
      }
      case DIVIDE -> {
        for (int t = 0; t < n; t++) {
          out[o + t] = a[i + t] / b;
        }
      }
    }
  }

  @Override
  public void softplus(
      float[] x, int i, int n, double shift, float[] y, int o, float[] slope, int p) {
    softplus(x, i, 0, n, (float) shift, y, o, slope, p);
  }

  static void softplus(
      float[] x, int i, int from, int to, float shift, float[] y, int o, float[] slope, int p) {
    for (int n = from; n < to; n++) {
      float v = x[i + n];
      float e = exp(Math.max(-Math.abs(v), LOWEST));
      float s = e / (2 + e);
      float s2 = s * s;
      float log = ((((((L15 * s2 + L13) * s2 + L11) * s2 + L9) * s2 + L7) * s2 + L5) * s2 + L3);
      log = log * s2 + 2;
      slope[p + n] = (v < 0 ? e : 1) / (1 + e);
      y[o + n] = (Math.max(v, 0) + log * s) + shift;
    }
  }

  @Override
  public void multiply(
      float[] a,
      int i,
      int row,
      int column,
      float[] b,
      int j,
      int m,
      int k,
      int n,
      double beta,
      float[] out,
      int o) {
    scale(out, o, m * n, beta);
    product(a, i, row, column, b, j, 0, m, 0, k, 0, n, n, out, o);
  }

  static void scale(float[] out, int o, int n, double beta) {
    if (beta == 0) {
      Arrays.fill(out, o, o + n, 0);
    } else if (beta != 1) {
      for (int t = 0; t < n; t++) {
        out[o + t] *= (float) beta;
      }
    }
  }

  /** Adds the product of part of the rows, inner indices and columns. */
  static void product(
      float[] a,
      int i,
      int row,
      int column,
      float[] b,
      int j,
      int firstRow,
      int lastRow,
      int firstInner,
      int lastInner,
      int firstColumn,
      int lastColumn,
      int n,
      float[] out,
      int o) {
    for (int r = firstRow; r < lastRow; r++) {
      int to = o + r * n;
      for (int q = firstInner; q < lastInner; q++) {
        float factor = a[i + r * row + q * column];
        int from = j + q * n;
        for (int c = firstColumn; c < lastColumn; c++) {
          out[to + c] = Math.fma(factor, b[from + c], out[to + c]);
        }
      }
    }
  }

  @Override
  public void transpose(float[] x, int i, int rows, int columns, float[] out, int o) {
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        out[o + c * rows + r] = x[i + r * columns + c];
      }
    }
  }

  @Override
  public void sumRows(float[] x, int i, int rows, int columns, float[] out, int o) {
    Arrays.fill(out, o, o + columns, 0);
    for (int r = 0; r < rows; r++) {
      int from = i + r * columns;
      for (int c = 0; c < columns; c++) {
        out[o + c] += x[from + c];
      }
    }
  }

  @Override
  public void sumColumns(float[] x, int i, int rows, int columns, float[] out, int o) {
    for (int r = 0; r < rows; r++) {
      int at = i + r * columns;
      int end = at + columns;
      float s0 = 0;
      float s1 = 0;
      float s2 = 0;
      float s3 = 0;
      for (; at + 4 <= end; at += 4) {
        s0 += x[at];
        s1 += x[at + 1];
        s2 += x[at + 2];
        s3 += x[at + 3];
      }
      for (; at < end; at++) {
        s0 += x[at];
      }
      out[o + r] = (s0 + s1) + (s2 + s3);
    }
  }

  @Override
  public void segmentSum(
      float[] x, int i, int[] order, int[] offsets, int columns, float[] out, int o) {
    for (int t = 0; t + 1 < offsets.length; t++) {
      segment(x, i, order, offsets[t], offsets[t + 1], columns, 0, out, o + t * columns);
    }
  }

  /** One sum, from column {@code first} on. */
  static void segment(
      float[] x,
      int i,
      int[] order,
      int start,
      int end,
      int columns,
      int first,
      float[] out,
      int o) {
    for (int c = first; c < columns; c++) {
      float sum = 0;
      for (int k = start; k < end; k++) {
        sum += x[i + order[k] * columns + c];
      }
      out[o + c] = sum;
    }
  }

  @Override
  public void pairSum(
      float[] x,
      int i,
      float[] w,
      int j,
      int[] offsets,
      int[] others,
      int[] pairs,
      int sign,
      int columns,
      boolean add,
      float[] out,
      int o) {
    for (int a = 0; a + 1 < offsets.length; a++) {
      ends(
          x,
          i,
          w,
          j,
          others,
          pairs,
          offsets[a],
          offsets[a + 1],
          sign,
          columns,
          0,
          add,
          out,
          o + a * columns);
    }
  }

  /** The sum of one atom, from column {@code first} on. */
  static void ends(
      float[] x,
      int i,
      float[] w,
      int j,
      int[] others,
      int[] pairs,
      int start,
      int end,
      int sign,
      int columns,
      int first,
      boolean add,
      float[] out,
      int o) {
    for (int c = first; c < columns; c++) {
      float sum = add ? out[o + c] : 0;
      for (int k = start; k < end; k++) {
        int p = pairs[k];
        int pair = p < 0 ? ~p : p;
        float term = x[i + others[k] * columns + c] * w[j + pair * columns + c];
        sum = p < 0 && sign < 0 ? sum - term : sum + term;
      }
      out[o + c] = sum;
    }
  }

  @Override
  public void pairProduct(
      float[] a,
      int i,
      float[] b,
      int j,
      int[] first,
      int[] second,
      int sign,
      int columns,
      boolean add,
      float[] out,
      int o) {
    for (int p = 0; p < first.length; p++) {
      int s = first[p] * columns;
      int t = second[p] * columns;
      product(a, i + s, i + t, b, j + s, j + t, sign, 0, columns, add, out, o + p * columns);
    }
  }

  /** One pair, from column {@code from} on. */
  static void product(
      float[] a,
      int aHere,
      int aThere,
      float[] b,
      int bHere,
      int bThere,
      int sign,
      int from,
      int columns,
      boolean add,
      float[] out,
      int o) {
    for (int c = from; c < columns; c++) {
      float there = a[aHere + c] * b[bThere + c];
      float back = a[aThere + c] * b[bHere + c];
      float value = sign < 0 ? there - back : there + back;
      out[o + c] = add ? out[o + c] + value : value;
    }
  }

  @Override
  public void outer(
      float[] x, int i, float[] w, int j, int rows, int columns, int blocks, float[] out, int o) {
    FloatOuter.product(x, i, w, j, rows, columns, blocks, 0, out, o);
  }

  @Override
  public void outerSum(
      float[] y, int i, float[] w, int j, int rows, int columns, int blocks, float[] out, int o) {
    FloatOuter.sum(y, i, w, j, rows, columns, blocks, 0, out, o);
  }

  @Override
  public void outerDot(
      float[] y, int i, float[] x, int j, int rows, int columns, int blocks, float[] out, int o) {
    FloatOuter.dot(y, i, x, j, rows, columns, blocks, out, o);
  }

  @Override
  public void silu(float[] x, int i, int n, float[] y, int o, float[] slope, int p) {
    FloatSilu.values(x, i, 0, n, y, o, slope, p);
  }

  void siluCurvature(float[] x, int i, int n, float[] out, int o) {
    FloatSilu.curvature(x, i, 0, n, out, o);
  }
}
