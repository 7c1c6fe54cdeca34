package org.quarry.descriptor.scattering;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link ModulusKernel} on the Vector API; no sum runs across the lanes of a vector. */
final class VectorModulusKernel implements ModulusKernel {
  private static final VectorSpecies<Double> V =
      DoubleVector.SPECIES_PREFERRED.length() > LANES
          ? DoubleVector.SPECIES_512
          : DoubleVector.SPECIES_PREFERRED;
  private static final int WIDTH = V.length();

  private final ScalarModulusKernel scalar = new ScalarModulusKernel();

  @Override
  public void squaresOfTwo(double[] block, int count, double[] squares) {
    for (int u = 0; u < count; u++) {
      for (int v = 0; v < LANES; v += WIDTH) {
        DoubleVector f = at(block, 2 * LANES * u + v);
        DoubleVector g = at(block, 2 * LANES * u + LANES + v);
        g.fma(g, f.mul(f)).intoArray(squares, LANES * u + v);
      }
    }
  }

  @Override
  public void squaresOfOne(double[] block, int part, int count, double[] squares) {
    for (int u = 0; u < count; u++) {
      for (int v = 0; v < LANES; v += WIDTH) {
        DoubleVector f = at(block, 2 * LANES * u + part + v);
        f.mul(f).intoArray(squares, LANES * u + v);
      }
    }
  }

  @Override
  public void add(double[] field, int offset, int stride, int count, int lanes, double[] squares) {
    if (lanes < LANES) {
      scalar.add(field, offset, stride, count, lanes, squares);
      return;
    }
    for (int u = 0; u < count; u++) {
      for (int v = 0; v < LANES; v += WIDTH) {
        int to = LANES * u + v;
        at(squares, to).add(at(field, offset + u * stride + v)).intoArray(squares, to);
      }
    }
  }

  @Override
  public void store(
      double[] squares, int count, int lanes, double[] field, int offset, int stride) {
    if (lanes < LANES) {
      scalar.store(squares, count, lanes, field, offset, stride);
      return;
    }
    for (int u = 0; u < count; u++) {
      for (int v = 0; v < LANES; v += WIDTH) {
        at(squares, LANES * u + v).intoArray(field, offset + u * stride + v);
      }
    }
  }

  @Override
  public void root(double[] squares, int count) {
    for (int i = 0; i < LANES * count; i += WIDTH) {
      at(squares, i).sqrt().intoArray(squares, i);
    }
  }

  @Override
  public void sum(double[] values, int count, Power power, double[] sums) {
    switch (power.form()) {
      case ROOT -> roots(values, LANES * count, sums);
      case ONE -> ones(values, LANES * count, sums);
      case SQUARE -> squares(values, LANES * count, sums);
      case CUBE -> cubes(values, LANES * count, sums);
      case FOUR_THIRDS -> fourThirds(values, LANES * count, sums);
      case FIVE_THIRDS -> fiveThirds(values, LANES * count, sums);
      case GENERAL -> scalar.sum(values, count, power, sums);
    }
  }

  private static void roots(double[] values, int end, double[] sums) {
    for (int v = 0; v < LANES; v += WIDTH) {
      DoubleVector sum = DoubleVector.zero(V);
      for (int i = v; i < end; i += LANES) {
        sum = sum.add(at(values, i).sqrt());
      }
      at(sums, v).add(sum).intoArray(sums, v);
    }
  }

  private static void ones(double[] values, int end, double[] sums) {
    for (int v = 0; v < LANES; v += WIDTH) {
      DoubleVector sum = DoubleVector.zero(V);
      for (int i = v; i < end; i += LANES) {
        sum = sum.add(at(values, i));
      }
      at(sums, v).add(sum).intoArray(sums, v);
    }
  }

  private static void squares(double[] values, int end, double[] sums) {
    for (int v = 0; v < LANES; v += WIDTH) {
      DoubleVector sum = DoubleVector.zero(V);
      for (int i = v; i < end; i += LANES) {
        DoubleVector u = at(values, i);
        sum = sum.add(u.mul(u));
      }
      at(sums, v).add(sum).intoArray(sums, v);
    }
  }

  private static void cubes(double[] values, int end, double[] sums) {
    for (int v = 0; v < LANES; v += WIDTH) {
      DoubleVector sum = DoubleVector.zero(V);
      for (int i = v; i < end; i += LANES) {
        DoubleVector u = at(values, i);
        sum = sum.add(u.mul(u).mul(u));
      }
      at(sums, v).add(sum).intoArray(sums, v);
    }
  }

  private static void fourThirds(double[] values, int end, double[] sums) {
    for (int v = 0; v < LANES; v += WIDTH) {
      DoubleVector sum = DoubleVector.zero(V);
      for (int i = v; i < end; i += LANES) {
        DoubleVector u = at(values, i);
        sum = sum.add(u.mul(cubeRoot(u)));
      }
      at(sums, v).add(sum).intoArray(sums, v);
    }
  }

  private static void fiveThirds(double[] values, int end, double[] sums) {
    for (int v = 0; v < LANES; v += WIDTH) {
      DoubleVector sum = DoubleVector.zero(V);
      for (int i = v; i < end; i += LANES) {
        DoubleVector u = at(values, i);
        DoubleVector root = cubeRoot(u);
        sum = sum.add(u.mul(root.mul(root)));
      }
      at(sums, v).add(sum).intoArray(sums, v);
    }
  }

  private static DoubleVector cubeRoot(DoubleVector u) {
    DoubleVector x = u.max(CubeRoot.LEAST);
    LongVector bits = x.reinterpretAsLongs();
    LongVector t = shift(bits, 2).add(shift(bits, 4));
    t = t.add(shift(t, 4));
    t = t.add(shift(t, 8));
    t = t.add(shift(t, 16));
    DoubleVector y = t.add(CubeRoot.BIAS).reinterpretAsDoubles();
    y = halley(x, y);
    y = halley(x, y);
    return halley(x, y);
  }

  private static LongVector shift(LongVector bits, int by) {
    return bits.lanewise(VectorOperators.LSHR, by);
  }

  private static DoubleVector halley(DoubleVector x, DoubleVector y) {
    DoubleVector cube = y.mul(y).mul(y);
    return y.mul(cube.add(x.add(x))).div(cube.add(cube).add(x));
  }

  private static DoubleVector at(double[] array, int index) {
    return DoubleVector.fromArray(V, array, index);
  }
}
