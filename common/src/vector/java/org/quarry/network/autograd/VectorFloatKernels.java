package org.quarry.network.autograd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link FloatKernels} over several columns, or numbers, at once. Matrix products are {@link
 * VectorProducts}'.
 */
final class VectorFloatKernels extends ScalarFloatKernels {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  VectorFloatKernels() {}

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
    VectorProducts.add(a, i, row, column, b, j, m, k, n, out, o);
  }

  @Override
  public void combine(
      BinaryFunction function, float[] a, int i, float[] b, int j, int n, float[] out, int o) {
    int done = VectorFloatElements.combine(function, a, i, b, j, n, out, o);
    super.combine(function, a, i + done, b, j + done, n - done, out, o + done);
  }

  @Override
  public void combine(
      BinaryFunction function, float[] a, int i, double number, int n, float[] out, int o) {
    int done = VectorFloatElements.combine(function, a, i, (float) number, n, out, o);
    super.combine(function, a, i + done, number, n - done, out, o + done);
  }

  @Override
  void exp(float[] x, int i, int n, float[] out, int o) {
    VectorFloatFunctions.exp(x, i, n, out, o);
  }

  @Override
  void sigmoid(float[] x, int i, int n, float[] out, int o) {
    VectorFloatFunctions.sigmoid(x, i, n, out, o);
  }

  @Override
  public void silu(float[] x, int i, int n, float[] y, int o, float[] slope, int p) {
    VectorFloatFunctions.silu(x, i, n, y, o, slope, p);
  }

  @Override
  void siluCurvature(float[] x, int i, int n, float[] out, int o) {
    VectorFloatFunctions.siluCurvature(x, i, n, out, o);
  }

  @Override
  public void softplus(
      float[] x, int i, int n, double shift, float[] y, int o, float[] slope, int p) {
    VectorFloatFunctions.softplus(x, i, n, (float) shift, y, o, slope, p);
  }

  @Override
  public void segmentSum(
      float[] x, int i, int[] order, int[] offsets, int columns, float[] out, int o) {
    for (int t = 0; t + 1 < offsets.length; t++) {
      int start = offsets[t];
      int end = offsets[t + 1];
      int at = o + t * columns;
      int c = 0;
      for (; c + 4 * LANES <= columns; c += 4 * LANES) {
        segment4(x, i + c, order, start, end, columns, out, at + c);
      }
      for (; c + LANES <= columns; c += LANES) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int k = start; k < end; k++) {
          sum = sum.add(load(x, i + c + order[k] * columns));
        }
        sum.intoArray(out, at + c);
      }
      FloatSums.segment(x, i, order, start, end, columns, c, out, at);
    }
  }

  private static void segment4(
      float[] x, int i, int[] order, int start, int end, int columns, float[] out, int at) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int k = start; k < end; k++) {
      int row = i + order[k] * columns;
      s0 = s0.add(load(x, row));
      s1 = s1.add(load(x, row + LANES));
      s2 = s2.add(load(x, row + 2 * LANES));
      s3 = s3.add(load(x, row + 3 * LANES));
    }
    s0.intoArray(out, at);
    s1.intoArray(out, at + LANES);
    s2.intoArray(out, at + 2 * LANES);
    s3.intoArray(out, at + 3 * LANES);
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
      int start = offsets[a];
      int end = offsets[a + 1];
      int at = o + a * columns;
      int c = 0;
      for (; c + 4 * LANES <= columns; c += 4 * LANES) {
        ends4(x, i + c, w, j + c, others, pairs, start, end, sign, columns, add, out, at + c);
      }
      for (; c + LANES <= columns; c += LANES) {
        ends1(x, i + c, w, j + c, others, pairs, start, end, sign, columns, add, out, at + c);
      }
      FloatSums.ends(x, i, w, j, others, pairs, start, end, sign, columns, c, add, out, at);
    }
  }

  private static void ends1(
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
      boolean add,
      float[] out,
      int at) {
    FloatVector sum = add ? load(out, at) : FloatVector.zero(SPECIES);
    for (int k = start; k < end; k++) {
      int p = pairs[k];
      int pair = j + (p < 0 ? ~p : p) * columns;
      FloatVector term = load(x, i + others[k] * columns).mul(load(w, pair));
      sum = p < 0 && sign < 0 ? sum.sub(term) : sum.add(term);
    }
    sum.intoArray(out, at);
  }

  private static void ends4(
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
      boolean add,
      float[] out,
      int at) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector s0 = add ? load(out, at) : zero;
    FloatVector s1 = add ? load(out, at + LANES) : zero;
    FloatVector s2 = add ? load(out, at + 2 * LANES) : zero;
    FloatVector s3 = add ? load(out, at + 3 * LANES) : zero;
    for (int k = start; k < end; k++) {
      int p = pairs[k];
      int pair = j + (p < 0 ? ~p : p) * columns;
      int other = i + others[k] * columns;
      FloatVector t0 = load(x, other).mul(load(w, pair));
      FloatVector t1 = load(x, other + LANES).mul(load(w, pair + LANES));
      FloatVector t2 = load(x, other + 2 * LANES).mul(load(w, pair + 2 * LANES));
      FloatVector t3 = load(x, other + 3 * LANES).mul(load(w, pair + 3 * LANES));
      if (p < 0 && sign < 0) {
        s0 = s0.sub(t0);
        s1 = s1.sub(t1);
        s2 = s2.sub(t2);
        s3 = s3.sub(t3);
      } else {
        s0 = s0.add(t0);
        s1 = s1.add(t1);
        s2 = s2.add(t2);
        s3 = s3.add(t3);
      }
    }
    s0.intoArray(out, at);
    s1.intoArray(out, at + LANES);
    s2.intoArray(out, at + 2 * LANES);
    s3.intoArray(out, at + 3 * LANES);
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
      int at = o + p * columns;
      int c = 0;
      for (; c + LANES <= columns; c += LANES) {
        FloatVector there = load(a, i + s + c).mul(load(b, j + t + c));
        FloatVector back = load(a, i + t + c).mul(load(b, j + s + c));
        FloatVector value = sign < 0 ? there.sub(back) : there.add(back);
        (add ? load(out, at + c).add(value) : value).intoArray(out, at + c);
      }
      FloatSums.product(a, i + s, i + t, b, j + s, j + t, sign, c, columns, add, out, at);
    }
  }

  @Override
  public void outer(
      float[] x, int i, float[] w, int j, int rows, int columns, int blocks, float[] out, int o) {
    VectorFloatOuter.product(x, i, w, j, rows, columns, blocks, out, o);
  }

  @Override
  public void outerSum(
      float[] y, int i, float[] w, int j, int rows, int columns, int blocks, float[] out, int o) {
    VectorFloatOuter.sum(y, i, w, j, rows, columns, blocks, out, o);
  }

  @Override
  public void outerDot(
      float[] y, int i, float[] x, int j, int rows, int columns, int blocks, float[] out, int o) {
    VectorFloatOuter.dot(y, i, x, j, rows, columns, blocks, out, o);
  }

  private static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(SPECIES, x, at);
  }
}
