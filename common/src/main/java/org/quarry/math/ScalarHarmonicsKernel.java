package org.quarry.math;

import java.util.Arrays;

/**
 * {@link HarmonicsKernel} in plain Java: every loop runs along the points, which the just-in-time
 * compiler turns into vector instructions.
 */
final class ScalarHarmonicsKernel implements HarmonicsKernel {
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
    Arrays.fill(out[0], from, to, SolidHarmonics.CONSTANT);
    for (int m = 0; m <= constants.lMax(); m++) {
      int sectoral = m * m + m;
      if (m == 1) {
        scale(from, to, constants.diagonal(0), x, out[0], out[3]);
        scale(from, to, constants.diagonal(0), y, out[0], out[1]);
      } else if (m > 1) {
        int below = (m - 1) * (m - 1) + m - 1;
        rotate(
            from,
            to,
            constants.diagonal(m - 1),
            x,
            y,
            out[below + m - 1],
            out[below - m + 1],
            out[sectoral + m],
            out[sectoral - m]);
      }
      climb(constants, from, to, m, m, z, r2, out);
      if (m > 0) {
        climb(constants, from, to, m, -m, z, r2, out);
      }
    }
  }

  /** R_lm for l &gt; |m| from R_mm. */
  private static void climb(
      SolidHarmonics constants,
      int from,
      int to,
      int absM,
      int m,
      double[] z,
      double[] r2,
      double[][] out) {
    for (int l = absM + 1; l <= constants.lMax(); l++) {
      double up = constants.up(l, absM);
      double[] below = out[(l - 1) * l + m];
      double[] result = out[l * l + l + m];
      if (l == absM + 1) {
        scale(from, to, up, z, below, result);
      } else {
        double back = constants.back(l, absM);
        recur(from, to, up, back, z, r2, below, out[(l - 2) * (l - 1) + m], result);
      }
    }
  }

  private static void scale(
      int from, int to, double factor, double[] x, double[] of, double[] result) {
    for (int j = from; j < to; j++) {
      result[j] = factor * x[j] * of[j];
    }
  }

  private static void rotate(
      int from,
      int to,
      double factor,
      double[] x,
      double[] y,
      double[] cosine,
      double[] sine,
      double[] toCosine,
      double[] toSine) {
    for (int j = from; j < to; j++) {
      toCosine[j] = factor * (x[j] * cosine[j] - y[j] * sine[j]);
      toSine[j] = factor * (x[j] * sine[j] + y[j] * cosine[j]);
    }
  }

  private static void recur(
      int from,
      int to,
      double up,
      double back,
      double[] z,
      double[] r2,
      double[] below,
      double[] twoBelow,
      double[] result) {
    for (int j = from; j < to; j++) {
      result[j] = up * z[j] * below[j] - back * r2[j] * twoBelow[j];
    }
  }
}
