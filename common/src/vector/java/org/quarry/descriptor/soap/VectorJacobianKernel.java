package org.quarry.descriptor.soap;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link JacobianKernel} on the Vector API, along the rows of n'. */
final class VectorJacobianKernel implements JacobianKernel {
  private static final VectorSpecies<Double> SPECIES = VectorLanes.SPECIES;
  private static final int STEP = SPECIES.length();

  @Override
  public void project(
      int lMax,
      int width,
      double[] c,
      int at,
      int neighbor,
      double[][] harmonics,
      double[][] dx,
      double[][] dy,
      double[][] dz,
      double[] product) {
    for (int l = 0; l <= lMax; l++) {
      for (int n = 0; n < width; n += STEP) {
        DoubleVector a = DoubleVector.zero(SPECIES);
        DoubleVector bx = DoubleVector.zero(SPECIES);
        DoubleVector by = DoubleVector.zero(SPECIES);
        DoubleVector bz = DoubleVector.zero(SPECIES);
        for (int lm = l * l; lm < (l + 1) * (l + 1); lm++) {
          DoubleVector row = DoubleVector.fromArray(SPECIES, c, at + lm * width + n);
          a = row.fma(DoubleVector.broadcast(SPECIES, harmonics[lm][neighbor]), a);
          bx = row.fma(DoubleVector.broadcast(SPECIES, dx[lm][neighbor]), bx);
          by = row.fma(DoubleVector.broadcast(SPECIES, dy[lm][neighbor]), by);
          bz = row.fma(DoubleVector.broadcast(SPECIES, dz[lm][neighbor]), bz);
        }
        int to = 4 * l * width + n;
        a.intoArray(product, to);
        bx.intoArray(product, to + width);
        by.intoArray(product, to + 2 * width);
        bz.intoArray(product, to + 3 * width);
      }
    }
  }

  @Override
  public void combine(
      int lMax,
      int nMax,
      boolean start,
      boolean triangle,
      double x,
      double y,
      double z,
      double[] f,
      double[] slope,
      double[] left,
      double[] right,
      double[] square) {
    int width = Coefficients.width(nMax);
    int plane = (lMax + 1) * nMax * width;
    DoubleVector vx = DoubleVector.broadcast(SPECIES, x);
    DoubleVector vy = DoubleVector.broadcast(SPECIES, y);
    DoubleVector vz = DoubleVector.broadcast(SPECIES, z);
    for (int l = 0; l <= lMax; l++) {
      int row = l * width;
      int a = 4 * l * width;
      for (int k = 0; k < width; k += STEP) {
        DoubleVector fk = DoubleVector.fromArray(SPECIES, f, row + k);
        DoubleVector sk = DoubleVector.fromArray(SPECIES, slope, row + k);
        DoubleVector ak = DoubleVector.fromArray(SPECIES, right, a + k);
        DoubleVector xk = DoubleVector.fromArray(SPECIES, right, a + width + k);
        DoubleVector yk = DoubleVector.fromArray(SPECIES, right, a + 2 * width + k);
        DoubleVector zk = DoubleVector.fromArray(SPECIES, right, a + 3 * width + k);
        int last =
            triangle ? Math.min(nMax, (k / Coefficients.LANES + 1) * Coefficients.LANES) : nMax;
        for (int n = 0; n < last; n++) {
          int to = (l * nMax + n) * width + k;
          DoubleVector fn = DoubleVector.broadcast(SPECIES, f[row + n]);
          DoubleVector radial =
              DoubleVector.broadcast(SPECIES, slope[row + n])
                  .fma(ak, DoubleVector.broadcast(SPECIES, left[a + n]).mul(sk));
          double[] b = left;
          DoubleVector sum = start ? DoubleVector.zero(SPECIES) : load(square, to);
          sum = fn.fma(xk, vx.fma(radial, sum));
          DoubleVector.broadcast(SPECIES, b[a + width + n]).fma(fk, sum).intoArray(square, to);
          to += plane;
          sum = start ? DoubleVector.zero(SPECIES) : load(square, to);
          sum = fn.fma(yk, vy.fma(radial, sum));
          DoubleVector.broadcast(SPECIES, b[a + 2 * width + n]).fma(fk, sum).intoArray(square, to);
          to += plane;
          sum = start ? DoubleVector.zero(SPECIES) : load(square, to);
          sum = fn.fma(zk, vz.fma(radial, sum));
          DoubleVector.broadcast(SPECIES, b[a + 3 * width + n]).fma(fk, sum).intoArray(square, to);
        }
      }
    }
  }

  private static DoubleVector load(double[] square, int at) {
    return DoubleVector.fromArray(SPECIES, square, at);
  }

  /**
   * Rows from the last to the first, so that what a vector of a triangle carries from below the
   * diagonal is overwritten by the row that it spills into.
   */
  @Override
  public void pack(
      int lMax, int nMax, boolean triangle, int axis, double[] square, double[] to, int offset) {
    int width = Coefficients.width(nMax);
    int from = (axis + 1) * (lMax + 1) * nMax * width;
    int at = offset + (lMax + 1) * (triangle ? nMax * (nMax + 1) / 2 : nMax * nMax);
    for (int l = lMax; l >= 0; l--) {
      for (int n = nMax - 1; n >= 0; n--) {
        from -= width;
        int first = triangle ? n : 0;
        at -= nMax - first;
        int k = first - first % STEP;
        for (; k + STEP <= nMax; k += STEP) {
          DoubleVector.fromArray(SPECIES, square, from + k).intoArray(to, at + k - first);
        }
        for (k = Math.max(k, first); k < nMax; k++) {
          to[at + k - first] = square[from + k];
        }
      }
    }
  }
}
