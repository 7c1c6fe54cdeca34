package org.quarry.network.autograd;

import java.util.Arrays;

/** Rows times several numbers each, in float32: columns from {@code first} on. */
final class FloatOuter {
  /** Sums that a dot product runs in, one for each remainder of the column. */
  static final int DOT_SUMS = 16;

  private FloatOuter() {}

  static void product(
      float[] x,
      int i,
      float[] w,
      int j,
      int rows,
      int columns,
      int blocks,
      int first,
      float[] out,
      int o) {
    for (int k = 0; k < blocks && first < columns; k++) {
      for (int r = 0; r < rows; r++) {
        float factor = w[j + r * blocks + k];
        int from = i + r * columns;
        int to = o + (k * rows + r) * columns;
        for (int c = first; c < columns; c++) {
          out[to + c] = x[from + c] * factor;
        }
      }
    }
  }

  static void sum(
      float[] y,
      int i,
      float[] w,
      int j,
      int rows,
      int columns,
      int blocks,
      int first,
      float[] out,
      int o) {
    for (int r = 0; r < rows; r++) {
      for (int c = first; c < columns; c++) {
        float sum = 0;
        for (int k = 0; k < blocks; k++) {
          sum += y[i + (k * rows + r) * columns + c] * w[j + r * blocks + k];
        }
        out[o + r * columns + c] = sum;
      }
    }
  }

  static void dot(
      float[] y, int i, float[] x, int j, int rows, int columns, int blocks, float[] out, int o) {
    float[] sums = new float[DOT_SUMS];
    int whole = columns - columns % DOT_SUMS;
    for (int r = 0; r < rows; r++) {
      int here = j + r * columns;
      for (int k = 0; k < blocks; k++) {
        int at = i + (k * rows + r) * columns;
        Arrays.fill(sums, 0);
        for (int c = 0; c < whole; c += DOT_SUMS) {
          for (int s = 0; s < DOT_SUMS; s++) {
            sums[s] += y[at + c + s] * x[here + c + s];
          }
        }
        out[o + r * blocks + k] = dotEnd(sums, y, at, x, here, whole, columns);
      }
    }
  }

  /** Adds up the sums, halves upon each other, and then the columns that fill no sixteen. */
  static float dotEnd(
      float[] sums, float[] y, int rowY, float[] x, int rowX, int first, int columns) {
    for (int half = DOT_SUMS / 2; half > 0; half /= 2) {
      for (int s = 0; s < half; s++) {
        sums[s] += sums[s + half];
      }
    }
    float sum = sums[0];
    for (int c = first; c < columns; c++) {
      sum += y[rowY + c] * x[rowX + c];
    }
    return sum;
  }
}
