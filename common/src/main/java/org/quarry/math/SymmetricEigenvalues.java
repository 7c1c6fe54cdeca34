package org.quarry.math;

/**
 * Eigenvalues of small dense symmetric matrices: Householder reduction to tridiagonal form, then
 * the implicit QL iteration (EISPACK's tred1 and imtql1). An instance is the workspace of one
 * thread and allocates nothing.
 */
public final class SymmetricEigenvalues {
  private static final int MAX_ITERATIONS = 60;

  private final double[] subdiagonal;

  /** A workspace for matrices up to this size. */
  public SymmetricEigenvalues(int maxSize) {
    this.subdiagonal = new double[maxSize + 1];
  }

  /**
   * The eigenvalues, in no order.
   *
   * @param a the matrix, n × n row-major, destroyed; its lower triangle is read
   * @param d receives n values
   * @throws ArithmeticException if the iteration does not converge (not for finite matrices)
   */
  public void compute(double[] a, int n, double[] d) {
    tridiagonalize(a, n, d);
    iterate(n, d);
  }

  private void tridiagonalize(double[] a, int n, double[] d) {
    double[] e = subdiagonal;
    for (int i = n - 1; i >= 1; i--) {
      int row = i * n;
      double scale = 0;
      for (int k = 0; k < i; k++) {
        scale = Math.max(scale, Math.abs(a[row + k]));
      }
      if (i == 1 || scale == 0) {
        e[i] = a[row + i - 1];
        continue;
      }
      double h = 0;
      for (int k = 0; k < i; k++) {
        a[row + k] /= scale;
        h += a[row + k] * a[row + k];
      }
      double f = a[row + i - 1];
      double g = f >= 0 ? -Math.sqrt(h) : Math.sqrt(h);
      e[i] = scale * g;
      h -= f * g;
      a[row + i - 1] = f - g; // the Householder vector u, |u|² = 2h
      reflect(a, n, i, h, e);
    }
    for (int i = 0; i < n; i++) {
      d[i] = a[i * n + i];
    }
    e[0] = 0;
  }

  /** A ← A − u qᵀ − q uᵀ on the leading i × i block, u in row i, q = p − u (uᵀp)/2h, p = A u/h. */
  private static void reflect(double[] a, int n, int i, double h, double[] q) {
    int row = i * n;
    for (int j = 0; j < i; j++) {
      q[j] = 0;
    }
    for (int j = 0; j < i; j++) {
      double u = a[row + j];
      double sum = a[j * n + j] * u;
      for (int k = 0; k < j; k++) {
        sum += a[j * n + k] * a[row + k];
        q[k] += a[j * n + k] * u;
      }
      q[j] += sum;
    }
    double up = 0;
    for (int j = 0; j < i; j++) {
      q[j] /= h;
      up += q[j] * a[row + j];
    }
    double half = up / (h + h);
    for (int j = 0; j < i; j++) {
      q[j] -= half * a[row + j];
    }
    for (int j = 0; j < i; j++) {
      double u = a[row + j];
      double p = q[j];
      for (int k = 0; k <= j; k++) {
        a[j * n + k] -= u * q[k] + p * a[row + k];
      }
    }
  }

  private void iterate(int n, double[] d) {
    double[] e = subdiagonal;
    for (int i = 1; i < n; i++) {
      e[i - 1] = e[i];
    }
    e[n - 1] = 0;
    for (int l = 0; l < n; l++) {
      for (int iteration = 0; ; iteration++) {
        int m = l;
        while (m < n - 1 && !negligible(e[m], Math.abs(d[m]) + Math.abs(d[m + 1]))) {
          m++;
        }
        if (m == l) {
          break;
        }
        if (iteration == MAX_ITERATIONS) {
          throw new ArithmeticException("no eigenvalues: the matrix holds " + d[l]);
        }
        step(l, m, d, e);
      }
    }
  }

  private static boolean negligible(double x, double beside) {
    return Math.abs(x) + beside == beside;
  }

  /** One implicit QL step with Wilkinson's shift on rows l … m. */
  private static void step(int l, int m, double[] d, double[] e) {
    double g = (d[l + 1] - d[l]) / (2 * e[l]);
    double r = Math.sqrt(g * g + 1);
    g = d[m] - d[l] + e[l] / (g + (g >= 0 ? r : -r));
    double s = 1;
    double c = 1;
    double p = 0;
    for (int i = m - 1; i >= l; i--) {
      double f = s * e[i];
      double b = c * e[i];
      r = Math.sqrt(f * f + g * g);
      e[i + 1] = r;
      if (r == 0) {
        d[i + 1] -= p;
        e[m] = 0;
        return;
      }
      double inverse = 1 / r;
      s = f * inverse;
      c = g * inverse;
      g = d[i + 1] - p;
      r = (d[i] - g) * s + 2 * c * b;
      p = s * r;
      d[i + 1] = g + p;
      g = c * r - b;
    }
    d[l] -= p;
    e[l] = g;
    e[m] = 0;
  }
}
