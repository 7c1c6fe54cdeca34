package org.quarry.descriptor.scattering;

import java.util.Map;
import org.quarry.math.fft.SmoothSizes;

/**
 * Whether the moduli of coarse scales are computed on coarser grids.
 *
 * <p>A wavelet of scale σ_j vanishes beyond some frequency, so its response is known from fewer
 * points, and an integral over the grid is the sum over a coarser one times the ratio of their
 * sizes. The modulus and its powers reach to higher frequencies than the response; what lies beyond
 * the coarser grid's is the error. For an accuracy a the grid of a scale has spacing s with
 *
 * <pre>
 * |ψ̂_ℓj(π/s)| ≤ a/2 of its maximum, for the ℓ that reaches farthest, and a quarter finer than that
 * </pre>
 *
 * as far as that is coarser than the whole grid, rounded up to a 2,3,5-smooth number of points; the
 * wavelets themselves are cut where they fall below a/100.
 *
 * @param accuracy relative error of the sums of powers q ≥ 1 that is aimed at, from 1e−9 to 0.1, or
 *     0 for none: the grid that was asked for at all scales
 */
public record Subsampling(double accuracy) {
  /** The whole grid at all scales. */
  public static final Subsampling EXACT = new Subsampling(0);

  /** What multipliers may be neglected in exact mode: half an ulp of a sum of order one. */
  private static final double NEGLIGIBLE = 0x1p-56;

  public Subsampling {
    if (accuracy != 0 && !(accuracy >= 1e-9 && accuracy <= 0.1)) {
      throw new IllegalArgumentException(
          "scattering: accuracy of subsampling must be between 1e-9 and 0.1, got " + accuracy);
    }
  }

  boolean isExact() {
    return accuracy == 0;
  }

  /** The part of a wavelet's maximum below which it is taken to vanish. */
  double neglect() {
    return isExact() ? NEGLIGIBLE : NEGLECTED * accuracy;
  }

  /** Points along an axis of n for wavelets that reach a part of their maximum at frequency k. */
  int points(int n, double reach) {
    return isExact() ? n : Math.min(n, SmoothSizes.atLeast((int) Math.ceil(2 * WIDER * reach)));
  }

  /** The part of a wavelet's maximum at the highest frequency of its grid. */
  double edge() {
    return EDGE * accuracy;
  }

  static final double NEGLECTED = Double.parseDouble(System.getProperty("sc.neglect", "0.01"));
  static final double EDGE = Double.parseDouble(System.getProperty("sc.edge", "0.5"));
  static final double WIDER = Double.parseDouble(System.getProperty("sc.wider", "1.25"));

  Object toSetting() {
    return isExact() ? "exact" : Map.of("accuracy", accuracy);
  }
}
