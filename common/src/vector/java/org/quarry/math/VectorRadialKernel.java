package org.quarry.math;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link RadialKernel} with the functions of a point along the lanes. */
final class VectorRadialKernel implements RadialKernel {
  private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;

  @Override
  public void evaluate(
      int count, double[] r, double inverseStep, double[][][] rows, int functions, double[] f) {
    for (int j = 0; j < count; j++) {
      double x = r[j] * inverseStep;
      int interval = Math.min((int) x, rows.length - 1);
      double u = 2 * (x - interval) - 1;
      evaluate(u, rows[interval], functions, f, j * functions);
    }
  }

  private static void evaluate(double u, double[][] rows, int functions, double[] f, int at) {
    double[] c0 = rows[0];
    double[] c1 = rows[1];
    double[] c2 = rows[2];
    double[] c3 = rows[3];
    double[] c4 = rows[4];
    double[] c5 = rows[5];
    double[] c6 = rows[6];
    double[] c7 = rows[7];
    DoubleVector t = DoubleVector.broadcast(LANES, u);
    for (int q = 0; q < functions; q += LANES.length()) {
      DoubleVector.fromArray(LANES, c7, q)
          .fma(t, DoubleVector.fromArray(LANES, c6, q))
          .fma(t, DoubleVector.fromArray(LANES, c5, q))
          .fma(t, DoubleVector.fromArray(LANES, c4, q))
          .fma(t, DoubleVector.fromArray(LANES, c3, q))
          .fma(t, DoubleVector.fromArray(LANES, c2, q))
          .fma(t, DoubleVector.fromArray(LANES, c1, q))
          .fma(t, DoubleVector.fromArray(LANES, c0, q))
          .intoArray(f, at + q);
    }
  }
}
