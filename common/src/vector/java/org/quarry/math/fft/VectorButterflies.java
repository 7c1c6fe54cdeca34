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
  private static final double HALF_ROOT = 0.7071067811865476;

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
    y2i.fma(DoubleVector.broadcast(V, -twiddles[w + 2 + 1]), y2r.mul(twiddles[w + 2]))
        .intoArray(to, at + 2 * s);
    y2r.fma(DoubleVector.broadcast(V, twiddles[w + 2 + 1]), y2i.mul(twiddles[w + 2]))
        .intoArray(to, at + 2 * s + LANES);
    DoubleVector y3r = gr.sub(ki);
    DoubleVector y3i = gi.add(kr);
    y3i.fma(DoubleVector.broadcast(V, -twiddles[w + 4 + 1]), y3r.mul(twiddles[w + 4]))
        .intoArray(to, at + 3 * s);
    y3r.fma(DoubleVector.broadcast(V, twiddles[w + 4 + 1]), y3i.mul(twiddles[w + 4]))
        .intoArray(to, at + 3 * s + LANES);
    DoubleVector y4r = fr.sub(hi);
    DoubleVector y4i = fi.add(hr);
    y4i.fma(DoubleVector.broadcast(V, -twiddles[w + 6 + 1]), y4r.mul(twiddles[w + 6]))
        .intoArray(to, at + 4 * s);
    y4r.fma(DoubleVector.broadcast(V, twiddles[w + 6 + 1]), y4i.mul(twiddles[w + 6]))
        .intoArray(to, at + 4 * s + LANES);
  }

  @Override
  public void eight(double[] from, double[] to, int blocks, int stride, double[] twiddles) {
    int s = stride * ELEMENT;
    int next = s * blocks;
    for (int p = 0; p < blocks; p++) {
      for (int q = 0; q < s; q += ELEMENT) {
        for (int v = 0; v < LANES; v += WIDTH) {
          evens(from, s * p + q + v, next, to, 8 * s * p + q + v, s, twiddles, p);
          odds(from, s * p + q + v, next, to, 8 * s * p + q + v, s, twiddles, p);
        }
      }
    }
  }

  /** Outputs 0, 2, 4, 6: sums of opposite elements through a transform of four. */
  private static void evens(
      double[] from, int a, int next, double[] to, int at, int s, double[] twiddles, int p) {
    DoubleVector b0r = at(from, a).add(at(from, a + 4 * next));
    DoubleVector b0i = at(from, a + LANES).add(at(from, a + 4 * next + LANES));
    DoubleVector b2r = at(from, a + 2 * next).add(at(from, a + 6 * next));
    DoubleVector b2i = at(from, a + 2 * next + LANES).add(at(from, a + 6 * next + LANES));
    DoubleVector b1r = at(from, a + next).add(at(from, a + 5 * next));
    DoubleVector b1i = at(from, a + next + LANES).add(at(from, a + 5 * next + LANES));
    DoubleVector b3r = at(from, a + 3 * next).add(at(from, a + 7 * next));
    DoubleVector b3i = at(from, a + 3 * next + LANES).add(at(from, a + 7 * next + LANES));
    DoubleVector c0r = b0r.add(b2r);
    DoubleVector c0i = b0i.add(b2i);
    DoubleVector c2r = b0r.sub(b2r);
    DoubleVector c2i = b0i.sub(b2i);
    DoubleVector c1r = b1r.add(b3r);
    DoubleVector c1i = b1i.add(b3i);
    DoubleVector c3r = b1r.sub(b3r);
    DoubleVector c3i = b1i.sub(b3i);
    c0r.add(c1r).intoArray(to, at);
    c0i.add(c1i).intoArray(to, at + LANES);
    int w = 14 * p;
    DoubleVector y2r = c2r.add(c3i);
    DoubleVector y2i = c2i.sub(c3r);
    y2i.fma(DoubleVector.broadcast(V, -twiddles[w + 2 + 1]), y2r.mul(twiddles[w + 2]))
        .intoArray(to, at + 2 * s);
    y2r.fma(DoubleVector.broadcast(V, twiddles[w + 2 + 1]), y2i.mul(twiddles[w + 2]))
        .intoArray(to, at + 2 * s + LANES);
    DoubleVector y4r = c0r.sub(c1r);
    DoubleVector y4i = c0i.sub(c1i);
    y4i.fma(DoubleVector.broadcast(V, -twiddles[w + 6 + 1]), y4r.mul(twiddles[w + 6]))
        .intoArray(to, at + 4 * s);
    y4r.fma(DoubleVector.broadcast(V, twiddles[w + 6 + 1]), y4i.mul(twiddles[w + 6]))
        .intoArray(to, at + 4 * s + LANES);
    DoubleVector y6r = c2r.sub(c3i);
    DoubleVector y6i = c2i.add(c3r);
    y6i.fma(DoubleVector.broadcast(V, -twiddles[w + 10 + 1]), y6r.mul(twiddles[w + 10]))
        .intoArray(to, at + 6 * s);
    y6r.fma(DoubleVector.broadcast(V, twiddles[w + 10 + 1]), y6i.mul(twiddles[w + 10]))
        .intoArray(to, at + 6 * s + LANES);
  }

  /** Outputs 1, 3, 5, 7: differences of opposite elements. */
  private static void odds(
      double[] from, int a, int next, double[] to, int at, int s, double[] twiddles, int p) {
    DoubleVector b4r = at(from, a).sub(at(from, a + 4 * next));
    DoubleVector b4i = at(from, a + LANES).sub(at(from, a + 4 * next + LANES));
    DoubleVector b6r = at(from, a + 2 * next).sub(at(from, a + 6 * next));
    DoubleVector b6i = at(from, a + 2 * next + LANES).sub(at(from, a + 6 * next + LANES));
    DoubleVector b5r = at(from, a + next).sub(at(from, a + 5 * next));
    DoubleVector b5i = at(from, a + next + LANES).sub(at(from, a + 5 * next + LANES));
    DoubleVector b7r = at(from, a + 3 * next).sub(at(from, a + 7 * next));
    DoubleVector b7i = at(from, a + 3 * next + LANES).sub(at(from, a + 7 * next + LANES));
    DoubleVector d0r = b4r.add(b6i);
    DoubleVector d0i = b4i.sub(b6r);
    DoubleVector e0r = b5r.add(b7i);
    DoubleVector e0i = b5i.sub(b7r);
    DoubleVector root = DoubleVector.broadcast(V, HALF_ROOT);
    DoubleVector minus = DoubleVector.broadcast(V, -HALF_ROOT);
    DoubleVector f0r = e0r.add(e0i);
    DoubleVector f0i = e0i.sub(e0r);
    int w = 14 * p;
    DoubleVector y1r = f0r.fma(root, d0r);
    DoubleVector y1i = f0i.fma(root, d0i);
    y1i.fma(DoubleVector.broadcast(V, -twiddles[w + 1]), y1r.mul(twiddles[w]))
        .intoArray(to, at + s);
    y1r.fma(DoubleVector.broadcast(V, twiddles[w + 1]), y1i.mul(twiddles[w]))
        .intoArray(to, at + s + LANES);
    DoubleVector y5r = f0r.fma(minus, d0r);
    DoubleVector y5i = f0i.fma(minus, d0i);
    y5i.fma(DoubleVector.broadcast(V, -twiddles[w + 8 + 1]), y5r.mul(twiddles[w + 8]))
        .intoArray(to, at + 5 * s);
    y5r.fma(DoubleVector.broadcast(V, twiddles[w + 8 + 1]), y5i.mul(twiddles[w + 8]))
        .intoArray(to, at + 5 * s + LANES);
    DoubleVector d1r = b4r.sub(b6i);
    DoubleVector d1i = b4i.add(b6r);
    DoubleVector e1r = b5r.sub(b7i);
    DoubleVector e1i = b5i.add(b7r);
    DoubleVector f1r = e1i.sub(e1r);
    DoubleVector f1i = e1r.add(e1i);
    DoubleVector y3r = f1r.fma(root, d1r);
    DoubleVector y3i = f1i.fma(minus, d1i);
    y3i.fma(DoubleVector.broadcast(V, -twiddles[w + 4 + 1]), y3r.mul(twiddles[w + 4]))
        .intoArray(to, at + 3 * s);
    y3r.fma(DoubleVector.broadcast(V, twiddles[w + 4 + 1]), y3i.mul(twiddles[w + 4]))
        .intoArray(to, at + 3 * s + LANES);
    DoubleVector y7r = f1r.fma(minus, d1r);
    DoubleVector y7i = f1i.fma(root, d1i);
    y7i.fma(DoubleVector.broadcast(V, -twiddles[w + 12 + 1]), y7r.mul(twiddles[w + 12]))
        .intoArray(to, at + 7 * s);
    y7r.fma(DoubleVector.broadcast(V, twiddles[w + 12 + 1]), y7i.mul(twiddles[w + 12]))
        .intoArray(to, at + 7 * s + LANES);
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
          fold(from, a, next, half, scratch, v, to, at);
          int j = 1;
          for (; j < half; j += 2) {
            outputs(radix, j, from, a, roots, scratch, v, to, at, s, twiddles, p);
          }
          if (j == half) {
            output(radix, j, from, a, roots, scratch, v, to, at, s, twiddles, p);
          }
        }
      }
    }
  }

  /** Outputs j and radix − j. */
  private static void output(
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
    put(to, at + j * s, er.add(oi), ei.sub(or), twiddles, twiddle + j, p);
    put(to, at + (radix - j) * s, er.sub(oi), ei.add(or), twiddles, twiddle + radix - j, p);
  }

  /** Outputs j, j + 1, radix − j and radix − j − 1: each element read serves two of them. */
  private static void outputs(
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
    put(to, at + j * s, er.add(oi), ei.sub(or), twiddles, twiddle + j, p);
    put(to, at + (radix - j) * s, er.sub(oi), ei.add(or), twiddles, twiddle + radix - j, p);
    put(to, at + (j + 1) * s, fr.add(ui), fi.sub(ur), twiddles, twiddle + j + 1, p);
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
  private static void fold(
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

  private static void put(
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
