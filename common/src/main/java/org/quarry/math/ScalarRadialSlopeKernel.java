package org.quarry.math;

/** {@link RadialSlopeKernel} in plain Java. */
final class ScalarRadialSlopeKernel implements RadialSlopeKernel {
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
      for (int q = 0; q < functions; q++) {
        int lane = q % RadialKernel.BLOCK;
        int at = interval * length + RadialKernel.POWERS * (q - lane) + lane;
        double p = blocks[at + 7 * RadialKernel.BLOCK];
        double d = 0;
        for (int k = 6; k >= 0; k--) {
          d = Math.fma(u, d, p);
          p = Math.fma(u, p, blocks[at + k * RadialKernel.BLOCK]);
        }
        f[(j - from) * functions + q] = p;
        slope[(j - from) * functions + q] = 2 * inverseStep * d;
      }
    }
  }
}
