package org.quarry.math;

import java.math.BigInteger;

/**
 * The orthonormal Gaussian-type radial basis of DScribe (Himanen et al., Comput. Phys. Commun. 247,
 * 106949 (2020)):
 *
 * <pre>
 * g_nl(r) = Σ_k β^l_nk r^l exp(−α_kl r²),   β^l = (S^l)^(−1/2)
 * a_k  = 1 + (k−1)(r_cut−1)/(n_max−1),      α_kl = −ln(0.001/a_k^l)/a_k²
 * S^l_kk' = ½ Γ(l+3/2) (α_kl + α_k'l)^−(l+3/2)
 * </pre>
 *
 * <p>The overlap matrices are nearly singular (condition number 5·10⁸ for r_cut 5 Å, n_max 8, l_max
 * 6, and 10²² and more for n_max 20), so β is computed with {@value #BITS} binary places from the α
 * as doubles.
 */
public final class GtoBasis {
  private static final int BITS = 448;
  private static final int SAMPLING_BITS = 208;
  private static final double DECAY = 0.001;

  private final FixedPoint exact = new FixedPoint(BITS);
  private final int nMax;
  private final int lMax;
  private final double[][] alphas;
  private final BigInteger[][][] betas;

  /**
   * The basis of a cutoff.
   *
   * @param rCut cutoff in Å, above 1
   * @param nMax functions for every l, at least 1
   * @param lMax highest degree, at least 0
   */
  public GtoBasis(double rCut, int nMax, int lMax) {
    if (!(rCut > 1) || nMax < 1 || lMax < 0) {
      throw new IllegalArgumentException(
          "a GTO basis needs r_cut > 1 Å, n_max ≥ 1 and l_max ≥ 0, got "
              + rCut
              + ", "
              + nMax
              + ", "
              + lMax);
    }
    this.nMax = nMax;
    this.lMax = lMax;
    this.alphas = new double[lMax + 1][nMax];
    double step = nMax > 1 ? (rCut - 1) / (nMax - 1) : 0;
    for (int l = 0; l <= lMax; l++) {
      for (int k = 0; k < nMax; k++) {
        double a = k > 0 && k == nMax - 1 ? rCut : 1 + k * step;
        alphas[l][k] = decayingTo(a, l);
      }
    }
    this.betas = orthonormalized("r_cut " + rCut + " Å");
  }

  /** The basis of given exponents α_kl, {@code alphas[l][k]}. */
  GtoBasis(double[][] alphas) {
    this.nMax = alphas[0].length;
    this.lMax = alphas.length - 1;
    this.alphas = alphas;
    this.betas = orthonormalized("these exponents");
  }

  /** α_kl in Å⁻², k from 0. */
  public double alpha(int l, int k) {
    return alphas[l][k];
  }

  /** β^l_nk rounded to the nearest double. */
  public double beta(int l, int n, int k) {
    return exact.toDouble(betas[l][n][k]);
  }

  /**
   * The radial parts of the expansion of the Gaussian exp(−η|r−v|²), η = 1/(2σ²), over g_nl Y_lm:
   *
   * <pre>
   * G_nl(v) = Σ_k β^l_nk (π/(η+α))^(3/2) (η/(η+α))^l exp(−v² ηα/(η+α)),   α = α_kl
   * </pre>
   *
   * @param sigma σ in Å, positive
   */
  public RadialFunctions smoothedBy(double sigma) {
    return new Smoothed(1 / (2 * sigma * sigma));
  }

  /** α with a^l exp(−α a²) = 0.001, every operation rounded to the nearest double. */
  private double decayingTo(double a, int l) {
    double power = exact.toDouble(exact.power(exact.of(a), l));
    return -exact.toDouble(exact.log(exact.of(DECAY / power))) / (a * a);
  }

  private BigInteger[][][] orthonormalized(String origin) {
    BigInteger[][][] result = new BigInteger[lMax + 1][][];
    for (int l = 0; l <= lMax; l++) {
      try {
        result[l] = FixedPointMatrix.inverseSquareRoot(exact, overlaps(l));
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException(
            nMax + " GTOs with " + origin + " are linearly dependent: raise r_cut or lower n_max",
            e);
      }
    }
    return result;
  }

  private BigInteger[][] overlaps(int l) {
    BigInteger gamma = exact.sqrt(exact.pi()); // Γ(l+3/2) = √π (2l+1)!!/2^(l+1)
    for (int i = 1; i <= 2 * l + 1; i += 2) {
      gamma = gamma.multiply(BigInteger.valueOf(i)).shiftRight(1);
    }
    BigInteger half = gamma.shiftRight(1);
    BigInteger[][] s = new BigInteger[nMax][nMax];
    for (int i = 0; i < nMax; i++) {
      for (int j = 0; j <= i; j++) {
        BigInteger sum = exact.of(alphas[l][i]).add(exact.of(alphas[l][j]));
        BigInteger power = exact.multiply(exact.power(sum, l + 1), exact.sqrt(sum));
        s[i][j] = exact.divide(half, power);
        s[j][i] = s[i][j];
      }
    }
    return s;
  }

  /** Sums that cancel are taken with {@value #SAMPLING_BITS} binary places, then rounded. */
  private final class Smoothed implements RadialFunctions {
    private final FixedPoint field = new FixedPoint(SAMPLING_BITS);
    private final BigInteger[][] exponents = new BigInteger[lMax + 1][nMax];
    private final BigInteger[][][] coefficients = new BigInteger[lMax + 1][nMax][nMax];

    Smoothed(double eta) {
      BigInteger etaExact = exact.of(eta);
      for (int l = 0; l <= lMax; l++) {
        for (int k = 0; k < nMax; k++) {
          BigInteger alpha = exact.of(alphas[l][k]);
          BigInteger sum = etaExact.add(alpha);
          exponents[l][k] = field.from(exact, exact.divide(exact.multiply(etaExact, alpha), sum));
          BigInteger ratio = exact.divide(exact.pi(), sum);
          BigInteger factor =
              exact.multiply(
                  exact.multiply(ratio, exact.sqrt(ratio)),
                  exact.power(exact.divide(etaExact, sum), l));
          for (int n = 0; n < nMax; n++) {
            coefficients[l][n][k] = field.from(exact, exact.multiply(factor, betas[l][n][k]));
          }
        }
      }
    }

    @Override
    public int nMax() {
      return nMax;
    }

    @Override
    public int lMax() {
      return lMax;
    }

    @Override
    public void sample(double r, double[] g) {
      BigInteger distance = field.of(r);
      BigInteger square = field.multiply(distance, distance);
      BigInteger[] decay = new BigInteger[nMax];
      for (int l = 0; l <= lMax; l++) {
        for (int k = 0; k < nMax; k++) {
          decay[k] = field.expOfMinus(field.multiply(exponents[l][k], square));
        }
        for (int n = 0; n < nMax; n++) {
          BigInteger sum = BigInteger.ZERO;
          for (int k = 0; k < nMax; k++) {
            sum = sum.add(coefficients[l][n][k].multiply(decay[k]));
          }
          g[l * nMax + n] = field.toDouble(sum.shiftRight(SAMPLING_BITS));
        }
      }
    }
  }
}
