package org.quarry.regression;

/**
 * Linear least squares with few unknowns: the solution of least norm of min |A s − y|, from the
 * eigenvalues of AᵀA by Jacobi's rotations. Eigenvalues below 1e−10 of the largest count as zero.
 */
public final class LeastSquares {
  private static final double RANK_TOLERANCE = 1e-10;
  private static final int MAX_SWEEPS = 60;

  private LeastSquares() {}

  /** The solution; {@code a} has a row per equation, {@code y} its right-hand side. */
  public static double[] solve(double[][] a, double[] y) {
    int n = a[0].length;
    double[][] normal = new double[n][n];
    double[] right = new double[n];
    for (int row = 0; row < a.length; row++) {
      for (int i = 0; i < n; i++) {
        right[i] += a[row][i] * y[row];
        for (int j = 0; j < n; j++) {
          normal[i][j] += a[row][i] * a[row][j];
        }
      }
    }
    double[][] vectors = diagonalize(normal);
    double largest = 0;
    for (int k = 0; k < n; k++) {
      largest = Math.max(largest, normal[k][k]);
    }
    double[] solution = new double[n];
    for (int k = 0; k < n; k++) {
      if (normal[k][k] > RANK_TOLERANCE * largest) {
        double along = 0;
        for (int i = 0; i < n; i++) {
          along += vectors[i][k] * right[i];
        }
        for (int i = 0; i < n; i++) {
          solution[i] += vectors[i][k] * along / normal[k][k];
        }
      }
    }
    return solution;
  }

  /** Makes a symmetric matrix diagonal in place; its eigenvectors are the columns returned. */
  private static double[][] diagonalize(double[][] m) {
    int n = m.length;
    double[][] vectors = new double[n][n];
    for (int i = 0; i < n; i++) {
      vectors[i][i] = 1;
    }
    for (int sweep = 0; sweep < MAX_SWEEPS && rotateAll(m, vectors); sweep++) {
      // until no rotation is left to do
    }
    return vectors;
  }

  private static boolean rotateAll(double[][] m, double[][] vectors) {
    boolean rotated = false;
    for (int p = 0; p < m.length; p++) {
      for (int q = p + 1; q < m.length; q++) {
        if (Math.abs(m[p][q]) > 1e-17 * Math.sqrt(Math.abs(m[p][p] * m[q][q]))) {
          rotate(m, vectors, p, q);
          rotated = true;
        }
      }
    }
    return rotated;
  }

  private static void rotate(double[][] m, double[][] vectors, int p, int q) {
    double theta = (m[q][q] - m[p][p]) / (2 * m[p][q]);
    double t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
    double cosine = 1 / Math.hypot(t, 1);
    double sine = t * cosine;
    for (int k = 0; k < m.length; k++) {
      double kp = m[k][p];
      double kq = m[k][q];
      m[k][p] = cosine * kp - sine * kq;
      m[k][q] = sine * kp + cosine * kq;
    }
    for (int k = 0; k < m.length; k++) {
      double pk = m[p][k];
      double qk = m[q][k];
      m[p][k] = cosine * pk - sine * qk;
      m[q][k] = sine * pk + cosine * qk;
      double vp = vectors[k][p];
      double vq = vectors[k][q];
      vectors[k][p] = cosine * vp - sine * vq;
      vectors[k][q] = sine * vp + cosine * vq;
    }
    m[p][q] = 0;
    m[q][p] = 0;
  }
}
