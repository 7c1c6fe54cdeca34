package org.quarry.network.autograd;

/**
 * A linear map A from matrices to matrices that is computed outside the engine, row-major in double
 * precision: what a tape needs of it is A x and Aᵀ y. Immutable.
 */
public interface LinearOperator {
  /** The matrices it takes. */
  Shape from();

  /** The matrices it gives. */
  Shape to();

  /** A x, a fresh array. */
  double[] times(double[] x);

  /** Aᵀ y, a fresh array: Σ y · A x = Σ Aᵀ y · x for all x and y. */
  double[] transposeTimes(double[] y);

  /** Aᵀ. */
  default LinearOperator transposed() {
    LinearOperator original = this;
    return new LinearOperator() {
      @Override
      public Shape from() {
        return original.to();
      }

      @Override
      public Shape to() {
        return original.from();
      }

      @Override
      public double[] times(double[] x) {
        return original.transposeTimes(x);
      }

      @Override
      public double[] transposeTimes(double[] y) {
        return original.times(y);
      }

      @Override
      public LinearOperator transposed() {
        return original;
      }
    };
  }

  /** Rows and columns of a matrix. */
  record Shape(int rows, int columns) {}
}
