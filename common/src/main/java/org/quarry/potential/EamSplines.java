package org.quarry.potential;

/**
 * The tables of an embedded-atom potential as piecewise cubics, laid out for the kernel. On [m h,
 * (m + 1) h] with u = x/h − m a function is ((c u + b) u + t) u + f; its four numbers are stored in
 * the order f t b c.
 *
 * <p>Local derivatives are those of LAMMPS: of fourth order inside a table, t_m = [(f_{m−2} −
 * f_{m+2}) + 8 (f_{m+1} − f_{m−1})]/12, lower at its ends.
 */
final class EamSplines {
  /** Numbers of an interval of distance: r φ, then the density of the neighbor. */
  static final int ROW = 8;

  /** Numbers of an interval of density. */
  static final int EMBEDDING_ROW = 4;

  /** Intervals of distance. */
  final int intervals;

  /** Intervals of density. */
  final int embeddingIntervals;

  /** By centre and neighbor, at a·n + b: {@link #ROW} numbers an interval. */
  final double[][] radial;

  /** By centre: {@link #EMBEDDING_ROW} numbers an interval. */
  final double[][] embedding;

  EamSplines(EamTables tables) {
    intervals = tables.pair[0].length - 1;
    embeddingIntervals = tables.embedding[0].length - 1;
    radial = new double[tables.pair.length][ROW * intervals];
    for (int type = 0; type < radial.length; type++) {
      fill(tables.pair[type], radial[type], 0, ROW);
      fill(tables.density[type], radial[type], EMBEDDING_ROW, ROW);
    }
    embedding = new double[tables.embedding.length][EMBEDDING_ROW * embeddingIntervals];
    for (int type = 0; type < embedding.length; type++) {
      fill(tables.embedding[type], embedding[type], 0, EMBEDDING_ROW);
    }
  }

  private static void fill(double[] f, double[] rows, int offset, int stride) {
    double next = derivative(f, 0);
    for (int m = 0; m < f.length - 1; m++) {
      double t = next;
      next = derivative(f, m + 1);
      double step = f[m + 1] - f[m];
      int at = m * stride + offset;
      rows[at] = f[m];
      rows[at + 1] = t;
      rows[at + 2] = 3 * step - 2 * t - next;
      rows[at + 3] = t + next - 2 * step;
    }
  }

  /** By the index, not the variable. */
  private static double derivative(double[] f, int m) {
    int last = f.length - 1;
    if (m == 0) {
      return f[1] - f[0];
    }
    if (m == last) {
      return f[last] - f[last - 1];
    }
    if (m == 1 || m == last - 1) {
      return 0.5 * (f[m + 1] - f[m - 1]);
    }
    return ((f[m - 2] - f[m + 2]) + 8 * (f[m + 1] - f[m - 1])) / 12;
  }
}
