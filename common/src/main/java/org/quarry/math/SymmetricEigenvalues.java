package org.quarry.math;

/**
 * Eigenvalues of small dense symmetric matrices: Householder reduction to tridiagonal form, then
 * the square-root-free QL iteration of Pal, Walker and Kahan (B. N. Parlett, The Symmetric
 * Eigenvalue Problem, §8.15; LAPACK's {@code dsterf}). Off-diagonal elements count as zero below
 * the rounding error of the largest element, so the error of every eigenvalue is a small multiple
 * of that: some 1e−15 of the norm.
 *
 * <p>An instance is the workspace of one thread and allocates nothing.
 */
public final class SymmetricEigenvalues {
  private static final int MAX_ITERATIONS = 60;
  private static final double EPSILON = 0x1p-53;

  /** Rows smaller than this part of the matrix need no reflection. */
  private static final double NOTHING = 1e-20;

  /** Cosines below this are replaced by their limit, before their inverse overflows. */
  private static final double SMALL_COSINE = 1e-200;

  /** Where squares are far from the ends of the range. */
  private static final double LEAST = 0x1p-200;

  private static final double MOST = 0x1p200;

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
   * @throws ArithmeticException if an element is not finite
   */
  public void compute(double[] a, int n, double[] d) {
    double largest = largest(a, n);
    if (largest == Double.POSITIVE_INFINITY) {
      throw new ArithmeticException("no eigenvalues: the matrix holds an infinity");
    }
    if (largest != 0 && (largest < LEAST || largest > MOST)) {
      computeScaled(a, n, d, Math.getExponent(largest));
    } else {
      tridiagonalize(a, n, d, largest);
      iterate(n, d, largest);
    }
  }

  private void computeScaled(double[] a, int n, double[] d, int exponent) {
    for (int i = 0; i < n * n; i++) {
      a[i] = Math.scalb(a[i], -exponent);
    }
    compute(a, n, d);
    for (int i = 0; i < n; i++) {
      d[i] = Math.scalb(d[i], exponent);
    }
  }

  /** The largest absolute value but NaN. */
  private static double largest(double[] a, int n) {
    double largest = 0;
    for (int i = 0; i < n; i++) {
      int end = i * n + i;
      for (int k = i * n; k <= end; k++) {
        double size = Math.abs(a[k]);
        if (size > largest) { // faster than Math.max; NaN shows later
          largest = size;
        }
      }
    }
    return largest;
  }

  private void tridiagonalize(double[] a, int n, double[] d, double largest) {
    double[] e = subdiagonal;
    double nothing = NOTHING * largest * (NOTHING * largest);
    for (int i = n - 1; i >= 1; i--) {
      int row = i * n;
      double h = 0;
      for (int k = 0; k < i; k++) {
        h += a[row + k] * a[row + k];
      }
      double f = a[row + i - 1];
      if (i == 1 || h <= nothing) {
        e[i] = f;
        continue;
      }
      double g = f >= 0 ? -Math.sqrt(h) : Math.sqrt(h);
      h -= f * g;
      a[row + i - 1] = f - g; // the Householder vector u, |u|² = 2h
      reflect(a, n, i, h, e);
      e[i] = g;
    }
    double sum = n > 1 ? e[1] : 0; // which NaN anywhere else would have reached, or the diagonal
    for (int i = 0; i < n; i++) {
      d[i] = a[i * n + i];
      sum += d[i];
    }
    if (Double.isNaN(sum)) {
      throw new ArithmeticException("no eigenvalues: the matrix holds NaN");
    }
  }

  /**
   * A ← A − u qᵀ − q uᵀ on the leading i × i block, u in row i, q = p − u (uᵀp)/2h, p = A u/h. Rows
   * are taken two at a time.
   */
  private static void reflect(double[] a, int n, int i, double h, double[] q) {
    int row = i * n;
    multiply(a, n, i, q);
    double inverse = 1 / h;
    double up = 0;
    for (int j = 0; j < i; j++) {
      q[j] *= inverse;
      up += q[j] * a[row + j];
    }
    double half = 0.5 * up * inverse;
    for (int j = 0; j < i; j++) {
      q[j] -= half * a[row + j];
    }
    int j = 0;
    for (; j + 1 < i; j += 2) {
      int first = j * n;
      int second = first + n;
      double u0 = a[row + j];
      double u1 = a[row + j + 1];
      double q0 = q[j];
      double q1 = q[j + 1];
      for (int k = 0; k <= j; k++) {
        double u = a[row + k];
        double p = q[k];
        a[first + k] -= u0 * p + q0 * u;
        a[second + k] -= u1 * p + q1 * u;
      }
      a[second + j + 1] -= 2 * u1 * q1;
    }
    if (j < i) {
      double u0 = a[row + j];
      double q0 = q[j];
      for (int k = 0; k <= j; k++) {
        a[j * n + k] -= u0 * q[k] + q0 * a[row + k];
      }
    }
  }

  /** q = A u for the leading i × i block and u in row i. */
  private static void multiply(double[] a, int n, int i, double[] q) {
    int row = i * n;
    int j = i & 1;
    if (j == 1) {
      q[0] = a[0] * a[row];
    }
    for (; j < i; j += 2) {
      int first = j * n;
      int second = first + n;
      double u0 = a[row + j];
      double u1 = a[row + j + 1];
      double sum0 = a[first + j] * u0 + a[second + j] * u1;
      double sum1 = a[second + j] * u0 + a[second + j + 1] * u1;
      for (int k = 0; k < j; k++) {
        double x = a[first + k];
        double y = a[second + k];
        double u = a[row + k];
        sum0 += x * u;
        sum1 += y * u;
        q[k] += x * u0 + y * u1;
      }
      q[j] = sum0;
      q[j + 1] = sum1;
    }
  }

  /** Eigenvalues of the tridiagonal matrix, from the squares of its subdiagonal. */
  private void iterate(int n, double[] d, double largest) {
    double[] e = subdiagonal;
    for (int i = 1; i < n; i++) {
      e[i - 1] = e[i] * e[i];
    }
    double negligible = EPSILON * largest * (EPSILON * largest);
    int l = 0;
    int iterations = 0;
    while (l < n - 1) {
      int m = l;
      while (m < n - 1 && e[m] > negligible) {
        m++;
      }
      if (m == l) {
        l++;
        iterations = 0;
      } else if (m == l + 1) {
        solvePair(l, d, e);
        l += 2;
        iterations = 0;
      } else if (iterations++ == MAX_ITERATIONS) {
        throw new ArithmeticException("no eigenvalues: no convergence at " + d[l]);
      } else {
        step(l, m, d, e);
      }
    }
  }

  /** The eigenvalues of rows l and l + 1 alone. */
  private static void solvePair(int l, double[] d, double[] e) {
    double mean = 0.5 * (d[l] + d[l + 1]);
    double half = 0.5 * (d[l] - d[l + 1]);
    double root = Math.sqrt(half * half + e[l]);
    d[l] = mean + root;
    d[l + 1] = mean - root;
  }

  /** One QL step with Wilkinson's shift on rows l … m. */
  private static void step(int l, int m, double[] d, double[] e) {
    double g = 0.5 * (d[l + 1] - d[l]);
    double root = Math.sqrt(g * g + e[l]);
    double shift = d[l] - e[l] / (g + (g >= 0 ? root : -root));
    double c = 1;
    double s = 0;
    double gamma = d[m] - shift;
    double p = gamma * gamma;
    for (int i = m - 1; i >= l; i--) {
      double b = e[i];
      double r = p + b;
      e[i + 1] = s * r; // 0 at first, for what was negligible
      double lastC = c;
      double lastGamma = gamma;
      double alpha = d[i];
      c = p / r;
      s = b / r;
      gamma = c * (alpha - shift) - s * lastGamma;
      d[i + 1] = lastGamma + (alpha - gamma);
      p = c > SMALL_COSINE ? gamma * gamma * (r / p) : lastC * b;
    }
    e[l] = s * p;
    d[l] = shift + gamma;
  }
}
