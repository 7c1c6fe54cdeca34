package org.quarry.potential;

/**
 * A cubic spline with given first derivatives at both ends, along which it goes on linearly. Knots
 * need not be evenly spaced.
 */
final class CubicSpline {
  private final double[] x;
  private final double[] coefficients; // of the powers of x − x_k, four an interval
  private final double[] y;
  private final double firstSlope;
  private final double lastSlope;
  private final double perStep; // intervals per unit of x, on average

  private CubicSpline(
      double[] x, double[] y, double firstSlope, double lastSlope, double[] coefficients) {
    this.x = x;
    this.y = y;
    this.firstSlope = firstSlope;
    this.lastSlope = lastSlope;
    this.coefficients = coefficients;
    this.perStep = (x.length - 1) / (x[x.length - 1] - x[0]);
  }

  /**
   * The spline through points.
   *
   * @throws IllegalArgumentException unless there are two or more and the x ascend
   */
  static CubicSpline of(double[] x, double[] y, double firstSlope, double lastSlope) {
    int n = x.length;
    if (n < 2 || y.length != n) {
      throw new IllegalArgumentException("a spline needs two knots or more, got " + n);
    }
    for (int k = 1; k < n; k++) {
      if (!(x[k] > x[k - 1])) {
        throw new IllegalArgumentException(
            "the knots of a spline must ascend, got " + x[k] + " after " + x[k - 1]);
      }
    }
    double[] curvature = curvature(x, y, firstSlope, lastSlope);
    double[] c = new double[4 * (n - 1)];
    for (int k = 0; k < n - 1; k++) {
      double h = x[k + 1] - x[k];
      c[4 * k] = y[k];
      c[4 * k + 1] = (y[k + 1] - y[k]) / h - h * (2 * curvature[k] + curvature[k + 1]) / 6;
      c[4 * k + 2] = curvature[k] / 2;
      c[4 * k + 3] = (curvature[k + 1] - curvature[k]) / (6 * h);
    }
    return new CubicSpline(x.clone(), y.clone(), firstSlope, lastSlope, c);
  }

  /** The second derivatives at the knots: a tridiagonal system, solved by elimination. */
  private static double[] curvature(double[] x, double[] y, double first, double last) {
    int n = x.length;
    double[] upper = new double[n];
    double[] m = new double[n];
    upper[0] = 0.5;
    m[0] = 3 / (x[1] - x[0]) * ((y[1] - y[0]) / (x[1] - x[0]) - first);
    for (int k = 1; k < n - 1; k++) {
      double span = x[k + 1] - x[k - 1];
      double below = (x[k] - x[k - 1]) / span;
      double bend = (y[k + 1] - y[k]) / (x[k + 1] - x[k]) - (y[k] - y[k - 1]) / (x[k] - x[k - 1]);
      double pivot = 2 - below * upper[k - 1];
      upper[k] = (1 - below) / pivot;
      m[k] = (6 * bend / span - below * m[k - 1]) / pivot;
    }
    double h = x[n - 1] - x[n - 2];
    double end = 3 / h * (last - (y[n - 1] - y[n - 2]) / h);
    m[n - 1] = (end - 0.5 * m[n - 2]) / (1 - 0.5 * upper[n - 2]);
    for (int k = n - 2; k >= 0; k--) {
      m[k] -= upper[k] * m[k + 1];
    }
    return m;
  }

  /** The last knot. */
  double end() {
    return x[x.length - 1];
  }

  /** Where an argument lies: −1 before the first knot, the number of the last one beyond it. */
  int interval(double at) {
    int last = x.length - 1;
    if (at < x[0]) {
      return -1;
    }
    if (at >= x[last]) {
      return last;
    }
    int k = Math.min((int) ((at - x[0]) * perStep), last - 1);
    while (at < x[k]) {
      k--;
    }
    while (at >= x[k + 1]) {
      k++;
    }
    return k;
  }

  /** The value in the interval of the argument. */
  double value(int interval, double at) {
    if (interval < 0) {
      return y[0] + firstSlope * (at - x[0]);
    }
    double s = at - x[interval];
    if (interval == x.length - 1) {
      return y[interval] + lastSlope * s;
    }
    double[] c = coefficients;
    int k = 4 * interval;
    return ((c[k + 3] * s + c[k + 2]) * s + c[k + 1]) * s + c[k];
  }

  /** The derivative in the interval of the argument. */
  double slope(int interval, double at) {
    if (interval < 0) {
      return firstSlope;
    }
    if (interval == x.length - 1) {
      return lastSlope;
    }
    double s = at - x[interval];
    double[] c = coefficients;
    int k = 4 * interval;
    return (3 * c[k + 3] * s + 2 * c[k + 2]) * s + c[k + 1];
  }

  /** What the spline is made of: the end slopes, then x y of each knot. */
  double[] toArray() {
    double[] numbers = new double[2 + 2 * x.length];
    numbers[0] = firstSlope;
    numbers[1] = lastSlope;
    for (int k = 0; k < x.length; k++) {
      numbers[2 + 2 * k] = x[k];
      numbers[3 + 2 * k] = y[k];
    }
    return numbers;
  }
}
