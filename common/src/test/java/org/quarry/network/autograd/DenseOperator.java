package org.quarry.network.autograd;

/** A map whose matrix is (A)_{ij} = sin(1 + 3i + j·j), entries counted row-major. */
record DenseOperator(Shape from, Shape to) implements LinearOperator {
  private static int size(Shape shape) {
    return shape.rows() * shape.columns();
  }

  private static double entry(int i, int j) {
    return Math.sin(1 + 3 * i + j * j);
  }

  @Override
  public double[] times(double[] x) {
    double[] y = new double[size(to)];
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < size(from); j++) {
        y[i] += entry(i, j) * x[j];
      }
    }
    return y;
  }

  @Override
  public double[] transposeTimes(double[] y) {
    double[] x = new double[size(from)];
    for (int i = 0; i < size(to); i++) {
      for (int j = 0; j < x.length; j++) {
        x[j] += entry(i, j) * y[i];
      }
    }
    return x;
  }
}
