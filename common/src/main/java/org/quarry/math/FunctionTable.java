package org.quarry.math;

/**
 * Smooth functions of one variable on [0, R) as piecewise polynomials of degree 7: a value costs
 * seven multiplications whatever the function, and has the same bits on every machine. From R on
 * every function is 0. Immutable; may be shared.
 */
public final class FunctionTable {
  private static final int ROWS = IntervalFit.DEGREE + 1;
  private static final int MAX_INTERVALS = 1 << 16;
  private static final long MAX_COEFFICIENTS = 1 << 25;

  private final int functions;
  private final int intervals;
  private final double inverseStep;

  /** Coefficient d of function q in interval i at (8 i + d)·functions + q; the last i has zeros. */
  private final double[] c;

  private FunctionTable(int functions, int intervals, double range, double[] c) {
    this.functions = functions;
    this.intervals = intervals;
    this.inverseStep = intervals / range;
    this.c = c;
  }

  /**
   * Tabulates functions.
   *
   * @param functions how many
   * @param range R, above 0
   * @param precision what the error may be
   * @param features how many intervals it takes at least to see all that the functions do: a peak
   *     between ten places in each would be missed
   * @throws ArithmeticException if they are too rough to tabulate
   */
  public static FunctionTable of(
      Functions source, int functions, double range, Precision precision, double features) {
    int intervals = (int) Math.ceil(Math.max(1, features));
    while (intervals <= MAX_INTERVALS && (intervals + 1L) * ROWS * functions <= MAX_COEFFICIENTS) {
      double[] c = new double[(intervals + 1) * ROWS * functions];
      double excess = fill(source, functions, range, intervals, precision, c);
      if (excess <= 1) {
        return new FunctionTable(functions, intervals, range, c);
      }
      intervals = IntervalFit.moreIntervals(intervals, excess);
    }
    throw new ArithmeticException(
        functions + " functions on [0, " + range + ") need " + intervals + " intervals or more");
  }

  /** Number of functions. */
  public int functions() {
    return functions;
  }

  /**
   * Functions {@code from} to {@code to}, exclusive, at one place.
   *
   * @param x at least 0
   * @param f receives the value of function q at {@code f[q]}
   */
  public void evaluate(double x, int from, int to, double[] f) {
    double scaled = x * inverseStep;
    int interval = (int) Math.min(scaled, intervals);
    double u = 2 * (scaled - interval) - 1;
    int row = interval * ROWS * functions;
    high(u, c, row + 4 * functions, functions, from, to, f);
    low(u, c, row, functions, from, to, f);
  }

  /**
   * One function at many places.
   *
   * @param x places, none negative; those from {@code from} to {@code to}, exclusive, are read
   * @param y receives the value at x[i] at {@code y[i]}
   */
  public void evaluate(int function, double[] x, int from, int to, double[] y) {
    for (int i = from; i < to; i++) {
      double scaled = x[i] * inverseStep;
      int interval = (int) Math.min(scaled, intervals);
      double u = 2 * (scaled - interval) - 1;
      int at = interval * ROWS * functions + function;
      double sum = c[at + 7 * functions];
      sum = Math.fma(u, sum, c[at + 6 * functions]);
      sum = Math.fma(u, sum, c[at + 5 * functions]);
      sum = Math.fma(u, sum, c[at + 4 * functions]);
      sum = Math.fma(u, sum, c[at + 3 * functions]);
      sum = Math.fma(u, sum, c[at + 2 * functions]);
      sum = Math.fma(u, sum, c[at + functions]);
      y[i] = Math.fma(u, sum, c[at]);
    }
  }

  // Horner's rule in two loops: one with eight rows is too long for the compiler to vectorise.

  private static void high(
      double u, double[] c, int row4, int stride, int from, int to, double[] f) {
    int row5 = row4 + stride;
    int row6 = row5 + stride;
    int row7 = row6 + stride;
    for (int q = from; q < to; q++) {
      double upper = Math.fma(u, c[row7 + q], c[row6 + q]);
      f[q] = Math.fma(u, Math.fma(u, upper, c[row5 + q]), c[row4 + q]);
    }
  }

  private static void low(
      double u, double[] c, int row0, int stride, int from, int to, double[] f) {
    int row1 = row0 + stride;
    int row2 = row1 + stride;
    int row3 = row2 + stride;
    for (int q = from; q < to; q++) {
      double upper = Math.fma(u, Math.fma(u, f[q], c[row3 + q]), c[row2 + q]);
      f[q] = Math.fma(u, Math.fma(u, upper, c[row1 + q]), c[row0 + q]);
    }
  }

  /** Fills the coefficients and returns the largest error over what is allowed. */
  private static double fill(
      Functions source,
      int functions,
      double range,
      int intervals,
      Precision precision,
      double[] c) {
    IntervalFit fit = new IntervalFit();
    double[][] values = new double[IntervalFit.NODES][functions];
    double[][] cut = new double[intervals][functions];
    double[][] peak = new double[intervals][functions];
    double[] largest = new double[functions];
    double largestOfAll = 0;
    for (int i = 0; i < intervals; i++) {
      for (int j = 0; j < IntervalFit.NODES; j++) {
        source.sample(range / intervals * (i + fit.node(j)), values[j]);
      }
      for (int q = 0; q < functions; q++) {
        cut[i][q] = fit.fit(values, q, 1);
        peak[i][q] = IntervalFit.peak(values, q);
        largest[q] = Math.max(largest[q], peak[i][q]);
        largestOfAll = Math.max(largestOfAll, peak[i][q]);
        for (int d = 0; d < ROWS; d++) {
          c[(i * ROWS + d) * functions + q] = fit.power(d);
        }
      }
    }
    double excess = 0;
    for (int i = 0; i < intervals; i++) {
      for (int q = 0; q < functions; q++) {
        double most = precision.scope() == Precision.Scope.EACH ? largest[q] : largestOfAll;
        double scale = Math.max(peak[i][q], precision.floor() * most);
        if (scale > 0) {
          excess = Math.max(excess, cut[i][q] / (precision.relative() * scale));
        }
      }
    }
    return excess;
  }

  /** What is tabulated. */
  @FunctionalInterface
  public interface Functions {
    /**
     * All functions at one place, correctly rounded or nearly so.
     *
     * @param f receives the values
     */
    void sample(double x, double[] f);
  }

  /**
   * The error that a value may have: a fraction of the largest value of the function in the same
   * interval, or of a least scale where that is more. The least scale keeps the rounding of the
   * values themselves from being taken for an error near the zeros of a function.
   *
   * @param relative to the scale, 10⁻¹⁴ or more: rounding takes the rest
   * @param floor the least scale, relative to the largest value
   * @param scope whose largest value
   */
  public record Precision(double relative, double floor, Scope scope) {
    /** Whose largest value the least scale belongs to. */
    public enum Scope {
      /** That of the same function. */
      EACH,
      /** That of all functions together. */
      ALL
    }
  }
}
