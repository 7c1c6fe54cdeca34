package org.quarry.math.fft;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Butterflies} on the Vector API: a vector holds the same element of several lines, and each
 * goes through the operations of {@link ScalarButterflies}.
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
    put(to, at + s, fr.add(hi), fi.sub(hr), twiddles, 4 * p, p);
    put(to, at + 2 * s, gr.add(ki), gi.sub(kr), twiddles, 4 * p + 1, p);
    put(to, at + 3 * s, gr.sub(ki), gi.add(kr), twiddles, 4 * p + 2, p);
    put(to, at + 4 * s, fr.sub(hi), fi.add(hr), twiddles, 4 * p + 3, p);
  }

  @Override
  public void eight(double[] from, double[] to, int blocks, int stride, double[] twiddles) {
    int s = stride * ELEMENT;
    int next = s * blocks;
    for (int p = 0; p < blocks; p++) {
      for (int q = 0; q < s; q += ELEMENT) {
        for (int v = 0; v < LANES; v += WIDTH) {
          eight(from, s * p + q + v, next, to, 8 * s * p + q + v, s, twiddles, p);
        }
      }
    }
  }

  private static void eight(
      double[] from, int a, int next, double[] to, int at, int s, double[] twiddles, int p) {
    DoubleVector a0r = at(from, a);
    DoubleVector a0i = at(from, a + LANES);
    DoubleVector a4r = at(from, a + 4 * next);
    DoubleVector a4i = at(from, a + 4 * next + LANES);
    DoubleVector a2r = at(from, a + 2 * next);
    DoubleVector a2i = at(from, a + 2 * next + LANES);
    DoubleVector a6r = at(from, a + 6 * next);
    DoubleVector a6i = at(from, a + 6 * next + LANES);
    DoubleVector a1r = at(from, a + next);
    DoubleVector a1i = at(from, a + next + LANES);
    DoubleVector a5r = at(from, a + 5 * next);
    DoubleVector a5i = at(from, a + 5 * next + LANES);
    DoubleVector a3r = at(from, a + 3 * next);
    DoubleVector a3i = at(from, a + 3 * next + LANES);
    DoubleVector a7r = at(from, a + 7 * next);
    DoubleVector a7i = at(from, a + 7 * next + LANES);
    DoubleVector b0r = a0r.add(a4r);
    DoubleVector b0i = a0i.add(a4i);
    DoubleVector b4r = a0r.sub(a4r);
    DoubleVector b4i = a0i.sub(a4i);
    DoubleVector b2r = a2r.add(a6r);
    DoubleVector b2i = a2i.add(a6i);
    DoubleVector b6r = a2r.sub(a6r);
    DoubleVector b6i = a2i.sub(a6i);
    DoubleVector b1r = a1r.add(a5r);
    DoubleVector b1i = a1i.add(a5i);
    DoubleVector b5r = a1r.sub(a5r);
    DoubleVector b5i = a1i.sub(a5i);
    DoubleVector b3r = a3r.add(a7r);
    DoubleVector b3i = a3i.add(a7i);
    DoubleVector b7r = a3r.sub(a7r);
    DoubleVector b7i = a3i.sub(a7i);
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
    put(to, at + 2 * s, c2r.add(c3i), c2i.sub(c3r), twiddles, 7 * p + 1, p);
    put(to, at + 4 * s, c0r.sub(c1r), c0i.sub(c1i), twiddles, 7 * p + 3, p);
    put(to, at + 6 * s, c2r.sub(c3i), c2i.add(c3r), twiddles, 7 * p + 5, p);
    DoubleVector d0r = b4r.add(b6i);
    DoubleVector d0i = b4i.sub(b6r);
    DoubleVector d1r = b4r.sub(b6i);
    DoubleVector d1i = b4i.add(b6r);
    DoubleVector e0r = b5r.add(b7i);
    DoubleVector e0i = b5i.sub(b7r);
    DoubleVector e1r = b5r.sub(b7i);
    DoubleVector e1i = b5i.add(b7r);
    DoubleVector f0r = e0r.add(e0i);
    DoubleVector f0i = e0i.sub(e0r);
    DoubleVector f1r = e1i.sub(e1r);
    DoubleVector f1i = e1r.add(e1i);
    DoubleVector g0r = fma(f0r, HALF_ROOT, d0r);
    DoubleVector g0i = fma(f0i, HALF_ROOT, d0i);
    DoubleVector g4r = fma(f0r, -HALF_ROOT, d0r);
    DoubleVector g4i = fma(f0i, -HALF_ROOT, d0i);
    put(to, at + s, g0r, g0i, twiddles, 7 * p, p);
    put(to, at + 5 * s, g4r, g4i, twiddles, 7 * p + 4, p);
    DoubleVector g2r = fma(f1r, HALF_ROOT, d1r);
    DoubleVector g2i = fma(f1i, -HALF_ROOT, d1i);
    DoubleVector g6r = fma(f1r, -HALF_ROOT, d1r);
    DoubleVector g6i = fma(f1i, HALF_ROOT, d1i);
    put(to, at + 3 * s, g2r, g2i, twiddles, 7 * p + 2, p);
    put(to, at + 7 * s, g6r, g6i, twiddles, 7 * p + 6, p);
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
          DoubleVector ar = at(from, a);
          DoubleVector ai = at(from, a + LANES);
          for (int j = 1; j <= half; j++) {
            DoubleVector er = ar;
            DoubleVector ei = ai;
            DoubleVector or = DoubleVector.zero(V);
            DoubleVector oi = DoubleVector.zero(V);
            int root = 2 * (j - 1) * half;
            for (int k = 0; k < half; k++) {
              DoubleVector cos = DoubleVector.broadcast(V, roots[root + 2 * k]);
              DoubleVector sin = DoubleVector.broadcast(V, roots[root + 2 * k + 1]);
              int w = 4 * LANES * k + v;
              er = at(scratch, w).fma(cos, er);
              ei = at(scratch, w + LANES).fma(cos, ei);
              or = at(scratch, w + 2 * LANES).fma(sin, or);
              oi = at(scratch, w + 3 * LANES).fma(sin, oi);
            }
            int twiddle = (radix - 1) * p - 1;
            put(to, at + j * s, er.add(oi), ei.sub(or), twiddles, twiddle + j, p);
            put(to, at + (radix - j) * s, er.sub(oi), ei.add(or), twiddles, twiddle + radix - j, p);
          }
        }
      }
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
      rotate(to, at, re, im, twiddles[2 * t], twiddles[2 * t + 1]);
    }
  }

  private static void rotate(
      double[] to, int at, DoubleVector re, DoubleVector im, double c, double d) {
    DoubleVector cos = DoubleVector.broadcast(V, c);
    im.fma(DoubleVector.broadcast(V, -d), re.mul(cos)).intoArray(to, at);
    re.fma(DoubleVector.broadcast(V, d), im.mul(cos)).intoArray(to, at + LANES);
  }
}
