package org.quarry.math;

/**
 * Real solid harmonics R_lm(v) = |v|^l Y_lm(v/|v|) with orthonormal Y_lm, for 0 ≤ l ≤ lMax and −l ≤
 * m ≤ l, at the index l² + l + m. Negative m carry sin|m|φ, positive cos mφ; no Condon–Shortley
 * phase.
 *
 * <p>They are polynomials in x, y, z, so nothing is special about the poles or the origin:
 *
 * <pre>
 * R_00 = 1/√(4π)
 * R_(m+1,±(m+1)) = k_m (x R_(m,±m) ∓ y R_(m,∓m)),   k_0 = √3, k_m = √((2m+3)/(2m+2))
 * R_lm = a_lm (z R_(l−1,m) − b_lm r² R_(l−2,m)),     a² = (4l²−1)/(l²−m²), b² = ((l−1)²−m²)/(4(l−1)²−1)
 * </pre>
 *
 * <p>Many points at once: one array for each function and all loops along the points, which the
 * just-in-time compiler turns into vector instructions. Instances hold constants and may be shared.
 */
public final class SolidHarmonics {
  /** R_00 = 1/√(4π). */
  public static final double CONSTANT = 0.5 / Math.sqrt(Math.PI);

  private final int lMax;
  private final double[] diagonal;
  private final double[] a;
  private final double[] ab;

  public SolidHarmonics(int lMax) {
    if (lMax < 0) {
      throw new IllegalArgumentException("l_max must not be negative, got " + lMax);
    }
    this.lMax = lMax;
    this.diagonal = new double[lMax];
    this.a = new double[(lMax + 1) * (lMax + 1)];
    this.ab = new double[(lMax + 1) * (lMax + 1)];
    for (int m = 0; m < lMax; m++) {
      diagonal[m] = Math.sqrt(m == 0 ? 3 : (2 * m + 3.0) / (2 * m + 2.0));
    }
    for (int l = 1; l <= lMax; l++) {
      for (int m = 0; m < l; m++) {
        double square = (4.0 * l * l - 1) / ((double) l * l - m * m);
        double below = l == 1 ? 0 : ((l - 1.0) * (l - 1) - m * m) / (4.0 * (l - 1) * (l - 1) - 1);
        a[l * (lMax + 1) + m] = Math.sqrt(square);
        ab[l * (lMax + 1) + m] = Math.sqrt(square * below);
      }
    }
  }

  public int lMax() {
    return lMax;
  }

  /** Number of functions, (lMax + 1)². */
  public int size() {
    return (lMax + 1) * (lMax + 1);
  }

  /**
   * All functions at {@code count} points.
   *
   * @param r2 x² + y² + z² of each point
   * @param out receives R_lm of point j at {@code out[l² + l + m][j]}
   */
  public void evaluate(int count, double[] x, double[] y, double[] z, double[] r2, double[][] out) {
    fill(count, CONSTANT, out[0]);
    for (int m = 0; m <= lMax; m++) {
      int sectoral = m * m + m;
      if (m == 1) {
        scale(count, diagonal[0], x, out[0], out[3]);
        scale(count, diagonal[0], y, out[0], out[1]);
      } else if (m > 1) {
        int below = (m - 1) * (m - 1) + m - 1;
        rotate(
            count,
            diagonal[m - 1],
            x,
            y,
            out[below + m - 1],
            out[below - m + 1],
            out[sectoral + m],
            out[sectoral - m]);
      }
      climb(count, m, m, z, r2, out);
      if (m > 0) {
        climb(count, m, -m, z, r2, out);
      }
    }
  }

  /** R_lm for l &gt; |m| from R_mm. */
  private void climb(int count, int absM, int m, double[] z, double[] r2, double[][] out) {
    for (int l = absM + 1; l <= lMax; l++) {
      double up = a[l * (lMax + 1) + absM];
      double[] below = out[(l - 1) * l + m];
      double[] to = out[l * l + l + m];
      if (l == absM + 1) {
        scale(count, up, z, below, to);
      } else {
        recur(count, up, ab[l * (lMax + 1) + absM], z, r2, below, out[(l - 2) * (l - 1) + m], to);
      }
    }
  }

  private static void fill(int count, double value, double[] to) {
    for (int j = 0; j < count; j++) {
      to[j] = value;
    }
  }

  private static void scale(int count, double factor, double[] x, double[] from, double[] to) {
    for (int j = 0; j < count; j++) {
      to[j] = factor * x[j] * from[j];
    }
  }

  private static void rotate(
      int count,
      double factor,
      double[] x,
      double[] y,
      double[] cosine,
      double[] sine,
      double[] toCosine,
      double[] toSine) {
    for (int j = 0; j < count; j++) {
      toCosine[j] = factor * (x[j] * cosine[j] - y[j] * sine[j]);
      toSine[j] = factor * (x[j] * sine[j] + y[j] * cosine[j]);
    }
  }

  private static void recur(
      int count,
      double up,
      double back,
      double[] z,
      double[] r2,
      double[] below,
      double[] twoBelow,
      double[] to) {
    for (int j = 0; j < count; j++) {
      to[j] = up * z[j] * below[j] - back * r2[j] * twoBelow[j];
    }
  }
}
