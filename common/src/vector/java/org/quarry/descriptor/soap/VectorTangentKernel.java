package org.quarry.descriptor.soap;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link TangentKernel} on the Vector API, along the rows of n or n'. */
final class VectorTangentKernel implements TangentKernel {
  private static final VectorSpecies<Double> SPECIES = VectorLanes.SPECIES;
  private static final int STEP = SPECIES.length();

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
        double[] r = radial[lm];
        double[] s = angular[lm];
        for (int n = 0; n < nMax; n += STEP) {
          DoubleVector sum = DoubleVector.fromArray(SPECIES, to, lm * width + n);
          for (int j = 0; j < count; j++) {
            int at = j * functions + l * nMax + n;
            sum =
                DoubleVector.fromArray(SPECIES, slope, at)
                    .fma(DoubleVector.broadcast(SPECIES, r[j]), sum);
            sum =
                DoubleVector.fromArray(SPECIES, f, at)
                    .fma(DoubleVector.broadcast(SPECIES, s[j]), sum);
          }
          sum.intoArray(to, lm * width + n);
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
      DoubleVector factor = DoubleVector.broadcast(SPECIES, factors[l]);
      for (int n = 0; n < nMax; n++) {
        for (int k = 0; k < nMax; k += STEP) {
          DoubleVector sum = DoubleVector.zero(SPECIES);
          for (int lm = l * l; lm < (l + 1) * (l + 1); lm++) {
            int row = lm * width;
            sum =
                DoubleVector.fromArray(SPECIES, c, rightAt + row + k)
                    .fma(DoubleVector.broadcast(SPECIES, leftTangent[row + n]), sum);
            sum =
                DoubleVector.fromArray(SPECIES, rightTangent, row + k)
                    .fma(DoubleVector.broadcast(SPECIES, c[leftAt + row + n]), sum);
          }
          sum.mul(factor).intoArray(square, (l * nMax + n) * width + k);
        }
      }
    }
  }
}
