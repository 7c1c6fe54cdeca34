package org.quarry.math;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The orthonormal polynomial radial basis of DScribe, the same for every l:
 *
 * <pre>
 * g_n(r) = Σ_k β_nk (r_cut − r)^(k+2),  k = 1 … n_max,   β = S^(−1/2)
 * S_ij = 2 r_cut^(7+i+j) / ((5+i+j)(6+i+j)(7+i+j))
 * </pre>
 */
public final class PolynomialBasis {
  private static final int BITS = 512;
  private static final int POINTS = 100;

  private final int nMax;
  private final GaussLegendre quadrature;
  private final double[][] g;

  /**
   * The basis of a cutoff.
   *
   * @param rCut cutoff in Å, positive
   * @param nMax number of functions, at least 1
   */
  public PolynomialBasis(double rCut, int nMax) {
    if (!(rCut > 0) || nMax < 1) {
      throw new IllegalArgumentException(
          "a polynomial basis needs r_cut > 0 and n_max ≥ 1, got " + rCut + ", " + nMax);
    }
    this.nMax = nMax;
    this.quadrature = GaussLegendre.on(0, rCut, POINTS);
    this.g = new double[nMax][POINTS];
    FixedPoint field = new FixedPoint(BITS);
    BigInteger[][] s = new BigInteger[nMax][nMax];
    for (int i = 0; i < nMax; i++) {
      for (int j = 0; j < nMax; j++) {
        int m = i + j + 2;
        BigInteger power = field.power(field.of(rCut), 7 + m).shiftLeft(1);
        s[i][j] = power.divide(BigInteger.valueOf((5L + m) * (6 + m) * (7 + m)));
      }
    }
    BigInteger[][] beta = FixedPointMatrix.inverseSquareRoot(field, s);
    for (int q = 0; q < POINTS; q++) {
      BigInteger d = field.of(rCut).subtract(field.of(quadrature.node(q)));
      for (int n = 0; n < nMax; n++) {
        BigInteger sum = BigInteger.ZERO;
        BigInteger power = field.power(d, 3);
        for (int k = 0; k < nMax; k++) {
          sum = sum.add(field.multiply(beta[n][k], power));
          power = field.multiply(power, d);
        }
        g[n][q] = field.toDouble(sum);
      }
    }
  }

  /** g_n at a node of the {@value #POINTS}-point Gauss–Legendre rule on [0, r_cut]. */
  public double value(int n, int node) {
    return g[n][node];
  }

  public GaussLegendre quadrature() {
    return quadrature;
  }

  /**
   * The radial parts of the expansion of the Gaussian exp(−η|r−v|²), η = 1/(2σ²), over g_n Y_lm:
   *
   * <pre>
   * G_nl(v) = 4π v^(−l) ∫₀^r_cut r² g_n(r) exp(−η(r²+v²)) i_l(2ηrv) dr
   * </pre>
   *
   * by {@value #POINTS}-point Gauss–Legendre quadrature.
   *
   * @param sigma σ in Å, positive
   * @param lMax highest degree
   */
  public RadialFunctions smoothedBy(double sigma, int lMax) {
    double eta = 1 / (2 * sigma * sigma);
    return new RadialFunctions() {
      @Override
      public int nMax() {
        return nMax;
      }

      @Override
      public int lMax() {
        return lMax;
      }

      @Override
      public void sample(double v, double[] out) {
        double[] bessel = new double[lMax + 1];
        Arrays.fill(out, 0, (lMax + 1) * nMax, 0);
        for (int q = 0; q < POINTS; q++) {
          double r = quadrature.node(q);
          double gauss = StrictMath.exp(-eta * (r - v) * (r - v));
          double factor = 4 * Math.PI * quadrature.weight(q) * r * r * gauss;
          ModifiedBessel.scaled(2 * eta * r * v, bessel);
          for (int l = 0; l <= lMax; l++) {
            for (int n = 0; n < nMax; n++) {
              out[l * nMax + n] += factor * bessel[l] * g[n][q];
            }
            factor *= 2 * eta * r;
          }
        }
      }
    };
  }
}
