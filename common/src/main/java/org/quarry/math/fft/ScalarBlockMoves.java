package org.quarry.math.fft;

import java.util.Arrays;

/** {@link BlockMoves} in plain Java. */
final class ScalarBlockMoves implements BlockMoves {
  private static final int LANES = Butterflies.LANES;
  private static final int ELEMENT = Butterflies.ELEMENT;

  @Override
  public void gather(
      double[] re, double[] im, int offset, int stride, int count, int lanes, double[] block) {
    clear(block, count, lanes);
    for (int e = 0; e < count; e++) {
      int from = offset + e * stride;
      int to = e * ELEMENT;
      for (int v = 0; v < lanes; v++) {
        block[to + v] = re[from + v];
        block[to + LANES + v] = im[from + v];
      }
    }
  }

  @Override
  public void scatter(
      double[] block, int count, int lanes, double[] re, double[] im, int offset, int stride) {
    for (int e = 0; e < count; e++) {
      int to = offset + e * stride;
      int from = e * ELEMENT;
      for (int v = 0; v < lanes; v++) {
        re[to + v] = block[from + v];
        im[to + v] = block[from + LANES + v];
      }
    }
  }

  @Override
  public void gatherRows(
      double[] re, double[] im, int offset, int stride, int count, int lanes, double[] block) {
    clear(block, count, lanes);
    for (int v = 0; v < lanes; v++) {
      int from = offset + v * stride;
      for (int e = 0; e < count; e++) {
        block[e * ELEMENT + v] = re[from + e];
        block[e * ELEMENT + LANES + v] = im[from + e];
      }
    }
  }

  @Override
  public void scatterRows(
      double[] block, int count, int lanes, double[] re, double[] im, int offset, int stride) {
    for (int v = 0; v < lanes; v++) {
      int to = offset + v * stride;
      for (int e = 0; e < count; e++) {
        re[to + e] = block[e * ELEMENT + v];
        im[to + e] = block[e * ELEMENT + LANES + v];
      }
    }
  }

  private static void clear(double[] block, int count, int lanes) {
    if (lanes < LANES) {
      Arrays.fill(block, 0, count * ELEMENT, 0);
    }
  }
}
