package org.quarry.math;

import java.util.Arrays;

/**
 * Derivatives of the real {@link SolidHarmonics}, which are solid harmonics of the next lower
 * degree. With C_m = R_(l−1,m) and S_m = R_(l−1,−m) for m ≥ 0, S_0 = 0:
 *
 * <pre>
 * ∂R_lm/∂z     = α_lm R_(l−1,m)
 * ∂R_lm/∂x     = p_(l,m−1) C_(m−1) − q_(l,m+1) C_(m+1)      ∂R_(l,−m)/∂x = p S_(m−1) − q S_(m+1)
 * ∂R_lm/∂y     = −p_(l,m−1) S_(m−1) − q_(l,m+1) S_(m+1)     ∂R_(l,−m)/∂y = p C_(m−1) + q C_(m+1)
 * ∂R_l0/∂x     = −q_l1 C_1,   ∂R_l0/∂y = −q_l1 S_1
 * α_lm² = (2l+1)(l²−m²)/(2l−1),  4p_lm² = (2l+1)(l+m)(l+m+1)/(2l−1),  4q_lm² = (2l+1)(l−m)(l−m+1)/(2l−1)
 * </pre>
 *
 * <p>p_l0 and q_l1 carry another √2, since R_l0 is normalised without one. Like the functions, many
 * points at once: one array for each function and all loops along the points. Instances hold
 * constants and may be shared.
 */
public final class HarmonicGradient {
  private final int lMax;
  private final double[][] alpha;
  private final double[][] p;
  private final double[][] q;

  /**
   * The gradients of degrees up to lMax.
   *
   * @throws IllegalArgumentException if lMax is negative
   */
  public HarmonicGradient(int lMax) {
    if (lMax < 0) {
      throw new IllegalArgumentException("l_max must not be negative, got " + lMax);
    }
    this.lMax = lMax;
    this.alpha = new double[lMax + 1][lMax + 1];
    this.p = new double[lMax + 1][lMax + 1];
    this.q = new double[lMax + 1][lMax + 1];
    for (int l = 1; l <= lMax; l++) {
      double ratio = (2 * l + 1.0) / (2 * l - 1.0);
      for (int m = 0; m < l; m++) {
        alpha[l][m] = Math.sqrt(ratio * (l * l - m * m));
        p[l][m] = 0.5 * Math.sqrt((m == 0 ? 2 : 1) * ratio * (l + m) * (l + m + 1));
        q[l][m] = 0.5 * Math.sqrt((m == 1 ? 2 : 1) * ratio * (l - m) * (l - m + 1));
      }
    }
  }

  /**
   * The three derivatives of all functions at {@code count} points, in the layout of {@link
   * SolidHarmonics#evaluate}.
   *
   * @param values R_lm of point j at {@code values[l² + l + m][j]}
   * @param dx receives ∂R_lm/∂x, {@code dy} and {@code dz} likewise
   */
  public void evaluate(int count, double[][] values, double[][] dx, double[][] dy, double[][] dz) {
    Arrays.fill(dx[0], 0, count, 0);
    Arrays.fill(dy[0], 0, count, 0);
    Arrays.fill(dz[0], 0, count, 0);
    for (int l = 1; l <= lMax; l++) {
      int below = l * l - l; // (l−1, 0)
      int at = l * l + l; // (l, 0)
      double[] zero = values[0]; // times 0: stands for a function that is not there
      for (int m = 0; m <= l; m++) {
        boolean higher = m + 1 < l;
        double up = higher ? q[l][m + 1] : 0;
        double[] upC = higher ? values[below + m + 1] : zero;
        double[] upS = higher ? values[below - m - 1] : zero;
        double straight = m < l ? alpha[l][m] : 0;
        combine(count, straight, m < l ? values[below + m] : zero, 0, zero, dz[at + m]);
        if (m == 0) {
          combine(count, -up, upC, 0, zero, dx[at]);
          combine(count, -up, upS, 0, zero, dy[at]);
          continue;
        }
        double down = p[l][m - 1];
        double[] downC = values[below + m - 1];
        double downward = m > 1 ? down : 0; // S_0 = 0
        double[] downS = m > 1 ? values[below - m + 1] : zero;
        combine(count, straight, m < l ? values[below - m] : zero, 0, zero, dz[at - m]);
        combine(count, down, downC, -up, upC, dx[at + m]);
        combine(count, downward, downS, -up, upS, dx[at - m]);
        combine(count, -downward, downS, -up, upS, dy[at + m]);
        combine(count, down, downC, up, upC, dy[at - m]);
      }
    }
  }

  /**
   * The gradients of the fields Σ_lm b_lm R_lm at {@code count} points, each with coefficients of
   * its own that are held fixed: g_a = Σ_lm b_lm ∂R_lm/∂a.
   *
   * @param values R_lm of point j at {@code values[l² + l + m][j]}
   * @param b b_lm of point j at {@code b[l² + l + m][j]}
   * @param gx receives the x component, {@code gy} and {@code gz} likewise
   */
  public void pullBack(
      int count, double[][] values, double[][] b, double[] gx, double[] gy, double[] gz) {
    Arrays.fill(gx, 0, count, 0);
    Arrays.fill(gy, 0, count, 0);
    Arrays.fill(gz, 0, count, 0);
    for (int l = 1; l <= lMax; l++) {
      int below = l * l - l;
      int at = l * l + l;
      axial(count, p[l][0], alpha[l][0], values[below], b[at + 1], b[at - 1], b[at], gx, gy, gz);
      for (int m = 1; m < l; m++) {
        double[] c = values[below + m];
        double[] s = values[below - m];
        along(count, alpha[l][m], c, s, b[at + m], b[at - m], gz);
        across(count, p[l][m], c, s, b[at + m + 1], b[at - m - 1], gx, gy);
        if (m == 1) {
          across(count, -q[l][1], c, s, b[at], gx, gy);
        } else {
          back(count, q[l][m], c, s, b[at + m - 1], b[at - m + 1], gx, gy);
        }
      }
    }
  }

  private static void combine(int count, double f, double[] x, double g, double[] y, double[] to) {
    for (int j = 0; j < count; j++) {
      to[j] = f * x[j] + g * y[j];
    }
  }

  /** What R_(l−1,0) multiplies. */
  private static void axial(
      int count,
      double p,
      double alpha,
      double[] value,
      double[] cosine,
      double[] sine,
      double[] middle,
      double[] gx,
      double[] gy,
      double[] gz) {
    for (int j = 0; j < count; j++) {
      double f = p * value[j];
      gx[j] += f * cosine[j];
      gy[j] += f * sine[j];
      gz[j] += alpha * value[j] * middle[j];
    }
  }

  private static void along(
      int count, double f, double[] c, double[] s, double[] bc, double[] bs, double[] gz) {
    for (int j = 0; j < count; j++) {
      gz[j] += f * (c[j] * bc[j] + s[j] * bs[j]);
    }
  }

  /** From order m + 1 down to m. */
  private static void across(
      int count,
      double f,
      double[] c,
      double[] s,
      double[] bc,
      double[] bs,
      double[] gx,
      double[] gy) {
    for (int j = 0; j < count; j++) {
      gx[j] += f * (c[j] * bc[j] + s[j] * bs[j]);
      gy[j] += f * (c[j] * bs[j] - s[j] * bc[j]);
    }
  }

  /** From order 0, which has no sine, up to 1. */
  private static void across(
      int count, double f, double[] c, double[] s, double[] b, double[] gx, double[] gy) {
    for (int j = 0; j < count; j++) {
      double fb = f * b[j];
      gx[j] += c[j] * fb;
      gy[j] += s[j] * fb;
    }
  }

  /** From order m − 1 up to m. */
  private static void back(
      int count,
      double f,
      double[] c,
      double[] s,
      double[] bc,
      double[] bs,
      double[] gx,
      double[] gy) {
    for (int j = 0; j < count; j++) {
      gx[j] -= f * (c[j] * bc[j] + s[j] * bs[j]);
      gy[j] += f * (c[j] * bs[j] - s[j] * bc[j]);
    }
  }
}
