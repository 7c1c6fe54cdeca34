package org.quarry.network.autograd;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * {@link FloatKernels} in plain Java: bit for bit what the vector form gives. Loops that the
 * compiler turns into vectors by itself have no other form.
 */
class ScalarFloatKernels implements FloatKernels {
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
      case SIN -> FloatFunctions.sines(x, i, n, 0, 1, out, o);
      case COS -> FloatFunctions.sines(x, i, n, 0.5f, -1, out, o);
    }
  }

  void exp(float[] x, int i, int n, float[] out, int o) {
    FloatFunctions.exp(x, i, 0, n, out, o);
  }

  void sigmoid(float[] x, int i, int n, float[] out, int o) {
    FloatFunctions.sigmoid(x, i, 0, n, out, o);
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
    FloatFunctions.softplus(x, i, 0, n, (float) shift, y, o, slope, p);
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
      FloatSums.segment(x, i, order, offsets[t], offsets[t + 1], columns, 0, out, o + t * columns);
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
      FloatSums.ends(
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
      FloatSums.product(
          a, i + s, i + t, b, j + s, j + t, sign, 0, columns, add, out, o + p * columns);
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
    FloatFunctions.silu(x, i, 0, n, y, o, slope, p);
  }

  void siluCurvature(float[] x, int i, int n, float[] out, int o) {
    FloatFunctions.siluCurvature(x, i, 0, n, out, o);
  }
}
