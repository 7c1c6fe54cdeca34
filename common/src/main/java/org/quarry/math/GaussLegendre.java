package org.quarry.math;

/** Gauss–Legendre quadrature: exact for polynomials of degree 2·points − 1. */
public final class GaussLegendre {
  private final double[] nodes;
  private final double[] weights;

  private GaussLegendre(double[] nodes, double[] weights) {
    this.nodes = nodes;
    this.weights = weights;
  }

  /** The rule on [a, b], nodes ascending. */
  public static GaussLegendre on(double a, double b, int points) {
    double[] nodes = new double[points];
    double[] weights = new double[points];
    for (int i = 0; i < points; i++) {
      double x = -StrictMath.cos(Math.PI * (i + 0.75) / (points + 0.5));
      double slope = 0;
      for (int iteration = 0; iteration < 100; iteration++) {
        double p0 = 1;
        double p1 = x;
        for (int n = 2; n <= points; n++) {
          double p2 = ((2 * n - 1) * x * p1 - (n - 1) * p0) / n;
          p0 = p1;
          p1 = p2;
        }
        slope = points * (x * p1 - p0) / (x * x - 1);
        double step = p1 / slope;
        x -= step;
        if (Math.abs(step) <= 1e-16) {
          break;
        }
      }
      nodes[i] = 0.5 * (b - a) * x + 0.5 * (a + b);
      weights[i] = (b - a) / ((1 - x * x) * slope * slope);
    }
    return new GaussLegendre(nodes, weights);
  }

  public int points() {
    return nodes.length;
  }

  public double node(int i) {
    return nodes[i];
  }

  public double weight(int i) {
    return weights[i];
  }
}
