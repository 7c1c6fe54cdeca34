package org.quarry.math.fft;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link BlockMoves} with whole vectors where all the lines of a block are there. */
final class VectorBlockMoves implements BlockMoves {
  private static final VectorSpecies<Double> V = Lanes.SPECIES;
  private static final int WIDTH = V.length();
  private static final int LANES = Butterflies.LANES;
  private static final int ELEMENT = Butterflies.ELEMENT;

  private final ScalarBlockMoves scalar = new ScalarBlockMoves();

  @Override
  public void gather(
      double[] re,
      double[] im,
      int offset,
      int stride,
      int from,
      int to,
      int lanes,
      double[] block) {
    if (lanes < LANES) {
      scalar.gather(re, im, offset, stride, from, to, lanes, block);
      return;
    }
    for (int e = from; e < to; e++) {
      for (int v = 0; v < LANES; v += WIDTH) {
        int source = offset + e * stride + v;
        int target = e * ELEMENT + v;
        at(re, source).intoArray(block, target);
        at(im, source).intoArray(block, target + LANES);
      }
    }
  }

  @Override
  public void scatter(
      double[] block,
      int from,
      int to,
      int lanes,
      double[] re,
      double[] im,
      int offset,
      int stride) {
    if (lanes < LANES) {
      scalar.scatter(block, from, to, lanes, re, im, offset, stride);
      return;
    }
    for (int e = from; e < to; e++) {
      for (int v = 0; v < LANES; v += WIDTH) {
        int target = offset + e * stride + v;
        int source = e * ELEMENT + v;
        at(block, source).intoArray(re, target);
        at(block, source + LANES).intoArray(im, target);
      }
    }
  }

  @Override
  public void gatherRows(
      double[] re,
      double[] im,
      int offset,
      int stride,
      int from,
      int to,
      int lanes,
      double[] block) {
    scalar.gatherRows(re, im, offset, stride, from, to, lanes, block);
  }

  @Override
  public void scatterRows(
      double[] block,
      int from,
      int to,
      int lanes,
      double[] re,
      double[] im,
      int offset,
      int stride) {
    scalar.scatterRows(block, from, to, lanes, re, im, offset, stride);
  }

  @Override
  public void gatherReal(
      double[] box, int offset, int stride, int count, int lanes, double[] block) {
    if (lanes < ELEMENT) {
      scalar.gatherReal(box, offset, stride, count, lanes, block);
      return;
    }
    for (int e = 0; e < count; e++) {
      for (int v = 0; v < ELEMENT; v += WIDTH) {
        at(box, offset + e * stride + v).intoArray(block, e * ELEMENT + v);
      }
    }
  }

  @Override
  public void split(
      double[] block,
      int count,
      int half,
      int lanes,
      double[] re,
      double[] im,
      int offset,
      int stride) {
    if (lanes < ELEMENT) {
      scalar.split(block, count, half, lanes, re, im, offset, stride);
      return;
    }
    for (int k = 0; k < half; k++) {
      for (int v = 0; v < LANES; v += WIDTH) {
        int up = k * ELEMENT + v;
        int down = (k == 0 ? 0 : count - k) * ELEMENT + v;
        int target = offset + k * stride + v;
        DoubleVector upR = at(block, up);
        DoubleVector upI = at(block, up + LANES);
        DoubleVector downR = at(block, down);
        DoubleVector downI = at(block, down + LANES);
        upR.add(downR).mul(0.5).intoArray(re, target);
        upI.sub(downI).mul(0.5).intoArray(im, target);
        upI.add(downI).mul(0.5).intoArray(re, target + LANES);
        downR.sub(upR).mul(0.5).intoArray(im, target + LANES);
      }
    }
  }

  @Override
  public void merge(
      double[] fRe,
      double[] fIm,
      int fOffset,
      int fLanes,
      double[] gRe,
      double[] gIm,
      int gOffset,
      int gLanes,
      int stride,
      int limit,
      int count,
      double[] block) {
    if (fLanes < LANES || gLanes < LANES) {
      scalar.merge(
          fRe, fIm, fOffset, fLanes, gRe, gIm, gOffset, gLanes, stride, limit, count, block);
      return;
    }
    real(fRe, fOffset, gRe, gOffset, block, 0);
    int end = 2 * limit >= count ? count / 2 - 1 : limit;
    for (int k = 1; k <= end; k++) {
      for (int v = 0; v < LANES; v += WIDTH) {
        int up = k * ELEMENT + v;
        int down = (count - k) * ELEMENT + v;
        DoubleVector fr = at(fRe, fOffset + k * stride + v);
        DoubleVector fi = at(fIm, fOffset + k * stride + v);
        DoubleVector gr = at(gRe, gOffset + k * stride + v);
        DoubleVector gi = at(gIm, gOffset + k * stride + v);
        fr.add(gi).intoArray(block, up);
        gr.sub(fi).intoArray(block, up + LANES);
        fr.sub(gi).intoArray(block, down);
        gr.add(fi).intoArray(block, down + LANES);
      }
    }
    if (end < limit) {
      real(fRe, fOffset + limit * stride, gRe, gOffset + limit * stride, block, limit * ELEMENT);
    }
    Arrays.fill(block, (limit + 1) * ELEMENT, Math.max(limit + 1, count - limit) * ELEMENT, 0);
  }

  private static void real(double[] f, int fAt, double[] g, int gAt, double[] block, int to) {
    for (int v = 0; v < LANES; v += WIDTH) {
      at(f, fAt + v).intoArray(block, to + v);
      at(g, gAt + v).intoArray(block, to + v + LANES);
    }
  }

  private static DoubleVector at(double[] array, int index) {
    return DoubleVector.fromArray(V, array, index);
  }
}
