package org.quarry.descriptor.scattering.laguerre;

import java.util.Locale;
import org.quarry.descriptor.scattering.ModulusTransform;
import org.quarry.descriptor.scattering.Spectrum;
import org.quarry.math.fft.RealBoxFft;
import org.quarry.math.fft.SmoothSizes;

/** The points of a box that fields are sampled on, with what transforms fields on them. */
final class FieldGrid {
  /** Past this, the arrays of one grid take some gigabytes. */
  private static final long MOST_POINTS = 1L << 26;

  private final int[] n;
  private ModulusTransform modulus;
  private Spectrum spectrum;

  private FieldGrid(int... n) {
    this.n = n;
  }

  /**
   * The grid of a box with a spacing, at least {@code least} points along every axis.
   *
   * @throws IllegalArgumentException if it has too many points
   */
  static FieldGrid of(PeriodicBox box, double spacing, int least) {
    double points = 1;
    int[] n = new int[3];
    for (int k = 0; k < 3; k++) {
      double wanted = Math.max(least, Math.ceil(box.length(k) / spacing * (1 - 1e-12)));
      points *= wanted;
      if (points > MOST_POINTS) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "needs %.0f or more grid points of %.4g Å in the box %s; at most %d are possible:"
                    + " raise spacing or coarsening, or lower vacuum or the largest scale",
                points,
                spacing,
                box,
                MOST_POINTS));
      }
      n[k] = SmoothSizes.atLeast((int) wanted);
    }
    return new FieldGrid(n);
  }

  /** Along each axis the smaller number of points. */
  static FieldGrid coarser(FieldGrid a, FieldGrid b) {
    return new FieldGrid(
        Math.min(a.n[0], b.n[0]), Math.min(a.n[1], b.n[1]), Math.min(a.n[2], b.n[2]));
  }

  int size() {
    return n[0] * n[1] * n[2];
  }

  /** The largest frequency along an axis that is told from its negative. */
  int limit(int axis) {
    return (n[axis] - 1) / 2;
  }

  boolean sameAs(FieldGrid other) {
    return n[0] == other.n[0] && n[1] == other.n[1] && n[2] == other.n[2];
  }

  /** Makes moduli on this grid. */
  ModulusTransform modulus() {
    if (modulus == null) {
      modulus = new ModulusTransform(RealBoxFft.of(n[0], n[1], n[2]));
    }
    return modulus;
  }

  /** Room for the spectrum of a field on this grid. */
  Spectrum spectrum() {
    if (spectrum == null) {
      spectrum = new Spectrum(modulus().grid());
    }
    return spectrum;
  }
}
