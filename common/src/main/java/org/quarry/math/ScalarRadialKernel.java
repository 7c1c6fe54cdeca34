package org.quarry.math;

/**
 * {@link RadialKernel} in plain Java. The just-in-time compiler turns its loops into vector
 * instructions only where all arrays have the same index, so every point is evaluated at the
 * beginning of the result and then copied to its place.
 */
final class ScalarRadialKernel implements RadialKernel {
  @Override
  public void evaluate(
      int count,
      double[] r,
      double inverseStep,
      double[][][] rows,
      double[] blocks,
      int functions,
      double[] f) {
    for (int j = count - 1; j >= 0; j--) {
      double x = r[j] * inverseStep;
      int interval = Math.min((int) x, rows.length - 1);
      double u = 2 * (x - interval) - 1;
      double[][] c = rows[interval];
      highPowers(u, functions, c[4], c[5], c[6], c[7], f);
      lowPowers(u, functions, c[0], c[1], c[2], c[3], f);
      if (j > 0) {
        System.arraycopy(f, 0, f, j * functions, functions);
      }
    }
  }

  // Two loops: one with eight rows is too long for the compiler to vectorise.

  private static void highPowers(
      double u, int count, double[] c4, double[] c5, double[] c6, double[] c7, double[] f) {
    for (int q = 0; q < count; q++) {
      f[q] = Math.fma(u, Math.fma(u, Math.fma(u, c7[q], c6[q]), c5[q]), c4[q]);
    }
  }

  private static void lowPowers(
      double u, int count, double[] c0, double[] c1, double[] c2, double[] c3, double[] f) {
    for (int q = 0; q < count; q++) {
      double high = Math.fma(u, Math.fma(u, f[q], c3[q]), c2[q]);
      f[q] = Math.fma(u, Math.fma(u, high, c1[q]), c0[q]);
    }
  }
}
