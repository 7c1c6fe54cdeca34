package org.quarry.descriptor.scattering.laguerre;

/**
 * The grids that moduli are raised to powers and summed on. Along every cell vector a the number of
 * points is at least |a|/spacing, rounded up to a length that a fast Fourier transform likes.
 *
 * <ul>
 *   <li>{@link Grids#FULL}: everything on the same grid of the given spacing.
 *   <li>{@link Grids#SCALED}: the first order on that grid; the second order of a scale j at min(2
 *       · 2^(j − j_min), coarsening) times the spacing, but on no fewer than 40 points along an
 *       axis unless the full grid has fewer.
 * </ul>
 *
 * <p>Convolutions are exact on every grid whose Nyquist frequency π/spacing lies past the wavelet's
 * {@linkplain LaguerreWavelets#band band}: coarser grids change only the quadrature of |W|^q, which
 * has kinks where W = 0; that of |W|² is exact as long as twice the band fits. {@link
 * LaguerreScattering} says how large the errors are.
 *
 * @param spacing of the full grid in Å, positive
 * @param grids whether larger scales have coarser grids
 * @param coarsening the most that a grid is coarser than the full one, 1 to {@value
 *     #MAX_COARSENING}; with {@link Grids#FULL} 1
 */
public record Sampling(double spacing, Grids grids, double coarsening) {
  /** Coarsening that keeps errors below 10⁻³ at the planned spacing. */
  public static final double DEFAULT_COARSENING = 2.5;

  static final double MAX_COARSENING = 16;

  /** The planned spacing holds the band of the smallest scale twice. */
  private static final double FIRST_COARSENING = 2;

  public Sampling {
    if (!(spacing > 0 && spacing < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "scattering-laguerre: spacing must be positive (Å), got " + spacing);
    }
    double most = grids == Grids.FULL ? 1 : MAX_COARSENING;
    if (!(coarsening >= 1 && coarsening <= most)) {
      throw new IllegalArgumentException(
          "scattering-laguerre: coarsening must be between 1 and "
              + most
              + " with these grids, got "
              + coarsening);
    }
  }

  /** Every scale on one grid. */
  public static Sampling full(double spacing) {
    return new Sampling(spacing, Grids.FULL, 1);
  }

  /** Coarser grids at larger scales. */
  public static Sampling scaled(double spacing) {
    return new Sampling(spacing, Grids.SCALED, DEFAULT_COARSENING);
  }

  public Sampling withCoarsening(double newCoarsening) {
    return new Sampling(spacing, grids, newCoarsening);
  }

  /** The spacing in Å for the second order of a scale where {@code smallest} is the smallest. */
  double spacing(double scale, double smallest) {
    return switch (grids) {
      case FULL -> spacing;
      case SCALED -> {
        double dilation = FIRST_COARSENING * StrictMath.pow(2, scale - smallest);
        yield spacing * Math.min(dilation, coarsening);
      }
    };
  }

  /** Whether larger scales have coarser grids. */
  public enum Grids {
    /** No: exact sums on the full grid. */
    FULL,
    /** Yes. */
    SCALED
  }
}
