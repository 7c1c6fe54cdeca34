package org.quarry.math.fft;

import java.util.Arrays;

/** {@link BlockMoves} in plain Java. */
final class ScalarBlockMoves implements BlockMoves {
  private static final int LANES = Butterflies.LANES;
  private static final int ELEMENT = Butterflies.ELEMENT;

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
    clear(block, from, to, lanes);
    for (int e = from; e < to; e++) {
      int source = offset + e * stride;
      int target = e * ELEMENT;
      for (int v = 0; v < lanes; v++) {
        block[target + v] = re[source + v];
        block[target + LANES + v] = im[source + v];
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
    for (int e = from; e < to; e++) {
      int target = offset + e * stride;
      int source = e * ELEMENT;
      for (int v = 0; v < lanes; v++) {
        re[target + v] = block[source + v];
        im[target + v] = block[source + LANES + v];
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
    clear(block, from, to, lanes);
    for (int v = 0; v < lanes; v++) {
      int source = offset + v * stride;
      for (int e = from; e < to; e++) {
        block[e * ELEMENT + v] = re[source + e];
        block[e * ELEMENT + LANES + v] = im[source + e];
      }
    }
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
    for (int v = 0; v < lanes; v++) {
      int target = offset + v * stride;
      for (int e = from; e < to; e++) {
        re[target + e] = block[e * ELEMENT + v];
        im[target + e] = block[e * ELEMENT + LANES + v];
      }
    }
  }

  @Override
  public void gatherReal(
      double[] box, int offset, int stride, int count, int lanes, double[] block) {
    if (lanes < ELEMENT) {
      Arrays.fill(block, 0, count * ELEMENT, 0);
    }
    for (int e = 0; e < count; e++) {
      int source = offset + e * stride;
      for (int v = 0; v < lanes; v++) {
        block[e * ELEMENT + v] = box[source + v];
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
    int first = Math.min(lanes, LANES);
    for (int k = 0; k < half; k++) {
      int up = k * ELEMENT;
      int down = (k == 0 ? 0 : count - k) * ELEMENT;
      int target = offset + k * stride;
      for (int v = 0; v < first; v++) {
        re[target + v] = 0.5 * (block[up + v] + block[down + v]);
        im[target + v] = 0.5 * (block[up + LANES + v] - block[down + LANES + v]);
      }
      for (int v = 0; v < lanes - first; v++) {
        re[target + LANES + v] = 0.5 * (block[up + LANES + v] + block[down + LANES + v]);
        im[target + LANES + v] = 0.5 * (block[down + v] - block[up + v]);
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
    Arrays.fill(block, 0, count * ELEMENT, 0);
    for (int k = 0; k <= limit; k++) {
      int up = k * ELEMENT;
      int down = (count - k) * ELEMENT;
      int f = fOffset + k * stride;
      int g = gOffset + k * stride;
      boolean real = k == 0 || 2 * k == count;
      for (int v = 0; v < LANES; v++) {
        double fr = v < fLanes ? fRe[f + v] : 0;
        double gr = v < gLanes ? gRe[g + v] : 0;
        if (real) {
          block[up + v] = fr;
          block[up + LANES + v] = gr;
        } else {
          double fi = v < fLanes ? fIm[f + v] : 0;
          double gi = v < gLanes ? gIm[g + v] : 0;
          block[up + v] = fr + gi;
          block[up + LANES + v] = gr - fi;
          block[down + v] = fr - gi;
          block[down + LANES + v] = gr + fi;
        }
      }
    }
  }

  private static void clear(double[] block, int from, int to, int lanes) {
    if (lanes < LANES) {
      Arrays.fill(block, from * ELEMENT, to * ELEMENT, 0);
    }
  }
}
