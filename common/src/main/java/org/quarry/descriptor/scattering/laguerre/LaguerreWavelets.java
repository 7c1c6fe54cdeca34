package org.quarry.descriptor.scattering.laguerre;

import org.quarry.math.SolidHarmonics;

/**
 * The Laguerre–Gaussian wavelets ψ_lm of one n (Sinz et al., J. Chem. Phys. 153, 084109 (2020)) and
 * their dilations. With the transform ψ̂(ω) = ∫ ψ(u) e^(−iω·u) d³u, Y_lm orthonormal and u in Å,
 *
 * <pre>
 * ψ_lm(u) = Q_l(|u|) Y_lm(u/|u|),   Q_l(r) = K_l r^l L_k^(l+½)(r²/2β²) e^(−r²/2β²),   k = n − l − 1
 * ψ̂_lm(ω) = (−i)^l √(4π/(2l+1)) |ω|^(2(n−1)−l) e^(−β²|ω|²/2) Y_lm(ω/|ω|)
 * K_l = √(4π/(2l+1)) (2π)^(−3/2) 2^k k! β^(−2n−1)
 * </pre>
 *
 * <p>The dilation by 2^j is ψ̂_j(ω) = ψ̂(2^j ω), that is ψ_j(u) = 2^(−3j) ψ(2^(−j)u). In any
 * direction and for any m, √(4π/(2l+1)) |Y_lm| ≤ 1, so the radial factor bounds |ψ̂|.
 *
 * @param n number of the wavelet, 1 to {@value #MAX_N}
 * @param lMax highest degree, 0 to n − 1: beyond that |ω|^(2(n−1)−l) Y_lm would not be smooth
 * @param beta width β in Å, positive
 */
public record LaguerreWavelets(int n, int lMax, double beta) {
  static final int MAX_N = 12;

  private static final int BISECTIONS = 200;

  public LaguerreWavelets {
    check(n >= 1 && n <= MAX_N, "n must be between 1 and " + MAX_N, n);
    check(lMax >= 0 && lMax < n, "l_max must be between 0 and n - 1 = " + (n - 1), lMax);
    check(beta > 0 && beta < Double.POSITIVE_INFINITY, "beta must be positive (Å)", beta);
  }

  /** The factor K_l of the real-space form. */
  public double normalization(int l) {
    double factor = 1;
    for (int i = 1; i <= order(l); i++) {
      factor *= 2 * i;
    }
    return harmonicFactor(l)
        * factor
        * StrictMath.pow(2 * Math.PI, -1.5)
        * StrictMath.pow(beta, -2 * n - 1);
  }

  /** Q_l(r), so that ψ_lm(u) = Q_l(|u|) Y_lm(u/|u|). */
  public double radial(int l, double r) {
    double t = r * r / (2 * beta * beta);
    return normalization(l)
        * StrictMath.pow(r, l)
        * laguerre(order(l), l + 0.5, t)
        * StrictMath.exp(-t);
  }

  /**
   * √(4π/(2l+1)) |ω|^(2(n−1)−2l) e^(−β²|ω|²/2) for every l: what the solid harmonic R_lm(ω) = |ω|^l
   * Y_lm(ω/|ω|) is multiplied by to give ψ̂_lm(ω), but for the phase (−i)^l.
   *
   * @param factors receives l_max + 1 numbers
   */
  public void solidFactors(double omegaSquared, double[] factors) {
    double value = StrictMath.exp(-0.5 * beta * beta * omegaSquared);
    for (int order = 0; order < n - 1 - lMax; order++) {
      value *= omegaSquared;
    }
    for (int l = lMax; l >= 0; l--) {
      factors[l] = harmonicFactor(l) * value;
      value *= omegaSquared;
    }
  }

  /** |ω|^(2(n−1)−l) e^(−β²|ω|²/2), the largest |ψ̂_lm| of any m in any direction. */
  public double envelope(int l, double omega) {
    return StrictMath.pow(omega, 2 * (n - 1) - l)
        * StrictMath.exp(-0.5 * beta * beta * omega * omega);
  }

  /** The frequency in Å⁻¹ of the largest {@link #envelope}: √(2(n−1) − l)/β. */
  public double peak(int l) {
    return Math.sqrt(2.0 * (n - 1) - l) / beta;
  }

  /**
   * The least frequency past all peaks where no |ψ̂_lm| of the undilated wavelets exceeds a bound.
   */
  public double band(double bound) {
    double band = 0;
    for (int l = 0; l <= lMax; l++) {
      int degree = l;
      band = Math.max(band, crossing(peak(l), bound, omega -> envelope(degree, omega)));
    }
    return band;
  }

  /** {@link #band} for a bound relative to the peak of each l. */
  public double relativeBand(double fraction) {
    double band = 0;
    for (int l = 0; l <= lMax; l++) {
      int degree = l;
      double bound = fraction * envelope(l, peak(l));
      band = Math.max(band, crossing(peak(l), bound, omega -> envelope(degree, omega)));
    }
    return band;
  }

  /**
   * The distance in Å past which no |Q_l(r)| of the wavelets dilated by 2^j exceeds a fraction of
   * its largest value.
   */
  public double reach(double scale, double fraction) {
    double reach = 0;
    for (int l = 0; l <= lMax; l++) {
      int degree = l;
      double outermost = beta * Math.sqrt(2.0 * (2 * n + lMax + 2)); // past every extremum of Q_l
      double largest = 0;
      for (int i = 0; i <= 2000; i++) {
        largest = Math.max(largest, Math.abs(radial(l, outermost * i / 2000)));
      }
      reach =
          Math.max(
              reach, crossing(outermost, fraction * largest, r -> Math.abs(radial(degree, r))));
    }
    return StrictMath.pow(2, scale) * reach;
  }

  /** L_k^(a)(t) by its three-term recurrence. */
  private static double laguerre(int k, double a, double t) {
    double below = 0;
    double value = 1;
    for (int i = 0; i < k; i++) {
      double next = ((2 * i + 1 + a - t) * value - (i + a) * below) / (i + 1);
      below = value;
      value = next;
    }
    return value;
  }

  /** Where a function that falls from {@code start} on falls below a bound. */
  private static double crossing(double start, double bound, Function function) {
    if (function.at(start) <= bound) {
      return start;
    }
    double low = start;
    double high = Math.max(start, Double.MIN_NORMAL);
    while (function.at(high) > bound) {
      low = high;
      high *= 2;
    }
    for (int i = 0; i < BISECTIONS && low < high; i++) {
      double middle = 0.5 * (low + high);
      if (function.at(middle) > bound) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private int order(int l) {
    return n - l - 1;
  }

  private static double harmonicFactor(int l) {
    return 1 / (SolidHarmonics.CONSTANT * Math.sqrt(2.0 * l + 1));
  }

  private static void check(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("scattering-laguerre: " + rule + ", got " + value);
    }
  }

  private interface Function {
    double at(double x);
  }
}
