package org.quarry.descriptor.scattering;

import java.util.Map;
import org.quarry.math.fft.SmoothSizes;

/**
 * Whether the moduli of coarse scales are computed on coarser grids.
 *
 * <p>A wavelet of width σ_j vanishes beyond some frequency, so its response is known from fewer
 * points, and an integral over the grid is the sum over a coarser one times the ratio of their
 * sizes. The modulus reaches farther: where the responses of all m vanish together it has the tip
 * of a cone, and its spectrum falls with the fourth power of the frequency only. What lies beyond
 * the coarser grid is the error, and so the spacing s of scale j is chosen, for an accuracy a, as
 *
 * <pre>
 * s ≤ (σ_j/2.6) (a/10⁻³)^¼   if U_j is only summed
 * s ≤ (σ_j/3.2) (a/10⁻³)^¼   if U_j goes through wavelets again
 * </pre>
 *
 * <p>but never wider than the wavelet's frequencies allow, which are cut where they fall below
 * a/100 of its maximum. The number of points is then rounded up to a 2,3,5-smooth one; where it
 * would not be below that of the whole grid, the scale is computed there.
 *
 * <p>The two constants were measured on molecules of H, C, N, O and S with σ_0 from 1 to 3 grid
 * units: no value with q ≥ 1 was off by more than a. For q = ½ the error is larger (up to ten a),
 * since roots of the small values far from the atoms count most. At σ_0 = 1 hardly anything is
 * gained.
 *
 * @param accuracy largest relative error of a value with q ≥ 1 that is wanted, from 1e−6 to 0.01,
 *     or 0 for none: the grid that was asked for at all scales
 */
public record Subsampling(double accuracy) {
  /** The whole grid at all scales. */
  public static final Subsampling EXACT = new Subsampling(0);

  /** What of a wavelet is neglected in exact mode: less than the rounding of a sum. */
  private static final double NEGLIGIBLE = 0x1p-56;

  private static final double SUMMED = 2.6;
  private static final double FILTERED = 3.2;

  public Subsampling {
    if (accuracy != 0 && !(accuracy >= 1e-6 && accuracy <= 0.01)) {
      throw new IllegalArgumentException(
          "scattering: accuracy of subsampling must be between 1e-6 and 0.01, got " + accuracy);
    }
  }

  boolean isExact() {
    return accuracy == 0;
  }

  /** The part of a wavelet's maximum below which it is taken to vanish. */
  double neglect() {
    return isExact() ? NEGLIGIBLE : accuracy / 100;
  }

  /**
   * Points along an axis of n for the moduli of a scale.
   *
   * @param least points that the wavelets' frequencies need
   * @param sigma width of the wavelets
   * @param use what is done with the moduli
   */
  int points(int n, int least, double sigma, Use use) {
    if (isExact()) {
      return n;
    }
    double perWidth = use == Use.FILTERED ? FILTERED : SUMMED;
    double spacing = sigma / perWidth * Math.sqrt(Math.sqrt(accuracy / 1e-3));
    int points = (int) Math.min(n, Math.ceil(n / spacing));
    return Math.min(n, SmoothSizes.atLeast(Math.max(least, points)));
  }

  Object toSetting() {
    return isExact() ? "exact" : Map.of("accuracy", accuracy);
  }

  /** What is done with moduli. */
  enum Use {
    /** Their powers are summed. */
    SUMMED,
    /** They go through wavelets again, too. */
    FILTERED
  }
}
