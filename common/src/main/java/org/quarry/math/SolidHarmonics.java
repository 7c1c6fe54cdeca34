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
 * <p>Many points at once: one array for each function. Instances hold constants and may be shared.
 */
public final class SolidHarmonics {
  /** R_00 = 1/√(4π). */
  public static final double CONSTANT = 0.5 / Math.sqrt(Math.PI);

  private static final HarmonicsKernel KERNEL =
      Kernels.of(HarmonicsKernel.class, ScalarHarmonicsKernel::new);

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
   * @param out receives R_lm of point j at {@code out[l² + l + m][j]}. Its rows and the other
   *     arrays are all of one length; the numbers after {@code count} may be overwritten. A length
   *     that is a multiple of eight is the fastest.
   */
  public void evaluate(int count, double[] x, double[] y, double[] z, double[] r2, double[][] out) {
    KERNEL.evaluate(this, 0, count, x, y, z, r2, out);
  }

  /** k_m. */
  double diagonal(int m) {
    return diagonal[m];
  }

  /** a_lm for m ≥ 0. */
  double up(int l, int m) {
    return a[l * (lMax + 1) + m];
  }

  /** a_lm b_lm for m ≥ 0. */
  double back(int l, int m) {
    return ab[l * (lMax + 1) + m];
  }
}
