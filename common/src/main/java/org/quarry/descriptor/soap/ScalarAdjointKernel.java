package org.quarry.descriptor.soap;

import static org.quarry.descriptor.soap.Coefficients.LANES;

/** {@link AdjointKernel} in plain Java. */
final class ScalarAdjointKernel implements AdjointKernel {
  @Override
  public void multiply(
      int rows,
      int depth,
      int width,
      double[] from,
      int fromAt,
      double[] by,
      double[] to,
      int toAt) {
    for (int m = 0; m < rows; m++) {
      for (int n = 0; n < depth; n++) {
        double factor = from[fromAt + m * width + n];
        int row = toAt + m * width;
        for (int k = 0; k < width; k++) {
          to[row + k] = Math.fma(factor, by[n * width + k], to[row + k]);
        }
      }
    }
  }

  @Override
  public void contract(
      int lMax,
      int nMax,
      double[] a,
      double[] f,
      double[] slope,
      double[][] harmonics,
      int first,
      double[][] b,
      double[] radial) {
    int width = Coefficients.width(nMax);
    for (int j = 0; j < LANES; j++) {
      radial[first + j] = 0;
    }
    for (int l = 0; l <= lMax; l++) {
      for (int lm = l * l; lm < (l + 1) * (l + 1); lm++) {
        for (int j = 0; j < LANES; j++) {
          double value = 0;
          double rate = 0;
          for (int n = 0; n < nMax; n++) {
            int at = (l * nMax + n) * LANES + j;
            value = Math.fma(a[lm * width + n], f[at], value);
            rate = Math.fma(a[lm * width + n], slope[at], rate);
          }
          b[lm][first + j] = value;
          radial[first + j] = Math.fma(rate, harmonics[lm][first + j], radial[first + j]);
        }
      }
    }
  }
}
