package org.quarry.math.fft;

/** {@link Butterflies} in plain Java: one lane after the other. */
final class ScalarButterflies implements Butterflies {
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
    for (int p = 0; p < blocks; p++) {
      for (int q = 0; q < s; q += ELEMENT) {
        for (int v = q; v < q + LANES; v++) {
          int a = s * p + v;
          int b = a + s * blocks;
          int at = 2 * s * p + v;
          double ar = from[a];
          double ai = from[a + LANES];
          double br = from[b];
          double bi = from[b + LANES];
          to[at] = ar + br;
          to[at + LANES] = ai + bi;
          put(to, at + s, ar - br, ai - bi, twiddles, p, p);
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
        for (int v = q; v < q + LANES; v++) {
          int a = s * p + v;
          int at = 3 * s * p + v;
          double ar = from[a];
          double ai = from[a + LANES];
          double br = from[a + next];
          double bi = from[a + next + LANES];
          double cr = from[a + 2 * next];
          double ci = from[a + 2 * next + LANES];
          double sr = br + cr;
          double si = bi + ci;
          double dr = SIN_3 * (br - cr);
          double di = SIN_3 * (bi - ci);
          double tr = Math.fma(sr, COS_3, ar);
          double ti = Math.fma(si, COS_3, ai);
          to[at] = ar + sr;
          to[at + LANES] = ai + si;
          put(to, at + s, tr + di, ti - dr, twiddles, 2 * p, p);
          put(to, at + 2 * s, tr - di, ti + dr, twiddles, 2 * p + 1, p);
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
        for (int v = q; v < q + LANES; v++) {
          int a = s * p + v;
          int at = 4 * s * p + v;
          double ar = from[a];
          double ai = from[a + LANES];
          double br = from[a + next];
          double bi = from[a + next + LANES];
          double cr = from[a + 2 * next];
          double ci = from[a + 2 * next + LANES];
          double dr = from[a + 3 * next];
          double di = from[a + 3 * next + LANES];
          double er = ar + cr;
          double ei = ai + ci;
          double fr = ar - cr;
          double fi = ai - ci;
          double gr = br + dr;
          double gi = bi + di;
          double hr = br - dr;
          double hi = bi - di;
          to[at] = er + gr;
          to[at + LANES] = ei + gi;
          put(to, at + s, fr + hi, fi - hr, twiddles, 3 * p, p);
          put(to, at + 2 * s, er - gr, ei - gi, twiddles, 3 * p + 1, p);
          put(to, at + 3 * s, fr - hi, fi + hr, twiddles, 3 * p + 2, p);
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
        for (int v = q; v < q + LANES; v++) {
          int a = s * p + v;
          int at = 5 * s * p + v;
          double ar = from[a];
          double ai = from[a + LANES];
          double br = from[a + next];
          double bi = from[a + next + LANES];
          double cr = from[a + 2 * next];
          double ci = from[a + 2 * next + LANES];
          double dr = from[a + 3 * next];
          double di = from[a + 3 * next + LANES];
          double er = from[a + 4 * next];
          double ei = from[a + 4 * next + LANES];
          double sr = br + er;
          double si = bi + ei;
          double ur = br - er;
          double ui = bi - ei;
          double tr = cr + dr;
          double ti = ci + di;
          double wr = cr - dr;
          double wi = ci - di;
          double fr = Math.fma(tr, COS_5_2, Math.fma(sr, COS_5, ar));
          double fi = Math.fma(ti, COS_5_2, Math.fma(si, COS_5, ai));
          double gr = Math.fma(tr, COS_5, Math.fma(sr, COS_5_2, ar));
          double gi = Math.fma(ti, COS_5, Math.fma(si, COS_5_2, ai));
          double hr = Math.fma(wr, SIN_5_2, ur * SIN_5);
          double hi = Math.fma(wi, SIN_5_2, ui * SIN_5);
          double kr = Math.fma(wr, -SIN_5, ur * SIN_5_2);
          double ki = Math.fma(wi, -SIN_5, ui * SIN_5_2);
          to[at] = ar + (sr + tr);
          to[at + LANES] = ai + (si + ti);
          turn(to, at + s, fr + hi, fi - hr, twiddles, 4 * p);
          turn(to, at + 2 * s, gr + ki, gi - kr, twiddles, 4 * p + 1);
          turn(to, at + 3 * s, gr - ki, gi + kr, twiddles, 4 * p + 2);
          turn(to, at + 4 * s, fr - hi, fi + hr, twiddles, 4 * p + 3);
        }
      }
    }
  }

  @Override
  public void eight(double[] from, double[] to, int blocks, int stride, double[] twiddles) {
    int s = stride * ELEMENT;
    int next = s * blocks;
    for (int p = 0; p < blocks; p++) {
      for (int q = 0; q < s; q += ELEMENT) {
        for (int v = q; v < q + LANES; v++) {
          eight(from, s * p + v, next, to, 8 * s * p + v, s, twiddles, p);
        }
      }
    }
  }

  private static void eight(
      double[] from, int a, int next, double[] to, int at, int s, double[] twiddles, int p) {
    double b0r = from[a] + from[a + 4 * next];
    double b0i = from[a + LANES] + from[a + 4 * next + LANES];
    double b4r = from[a] - from[a + 4 * next];
    double b4i = from[a + LANES] - from[a + 4 * next + LANES];
    double b2r = from[a + 2 * next] + from[a + 6 * next];
    double b2i = from[a + 2 * next + LANES] + from[a + 6 * next + LANES];
    double b6r = from[a + 2 * next] - from[a + 6 * next];
    double b6i = from[a + 2 * next + LANES] - from[a + 6 * next + LANES];
    double b1r = from[a + next] + from[a + 5 * next];
    double b1i = from[a + next + LANES] + from[a + 5 * next + LANES];
    double b5r = from[a + next] - from[a + 5 * next];
    double b5i = from[a + next + LANES] - from[a + 5 * next + LANES];
    double b3r = from[a + 3 * next] + from[a + 7 * next];
    double b3i = from[a + 3 * next + LANES] + from[a + 7 * next + LANES];
    double b7r = from[a + 3 * next] - from[a + 7 * next];
    double b7i = from[a + 3 * next + LANES] - from[a + 7 * next + LANES];
    double c0r = b0r + b2r;
    double c0i = b0i + b2i;
    double c2r = b0r - b2r;
    double c2i = b0i - b2i;
    double c1r = b1r + b3r;
    double c1i = b1i + b3i;
    double c3r = b1r - b3r;
    double c3i = b1i - b3i;
    to[at] = c0r + c1r;
    to[at + LANES] = c0i + c1i;
    turn(to, at + 2 * s, c2r + c3i, c2i - c3r, twiddles, 7 * p + 1);
    turn(to, at + 4 * s, c0r - c1r, c0i - c1i, twiddles, 7 * p + 3);
    turn(to, at + 6 * s, c2r - c3i, c2i + c3r, twiddles, 7 * p + 5);
    double d0r = b4r + b6i;
    double d0i = b4i - b6r;
    double d1r = b4r - b6i;
    double d1i = b4i + b6r;
    double e0r = b5r + b7i;
    double e0i = b5i - b7r;
    double e1r = b5r - b7i;
    double e1i = b5i + b7r;
    double f0r = e0r + e0i;
    double f0i = e0i - e0r;
    double f1r = e1i - e1r;
    double f1i = e1r + e1i;
    turn(to, at + s, Math.fma(f0r, HALF_ROOT, d0r), Math.fma(f0i, HALF_ROOT, d0i), twiddles, 7 * p);
    turn(
        to,
        at + 5 * s,
        Math.fma(f0r, -HALF_ROOT, d0r),
        Math.fma(f0i, -HALF_ROOT, d0i),
        twiddles,
        7 * p + 4);
    turn(
        to,
        at + 3 * s,
        Math.fma(f1r, HALF_ROOT, d1r),
        Math.fma(f1i, -HALF_ROOT, d1i),
        twiddles,
        7 * p + 2);
    turn(
        to,
        at + 7 * s,
        Math.fma(f1r, -HALF_ROOT, d1r),
        Math.fma(f1i, HALF_ROOT, d1i),
        twiddles,
        7 * p + 6);
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
        for (int v = 0; v < LANES; v++) {
          int a = s * p + q + v;
          int at = radix * s * p + q + v;
          double ar = from[a];
          double ai = from[a + LANES];
          double sumR = ar;
          double sumI = ai;
          for (int k = 1; k <= half; k++) {
            int b = a + k * next;
            int c = a + (radix - k) * next;
            int w = 4 * LANES * (k - 1) + v;
            double sr = from[b] + from[c];
            double si = from[b + LANES] + from[c + LANES];
            scratch[w] = sr;
            scratch[w + LANES] = si;
            scratch[w + 2 * LANES] = from[b] - from[c];
            scratch[w + 3 * LANES] = from[b + LANES] - from[c + LANES];
            sumR += sr;
            sumI += si;
          }
          to[at] = sumR;
          to[at + LANES] = sumI;
          for (int j = 1; j <= half; j++) {
            double er = ar;
            double ei = ai;
            double or = 0;
            double oi = 0;
            int root = 2 * (j - 1) * half;
            for (int k = 0; k < half; k++) {
              double cos = roots[root + 2 * k];
              double sin = roots[root + 2 * k + 1];
              int w = 4 * LANES * k + v;
              er = Math.fma(scratch[w], cos, er);
              ei = Math.fma(scratch[w + LANES], cos, ei);
              or = Math.fma(scratch[w + 2 * LANES], sin, or);
              oi = Math.fma(scratch[w + 3 * LANES], sin, oi);
            }
            int twiddle = (radix - 1) * p - 1;
            put(to, at + j * s, er + oi, ei - or, twiddles, twiddle + j, p);
            put(to, at + (radix - j) * s, er - oi, ei + or, twiddles, twiddle + radix - j, p);
          }
        }
      }
    }
  }

  @Override
  public void multiply(double[] from, double[] to, int count, double[] factors) {
    for (int e = 0; e < count; e++) {
      for (int v = ELEMENT * e; v < ELEMENT * e + LANES; v++) {
        rotate(to, v, from[v], from[v + LANES], factors[2 * e], factors[2 * e + 1]);
      }
    }
  }

  @Override
  public void multiplySwapped(double[] from, double[] to, int count, double[] factors) {
    for (int e = 0; e < count; e++) {
      for (int v = ELEMENT * e; v < ELEMENT * e + LANES; v++) {
        rotate(to, v, from[v + LANES], from[v], factors[2 * e], factors[2 * e + 1]);
      }
    }
  }

  /** Writes an output, turned by its twiddle; those of the first block are 1. */
  private static void put(
      double[] to, int at, double re, double im, double[] twiddles, int twiddle, int p) {
    if (p == 0) {
      to[at] = re;
      to[at + LANES] = im;
    } else {
      turn(to, at, re, im, twiddles, twiddle);
    }
  }

  private static void turn(
      double[] to, int at, double re, double im, double[] twiddles, int twiddle) {
    rotate(to, at, re, im, twiddles[2 * twiddle], twiddles[2 * twiddle + 1]);
  }

  private static void rotate(double[] to, int at, double re, double im, double c, double d) {
    to[at] = Math.fma(im, -d, re * c);
    to[at + LANES] = Math.fma(re, d, im * c);
  }
}
