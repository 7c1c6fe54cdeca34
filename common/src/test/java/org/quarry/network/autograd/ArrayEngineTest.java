package org.quarry.network.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.quarry.math.Kernels;
import org.quarry.network.autograd.ArrayEngine.Layout;

/** What an engine promises, against plain loops. */
class ArrayEngineTest {
  private final Random random = new Random(3);

  static Stream<ArrayEngine> engines() {
    return Stream.of(
        HostEngine.of(Precision.FLOAT),
        HostEngine.of(Precision.DOUBLE),
        Nd4jEngine.of(Precision.FLOAT),
        Nd4jEngine.of(Precision.DOUBLE));
  }

  @ParameterizedTest
  @MethodSource("engines")
  void productsAreThoseOfLoops(ArrayEngine engine) {
    int[][] sizes = {
      {5, 4, 3}, {1, 4, 3}, {5, 1, 3}, {5, 4, 1}, {1, 1, 3}, {1, 4, 1}, {70, 33, 65}, {13, 300, 84}
    };
    for (int[] size : sizes) {
      int m = size[0];
      int k = size[1];
      int n = size[2];
      for (Layout la : Layout.values()) {
        for (Layout lb : Layout.values()) {
          double[] a = random.doubles((long) m * k, -1, 1).toArray();
          double[] b = random.doubles((long) k * n, -1, 1).toArray();
          double[] c = random.doubles((long) m * n, -1, 1).toArray();
          boolean plainA = la == Layout.AS_IS;
          boolean plainB = lb == Layout.AS_IS;
          Array out = array(engine, c, m, n);
          engine.multiply(
              array(engine, a, plainA ? m : k, plainA ? k : m),
              la,
              array(engine, b, plainB ? k : n, plainB ? n : k),
              lb,
              1,
              out);
          double[] expected = c.clone();
          for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
              for (int l = 0; l < k; l++) {
                expected[i * n + j] +=
                    a[plainA ? i * k + l : l * m + i] * b[plainB ? l * n + j : j * k + l];
              }
            }
          }
          assertArrayEquals(
              expected, engine.read(out), engine.precision() == Precision.FLOAT ? 3e-5 : 1e-13);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void softplusIsRightFarFromZero(Precision precision) {
    ArrayEngine engine = HostEngine.of(precision);
    double[] x = {-200, -80, -30, -5, -0.5, -1e-3, 0, 1e-3, 0.5, 5, 30, 80, 200, -1, 1, 2, 3, -7};
    Array in = array(engine, x, 1, x.length);
    Array value = engine.allocate(1, x.length);
    Array slope = engine.allocate(1, x.length);
    engine.softplus(in, 0, value, slope);
    double relative = precision == Precision.FLOAT ? 4e-7 : 1e-15;
    for (int i = 0; i < x.length; i++) {
      double exact = Math.max(x[i], 0) + Math.log1p(Math.exp(-Math.abs(x[i])));
      double sigmoid = 1 / (1 + Math.exp(-x[i]));
      assertEquals(exact, engine.read(value)[i], relative * exact + 1e-37, "at " + x[i]);
      assertEquals(sigmoid, engine.read(slope)[i], relative * sigmoid + 1e-37, "at " + x[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void functionsAreThoseOfTheLibrary(ArrayEngine engine) {
    double[] x = random.doubles(150, -60, 60).toArray();
    x[0] = 0;
    x[1] = -1e-6;
    x[2] = 70;
    for (UnaryFunction function : UnaryFunction.values()) {
      double[] arguments = x.clone();
      for (int i = 0; i < x.length; i++) {
        if (function == UnaryFunction.LOG || function == UnaryFunction.SQRT) {
          arguments[i] = Math.abs(x[i]) + 1e-3;
        } else if (function == UnaryFunction.RECIPROCAL) {
          arguments[i] = Math.abs(x[i]) + 0.1;
        }
      }
      Array in = array(engine, arguments, 10, 15);
      arguments = engine.read(in); // rounded to the engine's precision
      Array out = engine.allocate(10, 15);
      engine.apply(function, in, out);
      double[] values = engine.read(out);
      for (int i = 0; i < x.length; i++) {
        double v = arguments[i];
        double exact =
            switch (function) {
              case EXP -> Math.exp(v);
              case LOG -> Math.log(v);
              case SQRT -> Math.sqrt(v);
              case RECIPROCAL -> 1 / v;
              case SIN -> Math.sin(v);
              case COS -> Math.cos(v);
              case TANH -> Math.tanh(v);
              case SIGMOID -> 1 / (1 + Math.exp(-v));
              case SILU_CURVATURE -> (2 - v * Math.tanh(v / 2)) / Math.pow(2 * Math.cosh(v / 2), 2);
            };
        boolean bounded =
            List.of(
                    UnaryFunction.SIN,
                    UnaryFunction.COS,
                    UnaryFunction.TANH,
                    UnaryFunction.SILU_CURVATURE)
                .contains(function);
        double tolerance = bounded ? 1 : Math.abs(exact);
        tolerance *= engine.precision() == Precision.FLOAT ? 4e-7 : 1e-14;
        assertEquals(exact, values[i], tolerance + 1e-37, function + " of " + v);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void rowsColumnsAndNumbersStandForMatrices(ArrayEngine engine) {
    double[] a = random.doubles(35, 1, 2).toArray();
    double[] b = random.doubles(35, 1, 2).toArray();
    int[][] shapes = {{5, 7}, {1, 7}, {5, 1}, {1, 1}};
    double tolerance = engine.precision() == Precision.FLOAT ? 1e-6 : 1e-15;
    for (BinaryFunction function : BinaryFunction.values()) {
      for (int[] shape : shapes) {
        double[] part = java.util.Arrays.copyOf(b, shape[0] * shape[1]);
        Array out = engine.allocate(5, 7);
        engine.combine(
            function, array(engine, a, 5, 7), array(engine, part, shape[0], shape[1]), out);
        double[] values = engine.read(out);
        Array repeated = engine.allocate(5, 7);
        engine.broadcast(array(engine, part, shape[0], shape[1]), repeated);
        double[] copies = engine.read(repeated);
        for (int i = 0; i < 35; i++) {
          int row = shape[0] == 1 ? 0 : i / 7;
          int column = shape[1] == 1 ? 0 : i % 7;
          double y = part[row * shape[1] + column];
          double expected =
              switch (function) {
                case ADD -> a[i] + y;
                case SUBTRACT -> a[i] - y;
                case MULTIPLY -> a[i] * y;
                case DIVIDE -> a[i] / y;
              };
          assertEquals(expected, values[i], tolerance * Math.abs(expected) + tolerance);
          assertEquals(y, copies[i], tolerance);
        }
      }
    }
  }

  @Test
  void theSameCallsGiveTheSameBits() {
    double[] first = someGradient(HostEngine.of(Precision.FLOAT));
    ArrayEngine used = HostEngine.of(Precision.FLOAT);
    someGradient(used);
    assertArrayEquals(first, someGradient(used)); // in memory that was used before
  }

  private static double[] someGradient(ArrayEngine engine) {
    Random numbers = new Random(1);
    double[] x = numbers.doubles(200 * 33, -1, 1).toArray();
    double[] w = numbers.doubles(33 * 33, -1, 1).toArray();
    double[] b = numbers.doubles(33, -1, 1).toArray();
    RowIndex index = RowIndex.of(numbers.ints(200, 0, 40).toArray(), 40);
    try (Tape tape = Tape.on(engine)) {
      Node weights = tape.variable(w, 33, 33);
      Node y =
          tape.constant(x, 200, 33)
              .linearShiftedSoftplus(weights, tape.constant(b, 1, 33))
              .segmentSum(index)
              .tanh()
              .sum();
      return tape.lastGradients(y, java.util.List.of(weights)).get(0).toArray();
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void emptyMatricesPassThrough(ArrayEngine engine) {
    try (Tape tape = Tape.on(engine)) {
      Node none = tape.variable(new double[0], 0, 3);
      Node w = tape.variable(new double[] {1, 2, 3}, 3, 1);
      Node y = none.square().matmul(w).exp().sum();
      assertEquals(0, y.toNumber());
      assertArrayEquals(new double[3], tape.gradient(y, w).toArray());
      assertEquals(0, tape.gradient(y, none).toArray().length);
      Node sums = none.segmentSum(RowIndex.of(new int[0], 2));
      assertArrayEquals(new double[6], sums.toArray());
    }
  }

  @Test
  void vectorKernelsGiveTheBitsOfScalarOnes() {
    Optional<FloatKernels> vector = Kernels.vector(FloatKernels.class);
    assumeTrue(vector.isPresent(), "no vectors on this machine");
    FloatKernels scalar = new ScalarFloatKernels();
    int atoms = 9;
    int pairs = 23;
    int[] first = random.ints(pairs, 0, atoms).toArray();
    int[] second = random.ints(pairs, 0, atoms).toArray();
    PairIndex index = PairIndex.of(first, second, atoms);
    RowIndex rows = index.first();
    for (int columns : new int[] {1, 3, 16, 37, 64, 101}) {
      float[] x = randomFloats(atoms * columns + 1);
      float[] y = randomFloats(atoms * columns + 2);
      float[] w = randomFloats(pairs * columns);
      int all = atoms * columns;
      List<Call> calls = new ArrayList<>();
      for (int sign : new int[] {1, -1}) {
        boolean add = sign < 0 || columns == 37;
        calls.add(
            (k, out) ->
                k.pairSum(
                    x,
                    1,
                    w,
                    0,
                    index.offsets(),
                    index.others(),
                    index.pairs(),
                    sign,
                    columns,
                    add,
                    out,
                    3));
        calls.add((k, out) -> k.pairProduct(x, 1, y, 2, first, second, sign, columns, add, out, 3));
      }
      calls.add((k, out) -> k.segmentSum(w, 0, rows.order(), rows.offsets(), columns, out, 3));
      calls.add((k, out) -> k.softplus(x, 1, all, -0.7, out, 3, new float[all], 0));
      calls.add((k, out) -> k.softplus(x, 1, all, 0, new float[all], 0, out, 3));
      for (BinaryFunction f : BinaryFunction.values()) {
        calls.add((k, out) -> k.combine(f, x, 1, y, 2, all, out, 3));
        calls.add((k, out) -> k.combine(f, x, 1, -1.7, all, out, 3));
      }
      calls.add((k, out) -> k.apply(UnaryFunction.EXP, x, 1, all, out, 3));
      calls.add((k, out) -> k.apply(UnaryFunction.SIGMOID, x, 1, all, out, 3));
      calls.add((k, out) -> k.apply(UnaryFunction.SILU_CURVATURE, x, 1, all, out, 3));
      calls.add((k, out) -> k.silu(x, 1, all, out, 3, new float[all], 0));
      calls.add((k, out) -> k.silu(x, 1, all, new float[all], 0, out, 3));
      calls.add((k, out) -> k.outer(x, 1, y, 2, 3, columns, 3, out, 3));
      calls.add((k, out) -> k.outerSum(w, 0, y, 2, 3, columns, 3, out, 3));
      calls.add((k, out) -> k.outerDot(w, 0, y, 2, 3, columns, 3, out, 3));
      float[] square = randomFloats(columns * columns);
      calls.add(
          (k, out) ->
              k.multiply(x, 1, columns, 1, square, 0, atoms, columns, columns, 0.5, out, 3));
      calls.add((k, out) -> k.multiply(w, 0, 1, columns, w, 0, columns, pairs, columns, 0, out, 3));
      for (Call call : calls) {
        float[] a = randomFloats(pairs * columns + columns * columns + 3);
        float[] b = a.clone();
        call.on(scalar, a);
        call.on(vector.get(), b);
        assertArrayEquals(a, b);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void bothEnginesGiveTheSameSums(Precision precision) {
    int atoms = 9;
    int pairs = 23;
    int[] first = random.ints(pairs, 0, atoms).toArray();
    int[] second = random.ints(pairs, 0, atoms - 1).toArray();
    PairIndex index = PairIndex.of(first, second, atoms);
    double[] x = random.doubles(atoms * 5L, -9, 9).toArray();
    double[] w = random.doubles(pairs * 5L, -9, 9).toArray();
    double tolerance = precision == Precision.FLOAT ? 2e-4 : 1e-12;
    for (Parity parity : Parity.values()) {
      assertArrayEquals(
          graphSums(HostEngine.of(precision), x, w, index, parity),
          graphSums(Nd4jEngine.of(precision), x, w, index, parity),
          tolerance);
    }
  }

  private static double[] graphSums(
      ArrayEngine engine, double[] x, double[] w, PairIndex pairs, Parity parity) {
    try (Tape tape = Tape.on(engine)) {
      Node filters = tape.variable(w, pairs.size(), 5);
      Node atoms = tape.variable(x, pairs.atoms(), 5);
      Node y =
          atoms
              .pairSum(filters, pairs, parity)
              .plus(filters.segmentSum(pairs.second()))
              .softplus()
              .plus(vectors(atoms, filters.silu(), pairs, parity))
              .sum();
      Node slope = tape.gradient(y, filters);
      Node none =
          atoms
              .rows(0, 2)
              .pairSum(tape.constant(0, 0, 5), PairIndex.of(new int[0], new int[0], 2), parity);
      return Node.stack(java.util.List.of(slope, none)).toArray();
    }
  }

  /** 10⁻⁶ |Σ_j x_j ⊙ w ⊗ u|², u two columns of w, there and back. */
  private static Node vectors(Node x, Node w, PairIndex pairs, Parity parity) {
    return x.pairSum(w.outer(w.columns(1, 3)), pairs, parity, 2)
        .pairSum(w, pairs, parity, 2)
        .square()
        .reshape(2, x.rows() * x.columns())
        .sumRows()
        .times(1e-6)
        .reshape(x.rows(), x.columns());
  }

  private interface Call {
    void on(FloatKernels kernels, float[] out);
  }

  private float[] randomFloats(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = 20 * (random.nextFloat() - 0.5f);
    }
    return values;
  }

  @Test
  void aPartOfAnNd4jArrayIsSharedNotCopied() {
    Nd4jEngine engine = Nd4jEngine.of(Precision.FLOAT);
    INDArray flat = Nd4j.arange(12).castTo(DataType.FLOAT).reshape(1, 12);
    Array part = engine.wrap(flat, 4, 2, 3);
    assertArrayEquals(new double[] {4, 5, 6, 7, 8, 9}, engine.read(part));
    engine.fill(engine.view(part, 3, 1, 3), -1);
    assertArrayEquals(
        new float[] {-1, -1, -1},
        new float[] {flat.getFloat(7), flat.getFloat(8), flat.getFloat(9)});
    assertThrows(IllegalArgumentException.class, () -> engine.wrap(flat, 7, 2, 3));
    assertThrows(
        IllegalArgumentException.class, () -> engine.wrap(flat.castTo(DataType.DOUBLE), 0, 2, 3));
  }

  @Test
  void memoryIsUsedAgainForMatricesOfSimilarSize() {
    assertEquals(Nd4jPool.sizeClass(1000), Nd4jPool.sizeClass(970));
    assertEquals(Nd4jPool.sizeClass(970), HostPool.sizeClass(970));
    for (long size = 1; size < 5000; size++) {
      long given = Nd4jPool.sizeClass(size);
      assertEquals(Math.max(size, given), given);
      assertEquals(Math.min(given, size + size / 8 + 1), given, "at " + size);
    }
  }

  private static Array array(ArrayEngine engine, double[] values, int rows, int columns) {
    Array array = engine.allocate(rows, columns);
    engine.write(values, array);
    return array;
  }
}
