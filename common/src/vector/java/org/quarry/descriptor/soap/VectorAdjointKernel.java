package org.quarry.descriptor.soap;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link AdjointKernel} on the Vector API, along the rows of n or the neighbours of a tile. */
final class VectorAdjointKernel implements AdjointKernel {
  private static final VectorSpecies<Double> SPECIES = VectorLanes.SPECIES;
  private static final int STEP = SPECIES.length();
  private static final int TILE = Coefficients.LANES;

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
      int row = m * width;
      for (int k = 0; k < width; k += STEP) {
        DoubleVector sum = DoubleVector.fromArray(SPECIES, to, toAt + row + k);
        for (int n = 0; n < depth; n++) {
          DoubleVector factor = DoubleVector.broadcast(SPECIES, from[fromAt + row + n]);
          sum = factor.fma(DoubleVector.fromArray(SPECIES, by, n * width + k), sum);
        }
        sum.intoArray(to, toAt + row + k);
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
    for (int j = 0; j < TILE; j += STEP) {
      DoubleVector.zero(SPECIES).intoArray(radial, first + j);
      for (int l = 0; l <= lMax; l++) {
        int lm = l * l;
        int end = (l + 1) * (l + 1);
        int at = l * nMax * TILE + j;
        one(nMax, lm++, a, f, slope, at, harmonics, first + j, b, radial);
        if (l % 2 == 1) {
          two(nMax, lm, a, f, slope, at, harmonics, first + j, b, radial);
          lm += 2;
        }
        for (; lm < end; lm += 4) {
          four(nMax, lm, a, f, slope, at, harmonics, first + j, b, radial);
        }
      }
    }
  }

  // Some m at a time share the radial functions and keep the multipliers busy.

  private static void one(
      int nMax,
      int lm,
      double[] a,
      double[] f,
      double[] slope,
      int at,
      double[][] harmonics,
      int to,
      double[][] b,
      double[] radial) {
    int width = Coefficients.width(nMax);
    int row = lm * width;
    DoubleVector value0 = DoubleVector.zero(SPECIES);
    DoubleVector rate0 = DoubleVector.zero(SPECIES);
    for (int n = 0; n < nMax; n++) {
      DoubleVector fn = DoubleVector.fromArray(SPECIES, f, at + n * TILE);
      DoubleVector sn = DoubleVector.fromArray(SPECIES, slope, at + n * TILE);
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[row + n]);
      value0 = a0.fma(fn, value0);
      rate0 = a0.fma(sn, rate0);
    }
    DoubleVector sum = DoubleVector.fromArray(SPECIES, radial, to);
    value0.intoArray(b[lm], to);
    sum = rate0.fma(DoubleVector.fromArray(SPECIES, harmonics[lm], to), sum);
    sum.intoArray(radial, to);
  }

  private static void two(
      int nMax,
      int lm,
      double[] a,
      double[] f,
      double[] slope,
      int at,
      double[][] harmonics,
      int to,
      double[][] b,
      double[] radial) {
    int width = Coefficients.width(nMax);
    int row = lm * width;
    DoubleVector value0 = DoubleVector.zero(SPECIES);
    DoubleVector rate0 = DoubleVector.zero(SPECIES);
    DoubleVector value1 = DoubleVector.zero(SPECIES);
    DoubleVector rate1 = DoubleVector.zero(SPECIES);
    for (int n = 0; n < nMax; n++) {
      DoubleVector fn = DoubleVector.fromArray(SPECIES, f, at + n * TILE);
      DoubleVector sn = DoubleVector.fromArray(SPECIES, slope, at + n * TILE);
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[row + n]);
      value0 = a0.fma(fn, value0);
      rate0 = a0.fma(sn, rate0);
      DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[row + width + n]);
      value1 = a1.fma(fn, value1);
      rate1 = a1.fma(sn, rate1);
    }
    DoubleVector sum = DoubleVector.fromArray(SPECIES, radial, to);
    value0.intoArray(b[lm], to);
    sum = rate0.fma(DoubleVector.fromArray(SPECIES, harmonics[lm], to), sum);
    value1.intoArray(b[lm + 1], to);
    sum = rate1.fma(DoubleVector.fromArray(SPECIES, harmonics[lm + 1], to), sum);
    sum.intoArray(radial, to);
  }

  private static void four(
      int nMax,
      int lm,
      double[] a,
      double[] f,
      double[] slope,
      int at,
      double[][] harmonics,
      int to,
      double[][] b,
      double[] radial) {
    int width = Coefficients.width(nMax);
    int row = lm * width;
    DoubleVector value0 = DoubleVector.zero(SPECIES);
    DoubleVector rate0 = DoubleVector.zero(SPECIES);
    DoubleVector value1 = DoubleVector.zero(SPECIES);
    DoubleVector rate1 = DoubleVector.zero(SPECIES);
    DoubleVector value2 = DoubleVector.zero(SPECIES);
    DoubleVector rate2 = DoubleVector.zero(SPECIES);
    DoubleVector value3 = DoubleVector.zero(SPECIES);
    DoubleVector rate3 = DoubleVector.zero(SPECIES);
    for (int n = 0; n < nMax; n++) {
      DoubleVector fn = DoubleVector.fromArray(SPECIES, f, at + n * TILE);
      DoubleVector sn = DoubleVector.fromArray(SPECIES, slope, at + n * TILE);
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[row + n]);
      value0 = a0.fma(fn, value0);
      rate0 = a0.fma(sn, rate0);
      DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[row + width + n]);
      value1 = a1.fma(fn, value1);
      rate1 = a1.fma(sn, rate1);
      DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[row + 2 * width + n]);
      value2 = a2.fma(fn, value2);
      rate2 = a2.fma(sn, rate2);
      DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[row + 3 * width + n]);
      value3 = a3.fma(fn, value3);
      rate3 = a3.fma(sn, rate3);
    }
    DoubleVector sum = DoubleVector.fromArray(SPECIES, radial, to);
    value0.intoArray(b[lm], to);
    sum = rate0.fma(DoubleVector.fromArray(SPECIES, harmonics[lm], to), sum);
    value1.intoArray(b[lm + 1], to);
    sum = rate1.fma(DoubleVector.fromArray(SPECIES, harmonics[lm + 1], to), sum);
    value2.intoArray(b[lm + 2], to);
    sum = rate2.fma(DoubleVector.fromArray(SPECIES, harmonics[lm + 2], to), sum);
    value3.intoArray(b[lm + 3], to);
    sum = rate3.fma(DoubleVector.fromArray(SPECIES, harmonics[lm + 3], to), sum);
    sum.intoArray(radial, to);
  }
}
