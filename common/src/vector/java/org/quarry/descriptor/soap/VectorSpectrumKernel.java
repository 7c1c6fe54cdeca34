package org.quarry.descriptor.soap;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link SpectrumKernel} with n' along the lanes. Every vector begins at the first n' that is
 * wanted, and what it holds beyond the last is overwritten by the vectors after it.
 */
final class VectorSpectrumKernel implements SpectrumKernel {
  private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;

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
      int begin = l * l * stride;
      int end = (l + 1) * (l + 1) * stride;
      int n = 0;
      for (; nMax <= LANES.length() && n + 4 <= nMax; n += 4) {
        four(a, begin + n, b, begin, 0, end - begin, stride, prefactors[l], p, to, nMax);
        to += 4 * nMax;
      }
      for (; n < nMax; n++) {
        row(a, begin + n, b, begin, nMax, end - begin, stride, prefactors[l], p, to);
        to += nMax;
      }
    }
  }

  @Override
  public void triangle(
      double[] c, int nMax, int lMax, int stride, double[] prefactors, double[] p, int at) {
    int to = at;
    for (int l = 0; l <= lMax; l++) {
      int begin = l * l * stride;
      int end = (l + 1) * (l + 1) * stride;
      int n = 0;
      while (n < nMax) {
        int i = begin + n;
        int left = nMax - n;
        if (left <= LANES.length() && left >= 4) {
          four(c, i, c, i, 1, end - begin, stride, prefactors[l], p, to, left);
          to += 4 * left - 6;
          n += 4;
        } else {
          row(c, i, c, i, left, end - begin, stride, prefactors[l], p, to);
          to += left;
          n++;
        }
      }
    }
  }

  /** Rows of one vector each: four n, beginning at n' and {@code step} later each time. */
  private static void four(
      double[] a,
      int i,
      double[] b,
      int k,
      int step,
      int length,
      int stride,
      double prefactor,
      double[] p,
      int at,
      int width) {
    DoubleVector p0 = DoubleVector.zero(LANES);
    DoubleVector p1 = DoubleVector.zero(LANES);
    DoubleVector p2 = DoubleVector.zero(LANES);
    DoubleVector p3 = DoubleVector.zero(LANES);
    for (int m = 0; m < length; m += stride) {
      p0 = DoubleVector.broadcast(LANES, a[i + m]).fma(load(b, k + m), p0);
      p1 = DoubleVector.broadcast(LANES, a[i + m + 1]).fma(load(b, k + m + step), p1);
      p2 = DoubleVector.broadcast(LANES, a[i + m + 2]).fma(load(b, k + m + 2 * step), p2);
      p3 = DoubleVector.broadcast(LANES, a[i + m + 3]).fma(load(b, k + m + 3 * step), p3);
    }
    int to = at;
    p0.mul(prefactor).intoArray(p, to);
    to += width;
    p1.mul(prefactor).intoArray(p, to);
    to += width - step;
    p2.mul(prefactor).intoArray(p, to);
    to += width - 2 * step;
    p3.mul(prefactor).intoArray(p, to);
  }

  /** One row of any number of vectors. */
  private static void row(
      double[] a,
      int i,
      double[] b,
      int k,
      int width,
      int length,
      int stride,
      double prefactor,
      double[] p,
      int at) {
    for (int lane = 0; lane < width; lane += LANES.length()) {
      DoubleVector sum = DoubleVector.zero(LANES);
      for (int m = 0; m < length; m += stride) {
        sum = DoubleVector.broadcast(LANES, a[i + m]).fma(load(b, k + lane + m), sum);
      }
      sum.mul(prefactor).intoArray(p, at + lane);
    }
  }

  private static DoubleVector load(double[] from, int at) {
    return DoubleVector.fromArray(LANES, from, at);
  }
}
