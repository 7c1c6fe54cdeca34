package org.quarry.network.autograd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * out += a · b over blocks of four rows and four vectors of columns, sixteen sums in registers; the
 * inner index goes in stretches whose part of b stays in the cache. Each number of the result is
 * one chain of fused operations, as {@link ScalarFloatKernels#product} has it.
 */
final class VectorProducts {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int WIDE = 4 * LANES;
  private static final int STRETCH = 256;
  private static final int ROWS = 8; // of column8

  private VectorProducts() {}

  static void add(
      float[] a,
      int i,
      int row,
      int column,
      float[] b,
      int j,
      int m,
      int k,
      int n,
      float[] out,
      int o) {
    for (int first = 0; first < k; first += STRETCH) {
      int last = Math.min(k, first + STRETCH);
      int c = 0;
      for (; c + WIDE <= n; c += WIDE) {
        int r = 0;
        for (; r + 4 <= m; r += 4) {
          rows4(a, i + r * row, row, column, b, j + c, first, last, n, out, o + r * n + c);
        }
        for (; r < m; r++) {
          row1(a, i + r * row, column, b, j + c, first, last, n, out, o + r * n + c);
        }
      }
      for (; c + LANES <= n; c += LANES) {
        int r = 0;
        for (; r + 8 <= m; r += 8) {
          column8(a, i + r * row, row, column, b, j + c, first, last, n, out, o + r * n + c);
        }
        for (; r < m; r++) {
          column1(a, i + r * row, column, b, j + c, first, last, n, out, o + r * n + c);
        }
      }
      rest(a, i, row, column, b, j, m, first, last, c, n, out, o);
    }
  }

  private static void rows4(
      float[] a,
      int i,
      int row,
      int column,
      float[] b,
      int j,
      int first,
      int last,
      int n,
      float[] out,
      int o) {
    int o1 = o + n;
    int o2 = o1 + n;
    int o3 = o2 + n;
    FloatVector s00 = load(out, o);
    FloatVector s01 = load(out, o + LANES);
    FloatVector s02 = load(out, o + 2 * LANES);
    FloatVector s03 = load(out, o + 3 * LANES);
    FloatVector s10 = load(out, o1);
    FloatVector s11 = load(out, o1 + LANES);
    FloatVector s12 = load(out, o1 + 2 * LANES);
    FloatVector s13 = load(out, o1 + 3 * LANES);
    FloatVector s20 = load(out, o2);
    FloatVector s21 = load(out, o2 + LANES);
    FloatVector s22 = load(out, o2 + 2 * LANES);
    FloatVector s23 = load(out, o2 + 3 * LANES);
    FloatVector s30 = load(out, o3);
    FloatVector s31 = load(out, o3 + LANES);
    FloatVector s32 = load(out, o3 + 2 * LANES);
    FloatVector s33 = load(out, o3 + 3 * LANES);
    int from = i + first * column;
    for (int q = first; q < last; q++) {
      int at = j + q * n;
      FloatVector b0 = load(b, at);
      FloatVector b1 = load(b, at + LANES);
      FloatVector b2 = load(b, at + 2 * LANES);
      FloatVector b3 = load(b, at + 3 * LANES);
      FloatVector f = FloatVector.broadcast(SPECIES, a[from]);
      s00 = f.fma(b0, s00);
      s01 = f.fma(b1, s01);
      s02 = f.fma(b2, s02);
      s03 = f.fma(b3, s03);
      f = FloatVector.broadcast(SPECIES, a[from + row]);
      s10 = f.fma(b0, s10);
      s11 = f.fma(b1, s11);
      s12 = f.fma(b2, s12);
      s13 = f.fma(b3, s13);
      f = FloatVector.broadcast(SPECIES, a[from + 2 * row]);
      s20 = f.fma(b0, s20);
      s21 = f.fma(b1, s21);
      s22 = f.fma(b2, s22);
      s23 = f.fma(b3, s23);
      f = FloatVector.broadcast(SPECIES, a[from + 3 * row]);
      s30 = f.fma(b0, s30);
      s31 = f.fma(b1, s31);
      s32 = f.fma(b2, s32);
      s33 = f.fma(b3, s33);
      from += column;
    }
    s00.intoArray(out, o);
    s01.intoArray(out, o + LANES);
    s02.intoArray(out, o + 2 * LANES);
    s03.intoArray(out, o + 3 * LANES);
    s10.intoArray(out, o1);
    s11.intoArray(out, o1 + LANES);
    s12.intoArray(out, o1 + 2 * LANES);
    s13.intoArray(out, o1 + 3 * LANES);
    s20.intoArray(out, o2);
    s21.intoArray(out, o2 + LANES);
    s22.intoArray(out, o2 + 2 * LANES);
    s23.intoArray(out, o2 + 3 * LANES);
    s30.intoArray(out, o3);
    s31.intoArray(out, o3 + LANES);
    s32.intoArray(out, o3 + 2 * LANES);
    s33.intoArray(out, o3 + 3 * LANES);
  }

  private static void row1(
      float[] a,
      int i,
      int column,
      float[] b,
      int j,
      int first,
      int last,
      int n,
      float[] out,
      int o) {
    FloatVector s0 = load(out, o);
    FloatVector s1 = load(out, o + LANES);
    FloatVector s2 = load(out, o + 2 * LANES);
    FloatVector s3 = load(out, o + 3 * LANES);
    for (int q = first; q < last; q++) {
      int at = j + q * n;
      FloatVector f = FloatVector.broadcast(SPECIES, a[i + q * column]);
      s0 = f.fma(load(b, at), s0);
      s1 = f.fma(load(b, at + LANES), s1);
      s2 = f.fma(load(b, at + 2 * LANES), s2);
      s3 = f.fma(load(b, at + 3 * LANES), s3);
    }
    s0.intoArray(out, o);
    s1.intoArray(out, o + LANES);
    s2.intoArray(out, o + 2 * LANES);
    s3.intoArray(out, o + 3 * LANES);
  }

  private static void column8(
      float[] a,
      int i,
      int row,
      int column,
      float[] b,
      int j,
      int first,
      int last,
      int n,
      float[] out,
      int o) {
    FloatVector s0 = load(out, o);
    FloatVector s1 = load(out, o + n);
    FloatVector s2 = load(out, o + 2 * n);
    FloatVector s3 = load(out, o + 3 * n);
    FloatVector s4 = load(out, o + 4 * n);
    FloatVector s5 = load(out, o + 5 * n);
    FloatVector s6 = load(out, o + 6 * n);
    FloatVector s7 = load(out, o + 7 * n);
    int from = i + first * column;
    for (int q = first; q < last; q++) {
      FloatVector v = load(b, j + q * n);
      s0 = v.fma(FloatVector.broadcast(SPECIES, a[from]), s0);
      s1 = v.fma(FloatVector.broadcast(SPECIES, a[from + row]), s1);
      s2 = v.fma(FloatVector.broadcast(SPECIES, a[from + 2 * row]), s2);
      s3 = v.fma(FloatVector.broadcast(SPECIES, a[from + 3 * row]), s3);
      s4 = v.fma(FloatVector.broadcast(SPECIES, a[from + 4 * row]), s4);
      s5 = v.fma(FloatVector.broadcast(SPECIES, a[from + 5 * row]), s5);
      s6 = v.fma(FloatVector.broadcast(SPECIES, a[from + 6 * row]), s6);
      s7 = v.fma(FloatVector.broadcast(SPECIES, a[from + 7 * row]), s7);
      from += column;
    }
    s0.intoArray(out, o);
    s1.intoArray(out, o + n);
    s2.intoArray(out, o + 2 * n);
    s3.intoArray(out, o + 3 * n);
    s4.intoArray(out, o + 4 * n);
    s5.intoArray(out, o + 5 * n);
    s6.intoArray(out, o + 6 * n);
    s7.intoArray(out, o + 7 * n);
  }

  private static void column1(
      float[] a,
      int i,
      int column,
      float[] b,
      int j,
      int first,
      int last,
      int n,
      float[] out,
      int o) {
    FloatVector sum = load(out, o);
    for (int q = first; q < last; q++) {
      sum = FloatVector.broadcast(SPECIES, a[i + q * column]).fma(load(b, j + q * n), sum);
    }
    sum.intoArray(out, o);
  }

  /** Columns that fill no vector: copied to where they do, zeros beside them. */
  private static void rest(
      float[] a,
      int i,
      int row,
      int column,
      float[] b,
      int j,
      int m,
      int first,
      int last,
      int firstColumn,
      int n,
      float[] out,
      int o) {
    int columns = n - firstColumn;
    if (columns == 0) {
      return;
    }
    float[] right = new float[(last - first) * LANES];
    for (int q = first; q < last; q++) {
      System.arraycopy(b, j + q * n + firstColumn, right, (q - first) * LANES, columns);
    }
    float[] sums = new float[ROWS * LANES];
    for (int r = 0; r < m; r += ROWS) {
      int rows = Math.min(ROWS, m - r);
      int to = o + r * n + firstColumn;
      for (int s = 0; s < rows; s++) {
        System.arraycopy(out, to + s * n, sums, s * LANES, columns);
      }
      int at = i + r * row + first * column;
      if (rows == ROWS) {
        column8(a, at, row, column, right, 0, 0, last - first, LANES, sums, 0);
      } else {
        for (int s = 0; s < rows; s++) {
          column1(a, at + s * row, column, right, 0, 0, last - first, LANES, sums, s * LANES);
        }
      }
      for (int s = 0; s < rows; s++) {
        System.arraycopy(sums, s * LANES, out, to + s * n, columns);
      }
    }
  }

  private static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(SPECIES, x, at);
  }
}
