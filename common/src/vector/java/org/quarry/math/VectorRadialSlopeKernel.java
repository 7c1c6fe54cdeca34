package org.quarry.math;

import static org.quarry.math.RadialKernel.BLOCK;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link RadialSlopeKernel} with the functions of a point along the lanes. */
final class VectorRadialSlopeKernel implements RadialSlopeKernel {
  private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;

  @Override
  public void evaluate(
      int from,
      int to,
      double[] r,
      double inverseStep,
      int intervals,
      double[] blocks,
      int functions,
      double[] f,
      double[] slope) {
    int length = blocks.length / intervals;
    for (int j = from; j < to; j++) {
      double x = r[j] * inverseStep;
      int interval = Math.min((int) x, intervals - 1);
      double u = 2 * (x - interval) - 1;
      int at = (j - from) * functions;
      evaluate(u, 2 * inverseStep, blocks, interval * length, functions, f, slope, at);
    }
  }

  private static void evaluate(
      double u,
      double factor,
      double[] c,
      int begin,
      int functions,
      double[] f,
      double[] slope,
      int at) {
    DoubleVector t = DoubleVector.broadcast(LANES, u);
    DoubleVector scale = DoubleVector.broadcast(LANES, factor);
    for (int q = 0; q < functions; q += BLOCK) {
      int block = begin + RadialKernel.POWERS * q;
      for (int lane = 0; lane < BLOCK; lane += LANES.length()) {
        DoubleVector p = DoubleVector.fromArray(LANES, c, block + 7 * BLOCK + lane);
        DoubleVector d = t.fma(DoubleVector.zero(LANES), p);
        p = t.fma(p, DoubleVector.fromArray(LANES, c, block + 6 * BLOCK + lane));
        d = t.fma(d, p);
        p = t.fma(p, DoubleVector.fromArray(LANES, c, block + 5 * BLOCK + lane));
        d = t.fma(d, p);
        p = t.fma(p, DoubleVector.fromArray(LANES, c, block + 4 * BLOCK + lane));
        d = t.fma(d, p);
        p = t.fma(p, DoubleVector.fromArray(LANES, c, block + 3 * BLOCK + lane));
        d = t.fma(d, p);
        p = t.fma(p, DoubleVector.fromArray(LANES, c, block + 2 * BLOCK + lane));
        d = t.fma(d, p);
        p = t.fma(p, DoubleVector.fromArray(LANES, c, block + BLOCK + lane));
        d = t.fma(d, p);
        p = t.fma(p, DoubleVector.fromArray(LANES, c, block + lane));
        p.intoArray(f, at + q + lane);
        d.mul(scale).intoArray(slope, at + q + lane);
      }
    }
  }
}
