package org.quarry.descriptor.soap;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ExpansionKernel} with n along the lanes and up to eight m in registers; 2l + 1 is a
 * multiple of eight and 1, 3, 5 or 7 more.
 */
final class VectorExpansionKernel implements ExpansionKernel {
  private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;

  @Override
  public void add(
      int from, int to, int nMax, int lMax, double[] g, double[][] ylm, int stride, double[] c) {
    int functions = (lMax + 1) * nMax;
    for (int l = 0; l <= lMax; l++) {
      for (int n = 0; n < nMax; n += LANES.length()) {
        int q = l * nMax + n;
        int lm = l * l;
        int at = lm * stride + n;
        int odd = (2 * l + 1) % 8;
        switch (odd) {
          case 1 -> one(from, to, g, functions, q, ylm, lm, c, at);
          case 3 -> three(from, to, g, functions, q, ylm, lm, c, at, stride);
          case 5 -> five(from, to, g, functions, q, ylm, lm, c, at, stride);
          default -> seven(from, to, g, functions, q, ylm, lm, c, at, stride);
        }
        for (lm += odd; lm < (l + 1) * (l + 1); lm += 8) {
          eight(from, to, g, functions, q, ylm, lm, c, lm * stride + n, stride);
        }
      }
    }
  }

  private static void one(
      int from,
      int to,
      double[] g,
      int functions,
      int q,
      double[][] ylm,
      int lm,
      double[] c,
      int at) {
    double[] y0 = ylm[lm];
    DoubleVector c0 = DoubleVector.fromArray(LANES, c, at);
    for (int j = from; j < to; j++) {
      DoubleVector gj = DoubleVector.fromArray(LANES, g, j * functions + q);
      c0 = gj.fma(DoubleVector.broadcast(LANES, y0[j]), c0);
    }
    c0.intoArray(c, at);
  }

  private static void three(
      int from,
      int to,
      double[] g,
      int functions,
      int q,
      double[][] ylm,
      int lm,
      double[] c,
      int at,
      int stride) {
    double[] y0 = ylm[lm];
    double[] y1 = ylm[lm + 1];
    double[] y2 = ylm[lm + 2];
    DoubleVector c0 = DoubleVector.fromArray(LANES, c, at);
    DoubleVector c1 = DoubleVector.fromArray(LANES, c, at + stride);
    DoubleVector c2 = DoubleVector.fromArray(LANES, c, at + 2 * stride);
    for (int j = from; j < to; j++) {
      DoubleVector gj = DoubleVector.fromArray(LANES, g, j * functions + q);
      c0 = gj.fma(DoubleVector.broadcast(LANES, y0[j]), c0);
      c1 = gj.fma(DoubleVector.broadcast(LANES, y1[j]), c1);
      c2 = gj.fma(DoubleVector.broadcast(LANES, y2[j]), c2);
    }
    c0.intoArray(c, at);
    c1.intoArray(c, at + stride);
    c2.intoArray(c, at + 2 * stride);
  }

  private static void five(
      int from,
      int to,
      double[] g,
      int functions,
      int q,
      double[][] ylm,
      int lm,
      double[] c,
      int at,
      int stride) {
    double[] y0 = ylm[lm];
    double[] y1 = ylm[lm + 1];
    double[] y2 = ylm[lm + 2];
    double[] y3 = ylm[lm + 3];
    double[] y4 = ylm[lm + 4];
    DoubleVector c0 = DoubleVector.fromArray(LANES, c, at);
    DoubleVector c1 = DoubleVector.fromArray(LANES, c, at + stride);
    DoubleVector c2 = DoubleVector.fromArray(LANES, c, at + 2 * stride);
    DoubleVector c3 = DoubleVector.fromArray(LANES, c, at + 3 * stride);
    DoubleVector c4 = DoubleVector.fromArray(LANES, c, at + 4 * stride);
    for (int j = from; j < to; j++) {
      DoubleVector gj = DoubleVector.fromArray(LANES, g, j * functions + q);
      c0 = gj.fma(DoubleVector.broadcast(LANES, y0[j]), c0);
      c1 = gj.fma(DoubleVector.broadcast(LANES, y1[j]), c1);
      c2 = gj.fma(DoubleVector.broadcast(LANES, y2[j]), c2);
      c3 = gj.fma(DoubleVector.broadcast(LANES, y3[j]), c3);
      c4 = gj.fma(DoubleVector.broadcast(LANES, y4[j]), c4);
    }
    c0.intoArray(c, at);
    c1.intoArray(c, at + stride);
    c2.intoArray(c, at + 2 * stride);
    c3.intoArray(c, at + 3 * stride);
    c4.intoArray(c, at + 4 * stride);
  }

  private static void seven(
      int from,
      int to,
      double[] g,
      int functions,
      int q,
      double[][] ylm,
      int lm,
      double[] c,
      int at,
      int stride) {
    double[] y0 = ylm[lm];
    double[] y1 = ylm[lm + 1];
    double[] y2 = ylm[lm + 2];
    double[] y3 = ylm[lm + 3];
    double[] y4 = ylm[lm + 4];
    double[] y5 = ylm[lm + 5];
    double[] y6 = ylm[lm + 6];
    DoubleVector c0 = DoubleVector.fromArray(LANES, c, at);
    DoubleVector c1 = DoubleVector.fromArray(LANES, c, at + stride);
    DoubleVector c2 = DoubleVector.fromArray(LANES, c, at + 2 * stride);
    DoubleVector c3 = DoubleVector.fromArray(LANES, c, at + 3 * stride);
    DoubleVector c4 = DoubleVector.fromArray(LANES, c, at + 4 * stride);
    DoubleVector c5 = DoubleVector.fromArray(LANES, c, at + 5 * stride);
    DoubleVector c6 = DoubleVector.fromArray(LANES, c, at + 6 * stride);
    for (int j = from; j < to; j++) {
      DoubleVector gj = DoubleVector.fromArray(LANES, g, j * functions + q);
      c0 = gj.fma(DoubleVector.broadcast(LANES, y0[j]), c0);
      c1 = gj.fma(DoubleVector.broadcast(LANES, y1[j]), c1);
      c2 = gj.fma(DoubleVector.broadcast(LANES, y2[j]), c2);
      c3 = gj.fma(DoubleVector.broadcast(LANES, y3[j]), c3);
      c4 = gj.fma(DoubleVector.broadcast(LANES, y4[j]), c4);
      c5 = gj.fma(DoubleVector.broadcast(LANES, y5[j]), c5);
      c6 = gj.fma(DoubleVector.broadcast(LANES, y6[j]), c6);
    }
    c0.intoArray(c, at);
    c1.intoArray(c, at + stride);
    c2.intoArray(c, at + 2 * stride);
    c3.intoArray(c, at + 3 * stride);
    c4.intoArray(c, at + 4 * stride);
    c5.intoArray(c, at + 5 * stride);
    c6.intoArray(c, at + 6 * stride);
  }

  private static void eight(
      int from,
      int to,
      double[] g,
      int functions,
      int q,
      double[][] ylm,
      int lm,
      double[] c,
      int at,
      int stride) {
    double[] y0 = ylm[lm];
    double[] y1 = ylm[lm + 1];
    double[] y2 = ylm[lm + 2];
    double[] y3 = ylm[lm + 3];
    double[] y4 = ylm[lm + 4];
    double[] y5 = ylm[lm + 5];
    double[] y6 = ylm[lm + 6];
    double[] y7 = ylm[lm + 7];
    DoubleVector c0 = DoubleVector.fromArray(LANES, c, at);
    DoubleVector c1 = DoubleVector.fromArray(LANES, c, at + stride);
    DoubleVector c2 = DoubleVector.fromArray(LANES, c, at + 2 * stride);
    DoubleVector c3 = DoubleVector.fromArray(LANES, c, at + 3 * stride);
    DoubleVector c4 = DoubleVector.fromArray(LANES, c, at + 4 * stride);
    DoubleVector c5 = DoubleVector.fromArray(LANES, c, at + 5 * stride);
    DoubleVector c6 = DoubleVector.fromArray(LANES, c, at + 6 * stride);
    DoubleVector c7 = DoubleVector.fromArray(LANES, c, at + 7 * stride);
    for (int j = from; j < to; j++) {
      DoubleVector gj = DoubleVector.fromArray(LANES, g, j * functions + q);
      c0 = gj.fma(DoubleVector.broadcast(LANES, y0[j]), c0);
      c1 = gj.fma(DoubleVector.broadcast(LANES, y1[j]), c1);
      c2 = gj.fma(DoubleVector.broadcast(LANES, y2[j]), c2);
      c3 = gj.fma(DoubleVector.broadcast(LANES, y3[j]), c3);
      c4 = gj.fma(DoubleVector.broadcast(LANES, y4[j]), c4);
      c5 = gj.fma(DoubleVector.broadcast(LANES, y5[j]), c5);
      c6 = gj.fma(DoubleVector.broadcast(LANES, y6[j]), c6);
      c7 = gj.fma(DoubleVector.broadcast(LANES, y7[j]), c7);
    }
    c0.intoArray(c, at);
    c1.intoArray(c, at + stride);
    c2.intoArray(c, at + 2 * stride);
    c3.intoArray(c, at + 3 * stride);
    c4.intoArray(c, at + 4 * stride);
    c5.intoArray(c, at + 5 * stride);
    c6.intoArray(c, at + 6 * stride);
    c7.intoArray(c, at + 7 * stride);
  }
}
