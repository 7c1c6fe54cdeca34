package org.quarry.math;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link HarmonicsKernel} with the points along the lanes and the recursions in registers. Vectors
 * do not cross from method to method, where they would become objects.
 */
final class VectorHarmonicsKernel implements HarmonicsKernel {
  private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;

  private final HarmonicsKernel rest = new ScalarHarmonicsKernel();

  @Override
  public void evaluate(
      SolidHarmonics constants,
      int from,
      int to,
      double[] x,
      double[] y,
      double[] z,
      double[] r2,
      double[][] out) {
    int j = from;
    int last = out[0].length - LANES.length();
    for (; j < to && j <= last; j += LANES.length()) {
      turn(constants, x, y, out, j);
      climb(constants, z, r2, out, j);
      for (int m = 1; m < constants.lMax(); m++) {
        climb(constants, m, z, r2, out, j);
      }
    }
    if (j < to) {
      rest.evaluate(constants, j, to, x, y, z, r2, out);
    }
  }

  /** R_mm and R_m,−m for all m. */
  private static void turn(
      SolidHarmonics constants, double[] xs, double[] ys, double[][] out, int j) {
    DoubleVector x = DoubleVector.fromArray(LANES, xs, j);
    DoubleVector y = DoubleVector.fromArray(LANES, ys, j);
    DoubleVector constant = DoubleVector.broadcast(LANES, SolidHarmonics.CONSTANT);
    constant.intoArray(out[0], j);
    if (constants.lMax() == 0) {
      return;
    }
    DoubleVector first = DoubleVector.broadcast(LANES, constants.diagonal(0));
    DoubleVector cosine = first.mul(x).mul(constant);
    DoubleVector sine = first.mul(y).mul(constant);
    cosine.intoArray(out[3], j);
    sine.intoArray(out[1], j);
    for (int m = 2; m <= constants.lMax(); m++) {
      DoubleVector factor = DoubleVector.broadcast(LANES, constants.diagonal(m - 1));
      DoubleVector turned = factor.mul(x.mul(cosine).sub(y.mul(sine)));
      sine = factor.mul(x.mul(sine).add(y.mul(cosine)));
      cosine = turned;
      cosine.intoArray(out[m * m + 2 * m], j);
      sine.intoArray(out[m * m], j);
    }
  }

  /** R_l0 for l &gt; 0. */
  private static void climb(
      SolidHarmonics constants, double[] zs, double[] r2s, double[][] out, int j) {
    if (constants.lMax() == 0) {
      return;
    }
    DoubleVector z = DoubleVector.fromArray(LANES, zs, j);
    DoubleVector r2 = DoubleVector.fromArray(LANES, r2s, j);
    DoubleVector twoBelow = DoubleVector.fromArray(LANES, out[0], j);
    DoubleVector below = DoubleVector.broadcast(LANES, constants.up(1, 0)).mul(z).mul(twoBelow);
    below.intoArray(out[2], j);
    for (int l = 2; l <= constants.lMax(); l++) {
      DoubleVector up = DoubleVector.broadcast(LANES, constants.up(l, 0)).mul(z);
      DoubleVector back = DoubleVector.broadcast(LANES, constants.back(l, 0)).mul(r2);
      DoubleVector next = up.mul(below).sub(back.mul(twoBelow));
      next.intoArray(out[l * l + l], j);
      twoBelow = below;
      below = next;
    }
  }

  /** R_lm and R_l,−m for l &gt; m &gt; 0. */
  private static void climb(
      SolidHarmonics constants, int m, double[] zs, double[] r2s, double[][] out, int j) {
    DoubleVector z = DoubleVector.fromArray(LANES, zs, j);
    DoubleVector r2 = DoubleVector.fromArray(LANES, r2s, j);
    DoubleVector twoBelow = DoubleVector.fromArray(LANES, out[m * m + 2 * m], j);
    DoubleVector twoBelowSine = DoubleVector.fromArray(LANES, out[m * m], j);
    DoubleVector first = DoubleVector.broadcast(LANES, constants.up(m + 1, m)).mul(z);
    DoubleVector below = first.mul(twoBelow);
    DoubleVector belowSine = first.mul(twoBelowSine);
    int lm = (m + 1) * (m + 2);
    below.intoArray(out[lm + m], j);
    belowSine.intoArray(out[lm - m], j);
    for (int l = m + 2; l <= constants.lMax(); l++) {
      DoubleVector up = DoubleVector.broadcast(LANES, constants.up(l, m)).mul(z);
      DoubleVector back = DoubleVector.broadcast(LANES, constants.back(l, m)).mul(r2);
      DoubleVector next = up.mul(below).sub(back.mul(twoBelow));
      DoubleVector nextSine = up.mul(belowSine).sub(back.mul(twoBelowSine));
      lm = l * l + l;
      next.intoArray(out[lm + m], j);
      nextSine.intoArray(out[lm - m], j);
      twoBelow = below;
      twoBelowSine = belowSine;
      below = next;
      belowSine = nextSine;
    }
  }
}
