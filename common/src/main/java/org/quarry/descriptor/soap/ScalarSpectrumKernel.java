package org.quarry.descriptor.soap;

/** {@link SpectrumKernel} in plain Java. */
final class ScalarSpectrumKernel implements SpectrumKernel {
  @Override
  public void square(
      double[] a,
      double[] b,
      int nMax,
      int lMax,
      int stride,
      double[] prefactors,
      double[] p,
      int at) {
    int to = at;
    for (int l = 0; l <= lMax; l++) {
      for (int n = 0; n < nMax; n++) {
        row(l, a, n, b, 0, nMax, stride, prefactors[l], p, to);
        to += nMax;
      }
    }
  }

  @Override
  public void triangle(
      double[] c, int nMax, int lMax, int stride, double[] prefactors, double[] p, int at) {
    int to = at;
    for (int l = 0; l <= lMax; l++) {
      for (int n = 0; n < nMax; n++) {
        row(l, c, n, c, n, nMax, stride, prefactors[l], p, to);
        to += nMax - n;
      }
    }
  }

  /** One n and l, n' from {@code first} on, four at a time. */
  private static void row(
      int l,
      double[] a,
      int n,
      double[] b,
      int first,
      int nMax,
      int stride,
      double prefactor,
      double[] p,
      int at) {
    int begin = l * l * stride;
    int end = (l + 1) * (l + 1) * stride;
    int to = at;
    int k = first;
    for (; k + 4 <= nMax; k += 4) {
      double p0 = 0;
      double p1 = 0;
      double p2 = 0;
      double p3 = 0;
      for (int m = begin; m < end; m += stride) {
        double c = a[m + n];
        p0 = Math.fma(c, b[m + k], p0);
        p1 = Math.fma(c, b[m + k + 1], p1);
        p2 = Math.fma(c, b[m + k + 2], p2);
        p3 = Math.fma(c, b[m + k + 3], p3);
      }
      p[to] = prefactor * p0;
      p[to + 1] = prefactor * p1;
      p[to + 2] = prefactor * p2;
      p[to + 3] = prefactor * p3;
      to += 4;
    }
    for (; k < nMax; k++) {
      double sum = 0;
      for (int m = begin; m < end; m += stride) {
        sum = Math.fma(a[m + n], b[m + k], sum);
      }
      p[to++] = prefactor * sum;
    }
  }
}
