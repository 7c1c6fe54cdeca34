package org.quarry.descriptor.soap;

/** {@link ExpansionKernel} in plain Java: eight sums at a time keep the multipliers busy. */
final class ScalarExpansionKernel implements ExpansionKernel {
  @Override
  public void add(
      int from, int to, int nMax, int lMax, double[] g, double[][] ylm, int stride, double[] c) {
    int functions = (lMax + 1) * nMax;
    for (int l = 0; l <= lMax; l++) {
      int n = 0;
      for (; n + 4 <= nMax; n += 4) {
        int q = l * nMax + n;
        int lm = l * l;
        single(from, to, g, functions, q, ylm[lm], c, lm * stride + n);
        for (lm++; lm < (l + 1) * (l + 1); lm += 2) {
          pair(
              from,
              to,
              g,
              functions,
              q,
              ylm[lm],
              ylm[lm + 1],
              c,
              lm * stride + n,
              (lm + 1) * stride + n);
        }
      }
      for (; n < nMax; n++) {
        for (int lm = l * l; lm < (l + 1) * (l + 1); lm++) {
          one(from, to, g, functions, l * nMax + n, ylm[lm], c, lm * stride + n);
        }
      }
    }
  }

  private static void one(
      int from, int to, double[] g, int functions, int q, double[] y, double[] c, int at) {
    double sum = c[at];
    for (int j = from; j < to; j++) {
      sum = Math.fma(g[j * functions + q], y[j], sum);
    }
    c[at] = sum;
  }

  private static void single(
      int from, int to, double[] g, int functions, int q, double[] y, double[] c, int at) {
    double c0 = c[at];
    double c1 = c[at + 1];
    double c2 = c[at + 2];
    double c3 = c[at + 3];
    int k = from * functions + q;
    for (int j = from; j < to; j++, k += functions) {
      double yj = y[j];
      c0 = Math.fma(g[k], yj, c0);
      c1 = Math.fma(g[k + 1], yj, c1);
      c2 = Math.fma(g[k + 2], yj, c2);
      c3 = Math.fma(g[k + 3], yj, c3);
    }
    c[at] = c0;
    c[at + 1] = c1;
    c[at + 2] = c2;
    c[at + 3] = c3;
  }

  private static void pair(
      int from,
      int to,
      double[] g,
      int functions,
      int q,
      double[] y,
      double[] z,
      double[] c,
      int at,
      int next) {
    double c0 = c[at];
    double c1 = c[at + 1];
    double c2 = c[at + 2];
    double c3 = c[at + 3];
    double d0 = c[next];
    double d1 = c[next + 1];
    double d2 = c[next + 2];
    double d3 = c[next + 3];
    int k = from * functions + q;
    for (int j = from; j < to; j++, k += functions) {
      double g0 = g[k];
      double g1 = g[k + 1];
      double g2 = g[k + 2];
      double g3 = g[k + 3];
      double yj = y[j];
      double zj = z[j];
      c0 = Math.fma(g0, yj, c0);
      c1 = Math.fma(g1, yj, c1);
      c2 = Math.fma(g2, yj, c2);
      c3 = Math.fma(g3, yj, c3);
      d0 = Math.fma(g0, zj, d0);
      d1 = Math.fma(g1, zj, d1);
      d2 = Math.fma(g2, zj, d2);
      d3 = Math.fma(g3, zj, d3);
    }
    c[at] = c0;
    c[at + 1] = c1;
    c[at + 2] = c2;
    c[at + 3] = c3;
    c[next] = d0;
    c[next + 1] = d1;
    c[next + 2] = d2;
    c[next + 3] = d3;
  }
}
