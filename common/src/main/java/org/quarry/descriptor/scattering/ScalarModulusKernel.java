package org.quarry.descriptor.scattering;

/** {@link ModulusKernel} in plain Java. */
final class ScalarModulusKernel implements ModulusKernel {
  @Override
  public void squaresOfTwo(double[] block, int count, double[] squares) {
    for (int u = 0; u < count; u++) {
      int from = 2 * LANES * u;
      int to = LANES * u;
      for (int v = 0; v < LANES; v++) {
        double f = block[from + v];
        double g = block[from + LANES + v];
        squares[to + v] = Math.fma(g, g, f * f);
      }
    }
  }

  @Override
  public void squaresOfOne(double[] block, int part, int count, double[] squares) {
    for (int u = 0; u < count; u++) {
      int from = 2 * LANES * u + part;
      int to = LANES * u;
      for (int v = 0; v < LANES; v++) {
        squares[to + v] = block[from + v] * block[from + v];
      }
    }
  }

  @Override
  public void add(double[] field, int offset, int stride, int count, int lanes, double[] squares) {
    for (int u = 0; u < count; u++) {
      int from = offset + u * stride;
      int to = LANES * u;
      for (int v = 0; v < lanes; v++) {
        squares[to + v] += field[from + v];
      }
    }
  }

  @Override
  public void store(
      double[] squares, int count, int lanes, double[] field, int offset, int stride) {
    for (int u = 0; u < count; u++) {
      int to = offset + u * stride;
      int from = LANES * u;
      for (int v = 0; v < lanes; v++) {
        field[to + v] = squares[from + v];
      }
    }
  }

  @Override
  public void root(double[] squares, int count) {
    for (int i = 0; i < LANES * count; i++) {
      squares[i] = Math.sqrt(squares[i]);
    }
  }

  @Override
  public void sum(double[] values, int count, Power power, double[] sums) {
    for (int v = 0; v < LANES; v++) {
      double sum = 0;
      for (int i = v; i < LANES * count; i += LANES) {
        sum += power(values[i], power);
      }
      sums[v] += sum;
    }
  }

  private static double power(double u, Power power) {
    return switch (power.form()) {
      case ROOT -> Math.sqrt(u);
      case ONE -> u;
      case SQUARE -> u * u;
      case CUBE -> u * u * u;
      case FOUR_THIRDS -> u * CubeRoot.of(u);
      case FIVE_THIRDS -> {
        double root = CubeRoot.of(u);
        yield u * (root * root);
      }
      case GENERAL -> StrictMath.pow(u, power.exponent());
    };
  }
}
