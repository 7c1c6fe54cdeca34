package org.quarry.network.autograd;

/** Sums along graphs in float32, from a column on, as the end of what vectors have done. */
final class FloatSums {
  private FloatSums() {}

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
}
