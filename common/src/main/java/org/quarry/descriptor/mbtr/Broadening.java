package org.quarry.descriptor.mbtr;

import org.quarry.descriptor.mbtr.MbtrParameters.Gaussians;
import org.quarry.math.ErrorFunction;
import org.quarry.math.FunctionTable;
import org.quarry.math.FunctionTable.Precision;
import org.quarry.math.GaussLegendre;

/**
 * Gaussians on a grid: what lies of each between the middle of one point and its neighbours and the
 * next, over the spacing.
 *
 * <p>A Gaussian changes at most {@value #REACH} σ away; there are differences of the normal
 * distribution Φ that depend on where in its bin the Gaussian sits and on nothing else. They are
 * tabulated for all bins in reach. Immutable; may be shared.
 */
final class Broadening {
  /** Φ is 0 or 1 in doubles beyond. */
  private static final double REACH = 8.5;

  private static final Precision PRECISION = new Precision(1e-14, 1, Precision.Scope.ALL);

  /** Exact in doubles for a bin of less than √2 σ. */
  private static final GaussLegendre QUADRATURE = GaussLegendre.on(0, 1, 10);

  /** The last place in a bin: rounding may lead a place just below a bin to its end. */
  private static final double LAST = Math.nextDown(1.0);

  private final double start;
  private final double inverseSpacing;
  private final int points;

  /** Bins in reach on either side. */
  private final int reach;

  private final FunctionTable table;

  Broadening(Grid grid, Gaussians gaussians) {
    double spacing = grid.spacing();
    this.start = grid.min() - spacing / 2;
    this.inverseSpacing = 1 / spacing;
    this.points = grid.n();
    this.reach = (int) Math.ceil(REACH * grid.sigma() / spacing) + 1;
    double area = gaussians == Gaussians.UNIT_AREA ? 1 : grid.sigma() * Math.sqrt(2 * Math.PI);
    double width = spacing / grid.sigma() / Math.sqrt(2); // of a bin in √2 σ
    int bins = 2 * reach + 1;
    this.table =
        FunctionTable.of(
            (u, f) -> {
              for (int q = 0; q < bins; q++) {
                double from = (q - reach - u) * width;
                f[q] = area / spacing * share(from, from + width);
              }
            },
            bins,
            1,
            PRECISION,
            spacing / grid.sigma());
  }

  /** Bins that one Gaussian may reach. */
  int bins() {
    return table.functions();
  }

  /**
   * Adds a Gaussian.
   *
   * @param x where it sits
   * @param weight its weight
   * @param row receives it, from {@code at}
   * @param scratch {@link #bins} numbers
   */
  void add(double x, double weight, double[] row, int at, double[] scratch) {
    double place = (x - start) * inverseSpacing;
    double floor = Math.floor(place);
    if (!(floor >= -reach && floor < points + (double) reach)) {
      return;
    }
    int bin = (int) floor;
    double within = Math.min(place - floor, LAST);
    int first = Math.max(0, bin - reach);
    int end = Math.min(points, bin + reach + 1);
    int shift = reach - bin;
    table.evaluate(within, first + shift, end + shift, scratch);
    for (int b = first; b < end; b++) {
      row[at + b] += weight * scratch[b + shift];
    }
  }

  /** Φ(√2 to) − Φ(√2 from), with its digits in both tails and however narrow. */
  private static double share(double from, double to) {
    if (to - from < 1) {
      double sum = 0; // a difference would cancel
      for (int i = 0; i < QUADRATURE.points(); i++) {
        double t = from + (to - from) * QUADRATURE.node(i);
        sum += QUADRATURE.weight(i) * StrictMath.exp(-t * t);
      }
      return (to - from) * sum / Math.sqrt(Math.PI);
    }
    if (from >= 0) {
      return 0.5 * (ErrorFunction.erfc(from) - ErrorFunction.erfc(to));
    }
    if (to <= 0) {
      return 0.5 * (ErrorFunction.erfc(-to) - ErrorFunction.erfc(-from));
    }
    return 1 - 0.5 * (ErrorFunction.erfc(-from) + ErrorFunction.erfc(to));
  }
}
