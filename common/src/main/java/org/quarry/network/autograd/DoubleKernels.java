package org.quarry.network.autograd;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** {@link HostKernels} on float64: for tests, and where the last digits matter. */
final class DoubleKernels implements HostKernels<double[]> {
  @Override
  public double[] create(int n) {
    return new double[n];
  }

  @Override
  public void write(double[] values, double[] out, int o) {
    System.arraycopy(values, 0, out, o, values.length);
  }

  @Override
  public void read(double[] x, int i, double[] values) {
    System.arraycopy(x, i, values, 0, values.length);
  }

  @Override
  public void write(ByteBuffer values, double[] out, int o, int n) {
    values.asDoubleBuffer().get(out, o, n);
  }

  @Override
  public void read(double[] x, int i, int n, ByteBuffer values) {
    values.asDoubleBuffer().put(x, i, n);
  }

  @Override
  public double get(double[] x, int i) {
    return x[i];
  }

  @Override
  public void fill(double[] out, int o, int n, double value) {
    Arrays.fill(out, o, o + n, value);
  }

  @Override
  public void affine(double[] x, int i, int n, double scale, double shift, double[] out, int o) {
    for (int t = 0; t < n; t++) {
      out[o + t] = scale * x[i + t] + shift;
    }
  }

  @Override
  public void apply(UnaryFunction function, double[] x, int i, int n, double[] out, int o) {
    for (int t = 0; t < n; t++) {
      double v = x[i + t];
      out[o + t] =
          switch (function) {
            case EXP -> StrictMath.exp(v);
            case LOG -> StrictMath.log(v);
            case SQRT -> Math.sqrt(v);
            case RECIPROCAL -> 1 / v;
            case SIN -> StrictMath.sin(v);
            case COS -> StrictMath.cos(v);
            case TANH -> StrictMath.tanh(v);
            case SIGMOID -> sigmoid(v);
            case SILU_CURVATURE -> siluCurvature(v);
          };
    }
  }

  private static double sigmoid(double x) {
    return sigmoid(x, StrictMath.exp(-Math.abs(x)));
  }

  private static double siluCurvature(double x) {
    double s = sigmoid(x);
    double rest = sigmoid(-x);
    return s * rest * ((rest - s) * x + 2);
  }

  @Override
  public void silu(double[] x, int i, int n, double[] y, int o, double[] slope, int p) {
    for (int t = 0; t < n; t++) {
      double v = x[i + t];
      double s = sigmoid(v);
      slope[p + t] = s * ((1 - s) * v + 1);
      y[o + t] = v * s;
    }
  }

  private static double sigmoid(double x, double e) {
    return (x < 0 ? e : 1) / (1 + e);
  }

  @Override
  public void combine(
      BinaryFunction function, double[] a, int i, double[] b, int j, int n, double[] out, int o) {
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
      BinaryFunction function, double[] a, int i, double b, int n, double[] out, int o) {
    for (int t = 0; t < n; t++) {
      double v = a[i + t];
      out[o + t] =
          switch (function) {
            case ADD -> v + b;
            case SUBTRACT -> v - b;
            case MULTIPLY -> v * b;
            case DIVIDE -> v / b;
          };
    }
  }

  @Override
  public void softplus(
      double[] x, int i, int n, double shift, double[] y, int o, double[] slope, int p) {
    for (int t = 0; t < n; t++) {
      double v = x[i + t];
      double e = StrictMath.exp(-Math.abs(v));
      slope[p + t] = sigmoid(v, e);
      y[o + t] = Math.max(v, 0) + StrictMath.log1p(e) + shift;
    }
  }

  @Override
  public void multiply(
      double[] a,
      int i,
      int row,
      int column,
      double[] b,
      int j,
      int m,
      int k,
      int n,
      double beta,
      double[] out,
      int o) {
    for (int t = o; t < o + m * n; t++) {
      out[t] = beta == 0 ? 0 : beta * out[t];
    }
    for (int r = 0; r < m; r++) {
      int to = o + r * n;
      for (int q = 0; q < k; q++) {
        double factor = a[i + r * row + q * column];
        int from = j + q * n;
        for (int c = 0; c < n; c++) {
          out[to + c] = Math.fma(factor, b[from + c], out[to + c]);
        }
      }
    }
  }

  @Override
  public void transpose(double[] x, int i, int rows, int columns, double[] out, int o) {
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        out[o + c * rows + r] = x[i + r * columns + c];
      }
    }
  }

  @Override
  public void sumRows(double[] x, int i, int rows, int columns, double[] out, int o) {
    Arrays.fill(out, o, o + columns, 0);
    for (int r = 0; r < rows; r++) {
      int from = i + r * columns;
      for (int c = 0; c < columns; c++) {
        out[o + c] += x[from + c];
      }
    }
  }

  @Override
  public void sumColumns(double[] x, int i, int rows, int columns, double[] out, int o) {
    for (int r = 0; r < rows; r++) {
      double sum = 0;
      for (int c = 0; c < columns; c++) {
        sum += x[i + r * columns + c];
      }
      out[o + r] = sum;
    }
  }

  @Override
  public void segmentSum(
      double[] x, int i, int[] order, int[] offsets, int columns, double[] out, int o) {
    for (int t = 0; t + 1 < offsets.length; t++) {
      for (int c = 0; c < columns; c++) {
        double sum = 0;
        for (int k = offsets[t]; k < offsets[t + 1]; k++) {
          sum += x[i + order[k] * columns + c];
        }
        out[o + t * columns + c] = sum;
      }
    }
  }

  @Override
  public void pairSum(
      double[] x,
      int i,
      double[] w,
      int j,
      int[] offsets,
      int[] others,
      int[] pairs,
      int sign,
      int columns,
      boolean add,
      double[] out,
      int o) {
    for (int a = 0; a + 1 < offsets.length; a++) {
      for (int c = 0; c < columns; c++) {
        double sum = add ? out[o + a * columns + c] : 0;
        for (int k = offsets[a]; k < offsets[a + 1]; k++) {
          int p = pairs[k];
          double value = x[i + others[k] * columns + c];
          sum += p < 0 ? sign * value * w[j + ~p * columns + c] : value * w[j + p * columns + c];
        }
        out[o + a * columns + c] = sum;
      }
    }
  }

  @Override
  public void pairProduct(
      double[] a,
      int i,
      double[] b,
      int j,
      int[] first,
      int[] second,
      int sign,
      int columns,
      boolean add,
      double[] out,
      int o) {
    for (int p = 0; p < first.length; p++) {
      int s = first[p] * columns;
      int t = second[p] * columns;
      for (int c = 0; c < columns; c++) {
        double value = a[i + s + c] * b[j + t + c] + sign * a[i + t + c] * b[j + s + c];
        int at = o + p * columns + c;
        out[at] = add ? out[at] + value : value;
      }
    }
  }

  @Override
  public void outer(
      double[] x,
      int i,
      double[] w,
      int j,
      int rows,
      int columns,
      int blocks,
      double[] out,
      int o) {
    for (int k = 0; k < blocks; k++) {
      for (int r = 0; r < rows; r++) {
        int at = o + (k * rows + r) * columns;
        for (int c = 0; c < columns; c++) {
          out[at + c] = x[i + r * columns + c] * w[j + r * blocks + k];
        }
      }
    }
  }

  @Override
  public void outerSum(
      double[] y,
      int i,
      double[] w,
      int j,
      int rows,
      int columns,
      int blocks,
      double[] out,
      int o) {
    Arrays.fill(out, o, o + rows * columns, 0);
    for (int k = 0; k < blocks; k++) {
      for (int r = 0; r < rows; r++) {
        int from = i + (k * rows + r) * columns;
        for (int c = 0; c < columns; c++) {
          out[o + r * columns + c] += y[from + c] * w[j + r * blocks + k];
        }
      }
    }
  }

  @Override
  public void outerDot(
      double[] y,
      int i,
      double[] x,
      int j,
      int rows,
      int columns,
      int blocks,
      double[] out,
      int o) {
    for (int k = 0; k < blocks; k++) {
      for (int r = 0; r < rows; r++) {
        int from = i + (k * rows + r) * columns;
        double sum = 0;
        for (int c = 0; c < columns; c++) {
          sum += y[from + c] * x[j + r * columns + c];
        }
        out[o + r * blocks + k] = sum;
      }
    }
  }
}
