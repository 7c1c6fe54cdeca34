package org.quarry.regression;

/**
 * Linear least absolute deviations: min Σ |A s − y|, the median carried over to several unknowns.
 * Solved by least squares reweighted by 1 / max(|A s − y|, δ) (Schlossmacher, J. Am. Stat. Assoc.
 * 68, 857, 1973) with δ = 1e−5, so that the sum of deviations is within δ a row of its minimum.
 */
final class LeastAbsoluteDeviations {
  private static final double SMALLEST = 1e-5; // in the unit of y
  private static final double SETTLED = 1e-9;
  private static final int MOST_ROUNDS = 300;

  private LeastAbsoluteDeviations() {}

  /** The solution; {@code a} has a row per equation, {@code y} its right-hand side. */
  static double[] solve(double[][] a, double[] y) {
    double[] solution = LeastSquares.solve(a, y);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double[] next = reweighted(a, y, solution);
      double moved = 0;
      for (int i = 0; i < next.length; i++) {
        moved = Math.max(moved, Math.abs(next[i] - solution[i]));
      }
      solution = next;
      if (moved < SETTLED) {
        break;
      }
    }
    return solution;
  }

  private static double[] reweighted(double[][] a, double[] y, double[] solution) {
    double[][] weightedRows = new double[a.length][solution.length];
    double[] weightedRight = new double[a.length];
    for (int row = 0; row < a.length; row++) {
      double residual = y[row];
      for (int i = 0; i < solution.length; i++) {
        residual -= a[row][i] * solution[i];
      }
      double root = 1 / Math.sqrt(Math.max(Math.abs(residual), SMALLEST));
      for (int i = 0; i < solution.length; i++) {
        weightedRows[row][i] = root * a[row][i];
      }
      weightedRight[row] = root * y[row];
    }
    return LeastSquares.solve(weightedRows, weightedRight);
  }
}
