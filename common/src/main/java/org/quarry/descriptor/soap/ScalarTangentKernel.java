package org.quarry.descriptor.soap;

/** {@link TangentKernel} in plain Java. */
final class ScalarTangentKernel implements TangentKernel {
  @Override
  public void expand(
      int count,
      int lMax,
      int nMax,
      double[] f,
      double[] slope,
      double[][] radial,
      double[][] angular,
      double[] to) {
    int width = Coefficients.width(nMax);
    int functions = (lMax + 1) * nMax;
    for (int l = 0; l <= lMax; l++) {
      for (int lm = l * l; lm < (l + 1) * (l + 1); lm++) {
        int row = lm * width;
        for (int j = 0; j < count; j++) {
          int at = j * functions + l * nMax;
          for (int n = 0; n < nMax; n++) {
            double sum = Math.fma(slope[at + n], radial[lm][j], to[row + n]);
            to[row + n] = Math.fma(f[at + n], angular[lm][j], sum);
          }
        }
      }
    }
  }

  @Override
  public void multiply(
      int lMax,
      int nMax,
      double[] factors,
      double[] c,
      int leftAt,
      int rightAt,
      double[] leftTangent,
      double[] rightTangent,
      double[] square) {
    int width = Coefficients.width(nMax);
    for (int l = 0; l <= lMax; l++) {
      for (int n = 0; n < nMax; n++) {
        for (int k = 0; k < nMax; k++) {
          double sum = 0;
          for (int lm = l * l; lm < (l + 1) * (l + 1); lm++) {
            int row = lm * width;
            sum = Math.fma(leftTangent[row + n], c[rightAt + row + k], sum);
            sum = Math.fma(c[leftAt + row + n], rightTangent[row + k], sum);
          }
          square[(l * nMax + n) * width + k] = factors[l] * sum;
        }
      }
    }
  }
}
