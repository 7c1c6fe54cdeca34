package org.quarry.descriptor.soap;

import static org.quarry.descriptor.soap.Coefficients.LANES;

/** {@link JacobianKernel} in plain Java. */
final class ScalarJacobianKernel implements JacobianKernel {
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
      project(l, width, c, at, neighbor, harmonics, product, 4 * l * width);
      project(l, width, c, at, neighbor, dx, product, (4 * l + 1) * width);
      project(l, width, c, at, neighbor, dy, product, (4 * l + 2) * width);
      project(l, width, c, at, neighbor, dz, product, (4 * l + 3) * width);
    }
  }

  private static void project(
      int l,
      int width,
      double[] c,
      int at,
      int neighbor,
      double[][] harmonics,
      double[] product,
      int row) {
    for (int n = 0; n < width; n++) {
      product[row + n] = 0;
    }
    for (int lm = l * l; lm < (l + 1) * (l + 1); lm++) {
      double harmonic = harmonics[lm][neighbor];
      for (int n = 0; n < width; n++) {
        product[row + n] = Math.fma(c[at + lm * width + n], harmonic, product[row + n]);
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
    int plane = (lMax + 1) * nMax * Coefficients.width(nMax);
    combine(lMax, nMax, start, triangle, 1, x, f, slope, left, right, square, 0);
    combine(lMax, nMax, start, triangle, 2, y, f, slope, left, right, square, plane);
    combine(lMax, nMax, start, triangle, 3, z, f, slope, left, right, square, 2 * plane);
  }

  private static void combine(
      int lMax,
      int nMax,
      boolean start,
      boolean triangle,
      int derivative,
      double direction,
      double[] f,
      double[] slope,
      double[] left,
      double[] right,
      double[] square,
      int plane) {
    int width = Coefficients.width(nMax);
    for (int l = 0; l <= lMax; l++) {
      int row = l * width;
      int a = 4 * l * width;
      int b = a + derivative * width;
      for (int n = 0; n < nMax; n++) {
        int to = plane + (l * nMax + n) * width;
        for (int k = triangle ? n - n % LANES : 0; k < width; k++) {
          double radial = Math.fma(slope[row + n], right[a + k], left[a + n] * slope[row + k]);
          double sum = start ? 0 : square[to + k];
          sum = Math.fma(direction, radial, sum);
          sum = Math.fma(f[row + n], right[b + k], sum);
          square[to + k] = Math.fma(left[b + n], f[row + k], sum);
        }
      }
    }
  }

  @Override
  public void pack(
      int lMax, int nMax, boolean triangle, int axis, double[] square, double[] to, int offset) {
    int width = Coefficients.width(nMax);
    int from = axis * (lMax + 1) * nMax * width;
    int at = offset;
    for (int l = 0; l <= lMax; l++) {
      for (int n = 0; n < nMax; n++) {
        for (int k = triangle ? n : 0; k < nMax; k++) {
          to[at++] = square[from + (l * nMax + n) * width + k];
        }
      }
    }
  }
}
