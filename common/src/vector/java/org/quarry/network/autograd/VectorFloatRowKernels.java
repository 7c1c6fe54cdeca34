package org.quarry.network.autograd;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link FloatRowKernels} over several columns, or numbers, at once. */
final class VectorFloatRowKernels implements FloatRowKernels {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int STEP = SPECIES.length() * Float.BYTES;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  VectorFloatRowKernels() {}

  @Override
  public void segmentSum(ByteBuffer x, int[] order, int[] offsets, int columns, ByteBuffer out) {
    int width = columns * Float.BYTES;
    for (int t = 0; t + 1 < offsets.length; t++) {
      int start = offsets[t];
      int end = offsets[t + 1];
      int c = 0;
      for (; c + 4 * STEP <= width; c += 4 * STEP) {
        segment4(x, order, start, end, width, c, out, t * width + c);
      }
      for (; c + STEP <= width; c += STEP) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int k = start; k < end; k++) {
          sum = sum.add(load(x, order[k] * width + c));
        }
        sum.intoByteBuffer(out, t * width + c, ORDER);
      }
      ScalarFloatRowKernels.segment(x, order, start, end, width, c, out, t * width);
    }
  }

  private static void segment4(
      ByteBuffer x, int[] order, int start, int end, int width, int c, ByteBuffer out, int at) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int k = start; k < end; k++) {
      int row = order[k] * width + c;
      s0 = s0.add(load(x, row));
      s1 = s1.add(load(x, row + STEP));
      s2 = s2.add(load(x, row + 2 * STEP));
      s3 = s3.add(load(x, row + 3 * STEP));
    }
    s0.intoByteBuffer(out, at, ORDER);
    s1.intoByteBuffer(out, at + STEP, ORDER);
    s2.intoByteBuffer(out, at + 2 * STEP, ORDER);
    s3.intoByteBuffer(out, at + 3 * STEP, ORDER);
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
      int start = offsets[a];
      int end = offsets[a + 1];
      int c = 0;
      for (; c + 4 * STEP <= width; c += 4 * STEP) {
        ends4(x, w, others, pairs, start, end, sign, width, c, out, a * width + c);
      }
      for (; c + STEP <= width; c += STEP) {
        ends(x, w, others, pairs, start, end, sign, width, c, out, a * width + c);
      }
      ScalarFloatRowKernels.ends(x, w, others, pairs, start, end, sign, width, c, out, a * width);
    }
  }

  private static void ends(
      ByteBuffer x,
      ByteBuffer w,
      int[] others,
      int[] pairs,
      int start,
      int end,
      int sign,
      int width,
      int c,
      ByteBuffer out,
      int at) {
    FloatVector sum = FloatVector.zero(SPECIES);
    for (int k = start; k < end; k++) {
      int p = pairs[k];
      int pair = (p < 0 ? ~p : p) * width + c;
      FloatVector term = load(x, others[k] * width + c).mul(load(w, pair));
      sum = p < 0 && sign < 0 ? sum.sub(term) : sum.add(term);
    }
    sum.intoByteBuffer(out, at, ORDER);
  }

  private static void ends4(
      ByteBuffer x,
      ByteBuffer w,
      int[] others,
      int[] pairs,
      int start,
      int end,
      int sign,
      int width,
      int c,
      ByteBuffer out,
      int at) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int k = start; k < end; k++) {
      int p = pairs[k];
      int pair = (p < 0 ? ~p : p) * width + c;
      int other = others[k] * width + c;
      FloatVector t0 = load(x, other).mul(load(w, pair));
      FloatVector t1 = load(x, other + STEP).mul(load(w, pair + STEP));
      FloatVector t2 = load(x, other + 2 * STEP).mul(load(w, pair + 2 * STEP));
      FloatVector t3 = load(x, other + 3 * STEP).mul(load(w, pair + 3 * STEP));
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
    s0.intoByteBuffer(out, at, ORDER);
    s1.intoByteBuffer(out, at + STEP, ORDER);
    s2.intoByteBuffer(out, at + 2 * STEP, ORDER);
    s3.intoByteBuffer(out, at + 3 * STEP, ORDER);
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
      int i = first[p] * width;
      int j = second[p] * width;
      int at = p * width;
      int c = 0;
      for (; c + STEP <= width; c += STEP) {
        FloatVector there = load(a, i + c).mul(load(b, j + c));
        FloatVector back = load(a, j + c).mul(load(b, i + c));
        (sign < 0 ? there.sub(back) : there.add(back)).intoByteBuffer(out, at + c, ORDER);
      }
      ScalarFloatRowKernels.product(a, b, i, j, sign, width, c, out, at);
    }
  }

  @Override
  public void softplus(ByteBuffer x, int n, double shift, ByteBuffer y, ByteBuffer slope) {
    float constant = (float) shift;
    int whole = n - n % SPECIES.length();
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    for (int i = 0; i < whole * Float.BYTES; i += STEP) {
      FloatVector v = load(x, i);
      FloatVector a = v.abs().neg().max(ScalarFloatRowKernels.LOWEST);
      FloatVector t = a.mul(ScalarFloatRowKernels.LOG2_E).add(ScalarFloatRowKernels.ROUNDING);
      FloatVector k = t.sub(ScalarFloatRowKernels.ROUNDING);
      FloatVector r =
          a.sub(k.mul(ScalarFloatRowKernels.LN2_HIGH)).sub(k.mul(ScalarFloatRowKernels.LN2_LOW));
      FloatVector p = r.mul(ScalarFloatRowKernels.E7).add(ScalarFloatRowKernels.E6);
      p = p.mul(r).add(ScalarFloatRowKernels.E5);
      p = p.mul(r).add(ScalarFloatRowKernels.E4);
      p = p.mul(r).add(ScalarFloatRowKernels.E3);
      p = p.mul(r).add(ScalarFloatRowKernels.E2);
      p = p.mul(r).mul(r).add(r).add(1f);
      IntVector bits =
          t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ScalarFloatRowKernels.ONE);
      FloatVector e = p.mul(bits.reinterpretAsFloats());
      FloatVector s = e.div(e.add(2f));
      FloatVector s2 = s.mul(s);
      FloatVector log = s2.mul(ScalarFloatRowKernels.L15).add(ScalarFloatRowKernels.L13);
      log = log.mul(s2).add(ScalarFloatRowKernels.L11);
      log = log.mul(s2).add(ScalarFloatRowKernels.L9);
      log = log.mul(s2).add(ScalarFloatRowKernels.L7);
      log = log.mul(s2).add(ScalarFloatRowKernels.L5);
      log = log.mul(s2).add(ScalarFloatRowKernels.L3);
      log = log.mul(s2).add(2f);
      VectorMask<Float> negative = v.lt(0f);
      one.blend(e, negative).div(e.add(1f)).intoByteBuffer(slope, i, ORDER);
      v.max(0f).add(log.mul(s)).add(constant).intoByteBuffer(y, i, ORDER);
    }
    ScalarFloatRowKernels.softplus(x, whole, n, constant, y, slope);
  }

  private static FloatVector load(ByteBuffer x, int at) {
    return FloatVector.fromByteBuffer(SPECIES, x, at, ORDER);
  }
}
