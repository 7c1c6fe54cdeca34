package org.quarry.math;

/**
 * {@link RadialFunctions} on [0, R] as piecewise polynomials of degree {@value #DEGREE}: one row of
 * coefficients a function value costs seven multiplications, whatever the basis, and the sums over
 * primitives that cancel were done once and for all in high precision.
 *
 * <p>The tabulated functions belong to lengths in units of R: f_nl(r) = R^l G_nl(r), so that Σ f_nl
 * R_lm(v/R) is Σ G_nl R_lm(v) without large and small factors. Their error is below {@value
 * #TOLERANCE} of the largest |r^l G_nl| of the same function. Immutable; may be shared.
 */
public final class RadialTable {
  private static final int DEGREE = 7;

  private static final double TOLERANCE = 4e-12;

  /** Chebyshev nodes an interval: two more than needed, which show the truncation error. */
  private static final int NODES = DEGREE + 3;

  private static final int FIRST_GUESS = 32;
  private static final int MAX_INTERVALS = 1 << 16;

  private final double range;
  private final double inverseStep;
  private final int functions;
  private final double[][][] rows;

  private RadialTable(double range, int functions, double[][][] rows) {
    this.range = range;
    this.inverseStep = rows.length / range;
    this.functions = functions;
    this.rows = rows;
  }

  /**
   * Tabulates functions on [0, range].
   *
   * @param range R in Å
   * @throws ArithmeticException if they are too rough to tabulate
   */
  public static RadialTable of(RadialFunctions source, double range) {
    int intervals = FIRST_GUESS;
    while (intervals <= MAX_INTERVALS) {
      Builder builder = new Builder(source, range, intervals);
      double error = builder.build();
      if (error <= TOLERANCE) {
        return new RadialTable(range, builder.functions, builder.rows);
      }
      double growth = Math.pow(error / TOLERANCE, 1.0 / (DEGREE + 1));
      intervals = (int) Math.ceil(intervals * Math.min(16, 1.1 * growth));
    }
    throw new ArithmeticException(
        "radial functions need more than " + MAX_INTERVALS + " intervals on " + range + " Å");
  }

  /** R in Å. */
  public double range() {
    return range;
  }

  /** Number of functions, (lMax + 1)·nMax. */
  public int functions() {
    return functions;
  }

  public int intervals() {
    return rows.length;
  }

  /**
   * f_nl(r) of every function, in the order l, n.
   *
   * @param r distance in Å, 0 ≤ r ≤ R
   */
  public void evaluate(double r, double[] f) {
    double x = r * inverseStep;
    int interval = Math.min((int) x, rows.length - 1);
    double u = 2 * (x - interval) - 1;
    double[][] c = rows[interval];
    highPowers(u, functions, c[4], c[5], c[6], c[7], f);
    lowPowers(u, functions, c[0], c[1], c[2], c[3], f);
  }

  // Horner's rule in two loops: one with eight rows is too long for the compiler to vectorise.

  private static void highPowers(
      double u, int count, double[] c4, double[] c5, double[] c6, double[] c7, double[] f) {
    for (int q = 0; q < count; q++) {
      f[q] = Math.fma(u, Math.fma(u, Math.fma(u, c7[q], c6[q]), c5[q]), c4[q]);
    }
  }

  private static void lowPowers(
      double u, int count, double[] c0, double[] c1, double[] c2, double[] c3, double[] f) {
    for (int q = 0; q < count; q++) {
      double high = Math.fma(u, Math.fma(u, f[q], c3[q]), c2[q]);
      f[q] = Math.fma(u, Math.fma(u, high, c1[q]), c0[q]);
    }
  }

  /** One attempt with a number of intervals. */
  private static final class Builder {
    private final RadialFunctions source;
    private final double range;
    private final int intervals;
    private final int functions;
    private final double[][][] rows;
    private final double[][] cosines = new double[NODES][NODES];

    Builder(RadialFunctions source, double range, int intervals) {
      this.source = source;
      this.range = range;
      this.intervals = intervals;
      this.functions = (source.lMax() + 1) * source.nMax();
      this.rows = new double[intervals][DEGREE + 1][functions];
      for (int k = 0; k < NODES; k++) {
        for (int j = 0; j < NODES; j++) {
          cosines[k][j] = StrictMath.cos(Math.PI * k * (j + 0.5) / NODES);
        }
      }
    }

    /** Fills the rows and returns the largest truncation error relative to each function. */
    double build() {
      double[][] values = new double[NODES][functions];
      double[] largest = new double[functions];
      double[] tail = new double[functions];
      double[] chebyshev = new double[NODES];
      for (int i = 0; i < intervals; i++) {
        for (int j = 0; j < NODES; j++) {
          source.sample(range / intervals * (i + 0.5 * (1 + cosines[1][j])), values[j]);
        }
        double reach = (i + 1.0) / intervals;
        double power = 1; // R^l
        double reached = 1; // (r/R)^l at the end of the interval
        for (int q = 0; q < functions; q++) {
          if (q > 0 && q % source.nMax() == 0) {
            power *= range;
            reached *= reach;
          }
          double peak = 0;
          for (int j = 0; j < NODES; j++) {
            peak = Math.max(peak, Math.abs(values[j][q]));
          }
          transform(values, q, power, chebyshev);
          store(chebyshev, rows[i], q);
          largest[q] = Math.max(largest[q], peak * power * reached);
          double cut = 0;
          for (int k = DEGREE + 1; k < NODES; k++) {
            cut += Math.abs(chebyshev[k]);
          }
          tail[q] = Math.max(tail[q], cut * reached);
        }
      }
      double error = 0;
      for (int q = 0; q < functions; q++) {
        error = Math.max(error, tail[q] / largest[q]);
      }
      return error;
    }

    private void transform(double[][] values, int q, double factor, double[] chebyshev) {
      for (int k = 0; k < NODES; k++) {
        double sum = 0;
        for (int j = 0; j < NODES; j++) {
          sum += values[j][q] * cosines[k][j];
        }
        chebyshev[k] = factor * sum * (k == 0 ? 1.0 : 2.0) / NODES;
      }
    }

    /** The first DEGREE + 1 Chebyshev terms as powers of u. */
    private static void store(double[] t, double[][] row, int q) {
      row[0][q] = t[0] - t[2] + t[4] - t[6];
      row[1][q] = t[1] - 3 * t[3] + 5 * t[5] - 7 * t[7];
      row[2][q] = 2 * t[2] - 8 * t[4] + 18 * t[6];
      row[3][q] = 4 * t[3] - 20 * t[5] + 56 * t[7];
      row[4][q] = 8 * t[4] - 48 * t[6];
      row[5][q] = 16 * t[5] - 112 * t[7];
      row[6][q] = 32 * t[6];
      row[7][q] = 64 * t[7];
    }
  }
}
