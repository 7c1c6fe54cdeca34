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
  private static final RadialKernel KERNEL =
      Kernels.of(RadialKernel.class, ScalarRadialKernel::new);
  private static final RadialSlopeKernel SLOPES =
      Kernels.of(RadialSlopeKernel.class, ScalarRadialSlopeKernel::new);

  private static final int DEGREE = IntervalFit.DEGREE;

  private static final double TOLERANCE = 4e-12;

  private static final int FIRST_GUESS = 32;
  private static final int MAX_INTERVALS = 1 << 16;

  private final double range;
  private final double inverseStep;
  private final int functions;
  private final double[][][] rows;
  private final double[] blocks;

  private RadialTable(double range, int functions, double[][][] rows) {
    this.range = range;
    this.inverseStep = rows.length / range;
    this.functions = functions;
    this.rows = rows;
    this.blocks = blocks(rows, functions);
  }

  /** The coefficients as {@link RadialKernel} wants them for vectors. */
  static double[] blocks(double[][][] rows, int functions) {
    int block = RadialKernel.BLOCK;
    int perInterval = (functions + block - 1) / block;
    double[] blocks = new double[rows.length * perInterval * (DEGREE + 1) * block];
    for (int i = 0; i < rows.length; i++) {
      for (int power = 0; power <= DEGREE; power++) {
        for (int q = 0; q < functions; q++) {
          int at = (i * perInterval + q / block) * (DEGREE + 1) + power;
          blocks[at * block + q % block] = rows[i][power][q];
        }
      }
    }
    return blocks;
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
      intervals = IntervalFit.moreIntervals(intervals, error / TOLERANCE);
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

  /** Length of an array that takes the functions of some points. */
  public int room(int points) {
    return points * functions + RadialKernel.BLOCK;
  }

  /**
   * f_nl(r) of every function at {@code count} points.
   *
   * @param r distances in Å, 0 ≤ r ≤ R
   * @param f receives f_nl of point j at {@code j·functions() + l·nMax + n}; at least {@link #room}
   *     long
   */
  public void evaluate(int count, double[] r, double[] f) {
    KERNEL.evaluate(count, r, inverseStep, rows, blocks, functions, f);
  }

  /**
   * f_nl(r) of every function at some points, and the derivatives df_nl/dr of the same piecewise
   * polynomials.
   *
   * @param r distances in Å, 0 ≤ r ≤ R
   * @param from first point
   * @param to end of the points
   * @param f receives f_nl of point j at {@code (j − from)·functions() + l·nMax + n}; at least
   *     {@link #room} long
   * @param slope receives df_nl/dr in Å⁻¹ likewise, with an error below 2·10⁻⁹ of the largest of
   *     the same function
   */
  public void evaluateWithSlope(int from, int to, double[] r, double[] f, double[] slope) {
    SLOPES.evaluate(from, to, r, inverseStep, rows.length, blocks, functions, f, slope);
  }

  /** One attempt with a number of intervals. */
  private static final class Builder {
    private final RadialFunctions source;
    private final double range;
    private final int intervals;
    private final int functions;
    private final double[][][] rows;
    private final IntervalFit fit = new IntervalFit();

    Builder(RadialFunctions source, double range, int intervals) {
      this.source = source;
      this.range = range;
      this.intervals = intervals;
      this.functions = (source.lMax() + 1) * source.nMax();
      this.rows = new double[intervals][DEGREE + 1][functions];
    }

    /** Fills the rows and returns the largest truncation error relative to each function. */
    double build() {
      double[][] values = new double[IntervalFit.NODES][functions];
      double[] largest = new double[functions];
      double[] tail = new double[functions];
      for (int i = 0; i < intervals; i++) {
        for (int j = 0; j < IntervalFit.NODES; j++) {
          source.sample(range / intervals * (i + fit.node(j)), values[j]);
        }
        double reach = (i + 1.0) / intervals;
        double power = 1; // R^l
        double reached = 1; // (r/R)^l at the end of the interval
        for (int q = 0; q < functions; q++) {
          if (q > 0 && q % source.nMax() == 0) {
            power *= range;
            reached *= reach;
          }
          largest[q] = Math.max(largest[q], IntervalFit.peak(values, q) * power * reached);
          tail[q] = Math.max(tail[q], fit.fit(values, q, power) * reached);
          for (int d = 0; d <= DEGREE; d++) {
            rows[i][d][q] = fit.power(d);
          }
        }
      }
      double error = 0;
      for (int q = 0; q < functions; q++) {
        error = Math.max(error, tail[q] / largest[q]);
      }
      return error;
    }
  }
}
