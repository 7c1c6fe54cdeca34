package org.quarry.math;

/**
 * The factor L of a symmetric positive definite matrix, A = L Lᵀ, row by row without blocks or
 * threads: the same bits everywhere.
 */
public final class Cholesky {
  private final int n;
  private final double[] factor; // row i from i (i + 1) / 2 on

  private Cholesky(int n, double[] factor) {
    this.n = n;
    this.factor = factor;
  }

  /**
   * Factors a matrix.
   *
   * @param n its order
   * @param lower its rows up to the diagonal, packed: n (n + 1) / 2 numbers; left as they are
   * @throws ArithmeticException if the matrix is not positive definite
   */
  public static Cholesky of(int n, double[] lower) {
    if (lower.length != packed(n)) {
      throw new IllegalArgumentException(lower.length + " numbers for a matrix of order " + n);
    }
    double[] factor = lower.clone();
    for (int i = 0; i < n; i++) {
      int rowI = packed(i);
      for (int j = 0; j <= i; j++) {
        int rowJ = packed(j);
        double sum = factor[rowI + j];
        for (int k = 0; k < j; k++) {
          sum -= factor[rowI + k] * factor[rowJ + k];
        }
        if (i > j) {
          factor[rowI + j] = sum / factor[rowJ + j];
        } else if (sum > 0) {
          factor[rowI + i] = Math.sqrt(sum);
        } else {
          throw new ArithmeticException("the matrix is not positive definite (row " + i + ")");
        }
      }
    }
    return new Cholesky(n, factor);
  }

  /** Numbers in the lower triangle of a matrix of order n: where its row n would begin. */
  public static int packed(int n) {
    return Math.multiplyExact(n, n + 1) / 2;
  }

  /** Order of the matrix. */
  public int order() {
    return n;
  }

  /** Overwrites b by L⁻¹ b. */
  public void solveLower(double[] b) {
    solveLower(b, 0);
  }

  private void solveLower(double[] b, int from) {
    for (int i = from; i < n; i++) {
      int row = packed(i);
      double sum = b[i];
      for (int k = from; k < i; k++) {
        sum -= factor[row + k] * b[k];
      }
      b[i] = sum / factor[row + i];
    }
  }

  /** Overwrites b by A⁻¹ b. */
  public void solve(double[] b) {
    solveLower(b);
    for (int i = n - 1; i >= 0; i--) {
      int row = packed(i);
      b[i] /= factor[row + i];
      for (int k = 0; k < i; k++) {
        b[k] -= factor[row + k] * b[i];
      }
    }
  }

  /** ln det A. */
  public double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += StrictMath.log(factor[packed(i) + i]);
    }
    return 2 * sum;
  }

  /** The diagonal of A⁻¹. */
  public double[] inverseDiagonal() {
    double[] diagonal = new double[n];
    double[] column = new double[n];
    for (int j = 0; j < n; j++) {
      java.util.Arrays.fill(column, 0);
      column[j] = 1;
      solveLower(column, j);
      for (int i = j; i < n; i++) {
        diagonal[j] += column[i] * column[i];
      }
    }
    return diagonal;
  }
}
