package org.quarry.descriptor.scattering;

import org.quarry.math.SolidHarmonics;

/**
 * Real solid harmonics |v|^l Y_lm of one l as polynomials in the middle coordinate y, whose
 * coefficients are polynomials in x and z. They have the parity of x, y and z each; so along a line
 * in y they are y^p times a polynomial in y².
 *
 * <p>The coefficients come from the recurrences of {@link SolidHarmonics}.
 */
final class HarmonicPolynomials {
  private final int l;
  private final double[][] coefficients;
  private final int[][] parity;

  private HarmonicPolynomials(int l, double[][] coefficients) {
    this.l = l;
    this.coefficients = coefficients;
    this.parity = new int[coefficients.length][3];
    for (int m = 0; m < coefficients.length; m++) {
      for (int a = 0; a <= l; a++) {
        for (int b = 0; a + b <= l; b++) {
          if (coefficients[m][a * (l + 1) + b] != 0) {
            parity[m] = new int[] {a & 1, b & 1, (l - a - b) & 1};
          }
        }
      }
    }
  }

  /** The polynomials of 0 ≤ l ≤ lMax. */
  static HarmonicPolynomials[] upTo(int lMax) {
    double[][][] r = new double[lMax + 1][][];
    HarmonicPolynomials[] all = new HarmonicPolynomials[lMax + 1];
    for (int l = 0; l <= lMax; l++) {
      r[l] = new double[2 * l + 1][(l + 1) * (l + 1)];
      if (l == 0) {
        r[0][0][0] = SolidHarmonics.CONSTANT;
      } else {
        double k = Math.sqrt(l == 1 ? 3 : (2 * l + 1.0) / (2 * l));
        sectoral(l, k, r[l - 1][2 * l - 2], r[l - 1][0], r[l][2 * l], r[l][0]);
        for (int m = -(l - 1); m <= l - 1; m++) {
          zonal(l, m, r[l - 1][l - 1 + m], r[l][l + m]);
          if (Math.abs(m) <= l - 2) {
            subtract(l, m, r[l - 2][l - 2 + m], r[l][l + m]);
          }
        }
      }
      all[l] = new HarmonicPolynomials(l, r[l]);
    }
    return all;
  }

  /** R_(l,±l) = k (x R_(l−1,±(l−1)) ∓ y R_(l−1,∓(l−1))); of l = 1 there is no sine below. */
  private static void sectoral(
      int l, double k, double[] cosine, double[] sine, double[] toCosine, double[] toSine) {
    for (int a = 0; a < l; a++) {
      for (int b = 0; a + b < l; b++) {
        double c = cosine[a * l + b];
        double s = l == 1 ? 0 : sine[a * l + b];
        toCosine[(a + 1) * (l + 1) + b] += k * c;
        toCosine[a * (l + 1) + b + 1] -= k * s;
        toSine[(a + 1) * (l + 1) + b] += k * s;
        toSine[a * (l + 1) + b + 1] += k * c;
      }
    }
  }

  /** R_lm = a_lm (z R_(l−1,m) − …). */
  private static void zonal(int l, int m, double[] below, double[] to) {
    double up = up(l, m);
    for (int a = 0; a < l; a++) {
      for (int b = 0; a + b < l; b++) {
        to[a * (l + 1) + b] += up * below[a * l + b];
      }
    }
  }

  /** R_lm = … − a_lm b_lm r² R_(l−2,m). */
  private static void subtract(int l, int m, double[] twoBelow, double[] to) {
    double square = ((l - 1.0) * (l - 1) - m * m) / (4.0 * (l - 1) * (l - 1) - 1);
    double back = up(l, m) * Math.sqrt(square);
    for (int a = 0; a < l - 1; a++) {
      for (int b = 0; a + b < l - 1; b++) {
        double c = back * twoBelow[a * (l - 1) + b];
        to[(a + 2) * (l + 1) + b] -= c;
        to[a * (l + 1) + b + 2] -= c;
        to[a * (l + 1) + b] -= c;
      }
    }
  }

  private static double up(int l, int m) {
    return Math.sqrt((4.0 * l * l - 1) / ((double) l * l - m * m));
  }

  /** Functions, 2l + 1; number m is that of order m − l. */
  int size() {
    return coefficients.length;
  }

  /** Parity along an axis: 0 even, 1 odd. */
  int parity(int m, int axis) {
    return parity[m][axis];
  }

  /** Terms of the polynomial in y². */
  int terms(int m) {
    return (l - parity[m][1]) / 2 + 1;
  }

  /** The coefficient of y^(p + 2 term) at x and z. */
  double coefficient(int m, int term, double x, double z) {
    double[] from = coefficients[m];
    int b = parity[m][1] + 2 * term;
    double sum = 0;
    double power = 1;
    for (int a = l - b; a >= 0; a--) {
      sum = sum * x + from[a * (l + 1) + b] * power;
      power *= z;
    }
    return sum;
  }
}
