package org.quarry.math;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link RadialKernel} with the functions of a point along the lanes. */
final class VectorRadialKernel implements RadialKernel {
  private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;

  @Override
  public void evaluate(
      int count,
      double[] r,
      double inverseStep,
      double[][][] rows,
      double[] blocks,
      int functions,
      double[] f) {
    int length = blocks.length / rows.length;
    for (int j = 0; j < count; j++) {
      double x = r[j] * inverseStep;
      int interval = Math.min((int) x, rows.length - 1);
      double u = 2 * (x - interval) - 1;
      evaluate(u, blocks, interval * length, functions, f, j * functions);
    }
  }

  private static void evaluate(double u, double[] c, int begin, int functions, double[] f, int at) {
    DoubleVector t = DoubleVector.broadcast(LANES, u);
    for (int q = 0; q < functions; q += BLOCK) {
      int block = begin + POWERS * q;
      for (int lane = 0; lane < BLOCK; lane += LANES.length()) {
        DoubleVector.fromArray(LANES, c, block + 7 * BLOCK + lane)
            .fma(t, DoubleVector.fromArray(LANES, c, block + 6 * BLOCK + lane))
            .fma(t, DoubleVector.fromArray(LANES, c, block + 5 * BLOCK + lane))
            .fma(t, DoubleVector.fromArray(LANES, c, block + 4 * BLOCK + lane))
            .fma(t, DoubleVector.fromArray(LANES, c, block + 3 * BLOCK + lane))
            .fma(t, DoubleVector.fromArray(LANES, c, block + 2 * BLOCK + lane))
            .fma(t, DoubleVector.fromArray(LANES, c, block + BLOCK + lane))
            .fma(t, DoubleVector.fromArray(LANES, c, block + lane))
            .intoArray(f, at + q + lane);
      }
    }
  }
}
