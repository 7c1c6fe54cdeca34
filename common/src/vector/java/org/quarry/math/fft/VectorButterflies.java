package org.quarry.math.fft;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Butterflies} on the Vector API: a vector holds the same element of several lines, and each
 * goes through the operations of {@link ScalarButterflies}.
 *
 * <p>The compiler stops inlining small methods once a method has some 18,000 nodes, and vectors
 * that are passed to a method not inlined are allocated. Its own vector methods are always inlined:
 * so the long butterflies are cut in halves that read the same elements, and their last lines call
 * nothing else.
 */
final class VectorButterflies implements Butterflies {
  private static final VectorSpecies<Double> V = Lanes.SPECIES;
  private static final int WIDTH = V.length();
  private static final double COS_3 = -0.5;
  private static final double SIN_3 = 0.8660254037844386;
  private static final double COS_5 = 0.30901699437494745;
  private static final double SIN_5 = 0.9510565162951535;
  private static final double COS_5_2 = -0.8090169943749475;
  private static final double SIN_5_2 = 0.5877852522924731;

  @Override
  public void two(double[] from, double[] to, int blocks, int stride, double[] twiddles) {
    int s = stride * ELEMENT;
    int next = s * blocks;
    for (int p = 0; p < blocks; p++) {
      for (int q = 0; q < s; q += ELEMENT) {
        for (int v = 0; v < LANES; v += WIDTH) {
          int a = s * p + q + v;
          int at = 2 * s * p + q + v;
          DoubleVector ar = at(from, a);
          DoubleVector ai = at(from, a + LANES);
          DoubleVector br = at(from, a + next);
          DoubleVector bi = at(from, a + next + LANES);
          ar.add(br).intoArray(to, at);
          ai.add(bi).intoArray(to, at + LANES);
          put(to, at + s, ar.sub(br), ai.sub(bi), twiddles, p, p);
        }
      }
    }
  }

  @Override
  public void three(double[] from, double[] to, int blocks, int stride, double[] twiddles) {
    int s = stride * ELEMENT;
    int next = s * blocks;
    for (int p = 0; p < blocks; p++) {
      for (int q = 0; q < s; q += ELEMENT) {
        for (int v = 0; v < LANES; v += WIDTH) {
          int a = s * p + q + v;
          int at = 3 * s * p + q + v;
          DoubleVector ar = at(from, a);
          DoubleVector ai = at(from, a + LANES);
          DoubleVector br = at(from, a + next);
          DoubleVector bi = at(from, a + next + LANES);
          DoubleVector cr = at(from, a + 2 * next);
          DoubleVector ci = at(from, a + 2 * next + LANES);
          DoubleVector sr = br.add(cr);
          DoubleVector si = bi.add(ci);
          DoubleVector dr = br.sub(cr).mul(SIN_3);
          DoubleVector di = bi.sub(ci).mul(SIN_3);
          DoubleVector tr = fma(sr, COS_3, ar);
          DoubleVector ti = fma(si, COS_3, ai);
          ar.add(sr).intoArray(to, at);
          ai.add(si).intoArray(to, at + LANES);
          put(to, at + s, tr.add(di), ti.sub(dr), twiddles, 2 * p, p);
          put(to, at + 2 * s, tr.sub(di), ti.add(dr), twiddles, 2 * p + 1, p);
        }
      }
    }
  }

  @Override
  public void four(double[] from, double[] to, int blocks, int stride, double[] twiddles) {
    int s = stride * ELEMENT;
    int next = s * blocks;
    for (int p = 0; p < blocks; p++) {
      for (int q = 0; q < s; q += ELEMENT) {
        for (int v = 0; v < LANES; v += WIDTH) {
          int a = s * p + q + v;
          int at = 4 * s * p + q + v;
          DoubleVector ar = at(from, a);
          DoubleVector ai = at(from, a + LANES);
          DoubleVector br = at(from, a + next);
          DoubleVector bi = at(from, a + next + LANES);
          DoubleVector cr = at(from, a + 2 * next);
          DoubleVector ci = at(from, a + 2 * next + LANES);
          DoubleVector dr = at(from, a + 3 * next);
          DoubleVector di = at(from, a + 3 * next + LANES);
          DoubleVector er = ar.add(cr);
          DoubleVector ei = ai.add(ci);
          DoubleVector fr = ar.sub(cr);
          DoubleVector fi = ai.sub(ci);
          DoubleVector gr = br.add(dr);
          DoubleVector gi = bi.add(di);
          DoubleVector hr = br.sub(dr);
          DoubleVector hi = bi.sub(di);
          er.add(gr).intoArray(to, at);
          ei.add(gi).intoArray(to, at + LANES);
          put(to, at + s, fr.add(hi), fi.sub(hr), twiddles, 3 * p, p);
          put(to, at + 2 * s, er.sub(gr), ei.sub(gi), twiddles, 3 * p + 1, p);
          put(to, at + 3 * s, fr.sub(hi), fi.add(hr), twiddles, 3 * p + 2, p);
        }
      }
    }
  }

  @Override
  public void five(double[] from, double[] to, int blocks, int stride, double[] twiddles) {
    int s = stride * ELEMENT;
    int next = s * blocks;
    for (int p = 0; p < blocks; p++) {
      for (int q = 0; q < s; q += ELEMENT) {
        for (int v = 0; v < LANES; v += WIDTH) {
          five(from, s * p + q + v, next, to, 5 * s * p + q + v, s, twiddles, p);
        }
      }
    }
  }

  private static void five(
      double[] from, int a, int next, double[] to, int at, int s, double[] twiddles, int p) {
    DoubleVector ar = at(from, a);
    DoubleVector ai = at(from, a + LANES);
    DoubleVector br = at(from, a + next);
    DoubleVector bi = at(from, a + next + LANES);
    DoubleVector cr = at(from, a + 2 * next);
    DoubleVector ci = at(from, a + 2 * next + LANES);
    DoubleVector dr = at(from, a + 3 * next);
    DoubleVector di = at(from, a + 3 * next + LANES);
    DoubleVector er = at(from, a + 4 * next);
    DoubleVector ei = at(from, a + 4 * next + LANES);
    DoubleVector sr = br.add(er);
    DoubleVector si = bi.add(ei);
    DoubleVector ur = br.sub(er);
    DoubleVector ui = bi.sub(ei);
    DoubleVector tr = cr.add(dr);
    DoubleVector ti = ci.add(di);
    DoubleVector wr = cr.sub(dr);
    DoubleVector wi = ci.sub(di);
    DoubleVector fr = fma(tr, COS_5_2, fma(sr, COS_5, ar));
    DoubleVector fi = fma(ti, COS_5_2, fma(si, COS_5, ai));
    DoubleVector gr = fma(tr, COS_5, fma(sr, COS_5_2, ar));
    DoubleVector gi = fma(ti, COS_5, fma(si, COS_5_2, ai));
    DoubleVector hr = fma(wr, SIN_5_2, ur.mul(SIN_5));
    DoubleVector hi = fma(wi, SIN_5_2, ui.mul(SIN_5));
    DoubleVector kr = fma(wr, -SIN_5, ur.mul(SIN_5_2));
    DoubleVector ki = fma(wi, -SIN_5, ui.mul(SIN_5_2));
    ar.add(sr.add(tr)).intoArray(to, at);
    ai.add(si.add(ti)).intoArray(to, at + LANES);
    int w = 8 * p;
    DoubleVector y1r = fr.add(hi);
    DoubleVector y1i = fi.sub(hr);
    y1i.fma(DoubleVector.broadcast(V, -twiddles[w + 1]), y1r.mul(twiddles[w]))
        .intoArray(to, at + s);
    y1r.fma(DoubleVector.broadcast(V, twiddles[w + 1]), y1i.mul(twiddles[w]))
        .intoArray(to, at + s + LANES);
    DoubleVector y2r = gr.add(ki);
    DoubleVector y2i = gi.sub(kr);
    y2i.fma(DoubleVector.broadcast(V, -twiddles[w + 3]), y2r.mul(twiddles[w + 2]))
        .intoArray(to, at + 2 * s);
    y2r.fma(DoubleVector.broadcast(V, twiddles[w + 3]), y2i.mul(twiddles[w + 2]))
        .intoArray(to, at + 2 * s + LANES);
    DoubleVector y3r = gr.sub(ki);
    DoubleVector y3i = gi.add(kr);
    y3i.fma(DoubleVector.broadcast(V, -twiddles[w + 5]), y3r.mul(twiddles[w + 4]))
        .intoArray(to, at + 3 * s);
    y3r.fma(DoubleVector.broadcast(V, twiddles[w + 5]), y3i.mul(twiddles[w + 4]))
        .intoArray(to, at + 3 * s + LANES);
    DoubleVector y4r = fr.sub(hi);
    DoubleVector y4i = fi.add(hr);
    y4i.fma(DoubleVector.broadcast(V, -twiddles[w + 7]), y4r.mul(twiddles[w + 6]))
        .intoArray(to, at + 4 * s);
    y4r.fma(DoubleVector.broadcast(V, twiddles[w + 7]), y4i.mul(twiddles[w + 6]))
        .intoArray(to, at + 4 * s + LANES);
  }

  @Override
  public void eight(double[] from, double[] to, int blocks, int stride, double[] twiddles) {
    int s = stride * ELEMENT;
    int next = s * blocks;
    for (int p = 0; p < blocks; p++) {
      for (int q = 0; q < s; q += ELEMENT) {
        for (int v = 0; v < LANES; v += WIDTH) {
          VectorEight.evens(from, s * p + q + v, next, to, 8 * s * p + q + v, s, twiddles, p);
          VectorEight.odds(from, s * p + q + v, next, to, 8 * s * p + q + v, s, twiddles, p);
        }
      }
    }
  }

  @Override
  public void odd(
      int radix,
      double[] from,
      double[] to,
      int blocks,
      int stride,
      double[] twiddles,
      double[] roots,
      double[] scratch) {
    int s = stride * ELEMENT;
    int next = s * blocks;
    int half = radix / 2;
    for (int p = 0; p < blocks; p++) {
      for (int q = 0; q < s; q += ELEMENT) {
        for (int v = 0; v < LANES; v += WIDTH) {
          int a = s * p + q + v;
          int at = radix * s * p + q + v;
          VectorOdd.fold(from, a, next, half, scratch, v, to, at);
          int j = 1;
          for (; j < half; j += 2) {
            VectorOdd.outputs(radix, j, from, a, roots, scratch, v, to, at, s, twiddles, p);
          }
          if (j == half) {
            VectorOdd.output(radix, j, from, a, roots, scratch, v, to, at, s, twiddles, p);
          }
        }
      }
    }
  }

  @Override
  public void multiply(double[] from, double[] to, int count, double[] factors) {
    for (int e = 0; e < count; e++) {
      for (int v = ELEMENT * e; v < ELEMENT * e + LANES; v += WIDTH) {
        rotate(to, v, at(from, v), at(from, v + LANES), factors[2 * e], factors[2 * e + 1]);
      }
    }
  }

  @Override
  public void multiplySwapped(double[] from, double[] to, int count, double[] factors) {
    for (int e = 0; e < count; e++) {
      for (int v = ELEMENT * e; v < ELEMENT * e + LANES; v += WIDTH) {
        rotate(to, v, at(from, v + LANES), at(from, v), factors[2 * e], factors[2 * e + 1]);
      }
    }
  }

  private static DoubleVector at(double[] array, int index) {
    return DoubleVector.fromArray(V, array, index);
  }

  private static DoubleVector fma(DoubleVector a, double factor, DoubleVector b) {
    return a.fma(DoubleVector.broadcast(V, factor), b);
  }

  static void put(
      double[] to, int at, DoubleVector re, DoubleVector im, double[] twiddles, int t, int p) {
    if (p == 0) {
      re.intoArray(to, at);
      im.intoArray(to, at + LANES);
    } else {
      turn(to, at, re, im, twiddles, t);
    }
  }

  private static void turn(
      double[] to, int at, DoubleVector re, DoubleVector im, double[] twiddles, int t) {
    rotate(to, at, re, im, twiddles[2 * t], twiddles[2 * t + 1]);
  }

  private static void rotate(
      double[] to, int at, DoubleVector re, DoubleVector im, double c, double d) {
    DoubleVector cos = DoubleVector.broadcast(V, c);
    im.fma(DoubleVector.broadcast(V, -d), re.mul(cos)).intoArray(to, at);
    re.fma(DoubleVector.broadcast(V, d), im.mul(cos)).intoArray(to, at + LANES);
  }
}
