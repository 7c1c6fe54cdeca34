package org.quarry.math.fft;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The butterfly of any odd radix in parts; see {@link VectorButterflies}. */
final class VectorOdd {
  private static final VectorSpecies<Double> V = Lanes.SPECIES;
  private static final int LANES = Butterflies.LANES;

  private VectorOdd() {}

  /** Outputs j and radix − j. */
  static void output(
      int radix,
      int j,
      double[] from,
      int a,
      double[] roots,
      double[] scratch,
      int v,
      double[] to,
      int at,
      int s,
      double[] twiddles,
      int p) {
    DoubleVector er = at(from, a);
    DoubleVector ei = at(from, a + LANES);
    DoubleVector or = DoubleVector.zero(V);
    DoubleVector oi = DoubleVector.zero(V);
    int root = (j - 1) * (radix - 1);
    for (int w = v; w < 2 * LANES * (radix - 1); w += 4 * LANES) {
      DoubleVector cos = DoubleVector.broadcast(V, roots[root]);
      DoubleVector sin = DoubleVector.broadcast(V, roots[root + 1]);
      er = at(scratch, w).fma(cos, er);
      ei = at(scratch, w + LANES).fma(cos, ei);
      or = at(scratch, w + 2 * LANES).fma(sin, or);
      oi = at(scratch, w + 3 * LANES).fma(sin, oi);
      root += 2;
    }
    int twiddle = (radix - 1) * p - 1;
    VectorButterflies.put(to, at + j * s, er.add(oi), ei.sub(or), twiddles, twiddle + j, p);
    VectorButterflies.put(
        to, at + (radix - j) * s, er.sub(oi), ei.add(or), twiddles, twiddle + radix - j, p);
  }

  /** Outputs j, j + 1, radix − j and radix − j − 1: each element read serves two of them. */
  static void outputs(
      int radix,
      int j,
      double[] from,
      int a,
      double[] roots,
      double[] scratch,
      int v,
      double[] to,
      int at,
      int s,
      double[] twiddles,
      int p) {
    DoubleVector er = at(from, a);
    DoubleVector ei = at(from, a + LANES);
    DoubleVector or = DoubleVector.zero(V);
    DoubleVector oi = DoubleVector.zero(V);
    DoubleVector fr = er;
    DoubleVector fi = ei;
    DoubleVector ur = or;
    DoubleVector ui = oi;
    int root = (j - 1) * (radix - 1);
    for (int w = v; w < 2 * LANES * (radix - 1); w += 4 * LANES) {
      DoubleVector sr = at(scratch, w);
      DoubleVector si = at(scratch, w + LANES);
      DoubleVector dr = at(scratch, w + 2 * LANES);
      DoubleVector di = at(scratch, w + 3 * LANES);
      DoubleVector cos = DoubleVector.broadcast(V, roots[root]);
      DoubleVector sin = DoubleVector.broadcast(V, roots[root + 1]);
      DoubleVector cosNext = DoubleVector.broadcast(V, roots[root + radix - 1]);
      DoubleVector sinNext = DoubleVector.broadcast(V, roots[root + radix]);
      er = sr.fma(cos, er);
      ei = si.fma(cos, ei);
      or = dr.fma(sin, or);
      oi = di.fma(sin, oi);
      fr = sr.fma(cosNext, fr);
      fi = si.fma(cosNext, fi);
      ur = dr.fma(sinNext, ur);
      ui = di.fma(sinNext, ui);
      root += 2;
    }
    int twiddle = (radix - 1) * p - 1;
    VectorButterflies.put(to, at + j * s, er.add(oi), ei.sub(or), twiddles, twiddle + j, p);
    VectorButterflies.put(
        to, at + (radix - j) * s, er.sub(oi), ei.add(or), twiddles, twiddle + radix - j, p);
    VectorButterflies.put(
        to, at + (j + 1) * s, fr.add(ui), fi.sub(ur), twiddles, twiddle + j + 1, p);
    DoubleVector re = fr.sub(ui);
    DoubleVector im = fi.add(ur);
    int last = at + (radix - j - 1) * s;
    if (p == 0) {
      re.intoArray(to, last);
      im.intoArray(to, last + LANES);
    } else {
      int w = 2 * (twiddle + radix - j - 1);
      im.fma(DoubleVector.broadcast(V, -twiddles[w + 1]), re.mul(twiddles[w])).intoArray(to, last);
      re.fma(DoubleVector.broadcast(V, twiddles[w + 1]), im.mul(twiddles[w]))
          .intoArray(to, last + LANES);
    }
  }

  /** Sums and differences of opposite elements, and the output 0, which is the sum of all. */
  static void fold(
      double[] from, int a, int next, int half, double[] scratch, int v, double[] to, int at) {
    DoubleVector sumR = at(from, a);
    DoubleVector sumI = at(from, a + LANES);
    for (int k = 1; k <= half; k++) {
      int b = a + k * next;
      int c = a + (2 * half + 1 - k) * next;
      int w = 4 * LANES * (k - 1) + v;
      DoubleVector br = at(from, b);
      DoubleVector bi = at(from, b + LANES);
      DoubleVector cr = at(from, c);
      DoubleVector ci = at(from, c + LANES);
      DoubleVector sr = br.add(cr);
      DoubleVector si = bi.add(ci);
      sr.intoArray(scratch, w);
      si.intoArray(scratch, w + LANES);
      br.sub(cr).intoArray(scratch, w + 2 * LANES);
      bi.sub(ci).intoArray(scratch, w + 3 * LANES);
      sumR = sumR.add(sr);
      sumI = sumI.add(si);
    }
    sumR.intoArray(to, at);
    sumI.intoArray(to, at + LANES);
  }

  private static DoubleVector at(double[] array, int index) {
    return DoubleVector.fromArray(V, array, index);
  }
}
