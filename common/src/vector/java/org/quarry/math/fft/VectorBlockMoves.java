package org.quarry.math.fft;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link BlockMoves} with whole vectors where the lines of a full block lie side by side. */
final class VectorBlockMoves implements BlockMoves {
  private static final VectorSpecies<Double> V = Lanes.SPECIES;
  private static final int WIDTH = V.length();
  private static final int LANES = Butterflies.LANES;
  private static final int ELEMENT = Butterflies.ELEMENT;

  private final ScalarBlockMoves scalar = new ScalarBlockMoves();

  @Override
  public void gather(
      double[] re, double[] im, int offset, int stride, int count, int lanes, double[] block) {
    if (lanes < LANES) {
      scalar.gather(re, im, offset, stride, count, lanes, block);
      return;
    }
    for (int e = 0; e < count; e++) {
      for (int v = 0; v < LANES; v += WIDTH) {
        int from = offset + e * stride + v;
        int to = e * ELEMENT + v;
        DoubleVector.fromArray(V, re, from).intoArray(block, to);
        DoubleVector.fromArray(V, im, from).intoArray(block, to + LANES);
      }
    }
  }

  @Override
  public void scatter(
      double[] block, int count, int lanes, double[] re, double[] im, int offset, int stride) {
    if (lanes < LANES) {
      scalar.scatter(block, count, lanes, re, im, offset, stride);
      return;
    }
    for (int e = 0; e < count; e++) {
      for (int v = 0; v < LANES; v += WIDTH) {
        int to = offset + e * stride + v;
        int from = e * ELEMENT + v;
        DoubleVector.fromArray(V, block, from).intoArray(re, to);
        DoubleVector.fromArray(V, block, from + LANES).intoArray(im, to);
      }
    }
  }

  @Override
  public void gatherRows(
      double[] re, double[] im, int offset, int stride, int count, int lanes, double[] block) {
    scalar.gatherRows(re, im, offset, stride, count, lanes, block);
  }

  @Override
  public void scatterRows(
      double[] block, int count, int lanes, double[] re, double[] im, int offset, int stride) {
    scalar.scatterRows(block, count, lanes, re, im, offset, stride);
  }
}
