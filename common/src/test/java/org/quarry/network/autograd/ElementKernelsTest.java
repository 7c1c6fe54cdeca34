package org.quarry.network.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quarry.math.Kernels;
import org.quarry.network.NativeThreads;

/** The host's kernels against each other, and against ND4J's operations. */
class ElementKernelsTest {
  static {
    NativeThreads.settle(); // or threads wait for each other
  }

  private final Random random = new Random(3);

  private interface Call {
    void on(FloatElementKernels kernels, ByteBuffer out);
  }

  @Test
  void vectorKernelsGiveTheBitsOfScalarOnes() {
    var vector = Kernels.vector(FloatElementKernels.class);
    assumeTrue(vector.isPresent(), "no vectors on this machine");
    for (int columns : new int[] {1, 3, 16, 37, 64, 101}) {
      int rows = 7;
      int n = rows * columns;
      ByteBuffer a = floats(n);
      ByteBuffer b = floats(n);
      for (BinaryFunction f : BinaryFunction.values()) {
        same(vector.get(), n, (k, out) -> k.combineRow(f, a, b, 1, n, out));
        same(vector.get(), n, (k, out) -> k.combineRow(f, a, b, rows, columns, out));
        same(vector.get(), n, (k, out) -> k.combineColumn(f, a, b, rows, columns, out));
        same(vector.get(), n, (k, out) -> k.combineColumn(f, a, b, 1, n, out));
      }
      same(vector.get(), n, (k, out) -> k.affine(a, n, 1.7, -0.3, out));
      same(vector.get(), n, (k, out) -> k.repeat(a, rows, columns, out));
      same(vector.get(), n, (k, out) -> k.fill(out, n, 0.1));
      same(vector.get(), rows, (k, out) -> k.sumColumns(a, rows, columns, out));
    }
  }

  private static void same(FloatElementKernels vector, int size, Call call) {
    ByteBuffer a = direct(size);
    ByteBuffer b = direct(size);
    call.on(new ScalarFloatElementKernels(), a);
    call.on(vector, b);
    assertEquals(a, b);
  }

  @ParameterizedTest
  @EnumSource
  void theHostsOperationsAreNd4js(Precision precision) {
    double tolerance = precision == Precision.FLOAT ? 3e-6 : 1e-14;
    double[] numbers = random.doubles(21 * 11, 0.5, 2).toArray();
    assertArrayEquals(
        everything(new Nd4jPortableEngine(precision), numbers),
        everything(new Nd4jHostEngine(precision), numbers),
        tolerance);
  }

  /** Of every operation entry by entry, with every shape of the second operand. */
  private static double[] everything(ArrayEngine engine, double[] numbers) {
    try (Tape tape = Tape.on(engine)) {
      Node x = tape.constant(numbers, 21, 11);
      Node y = x.times(0).plus(1);
      for (Node operand :
          new Node[] {
            x.plus(-0.1), x.rows(3, 4), x.columns(4, 5), x.rows(2, 3).columns(3, 4),
          }) {
        y = y.plus(operand).times(operand).minus(operand.times(0.3)).dividedBy(operand);
        y = y.plus(operand.broadcastTo(21, 11).times(x)).times(0.5);
      }
      y =
          y.plus(x.sumColumns())
              .minus(x.sumRows())
              .plus(Node.join(java.util.List.of(x.columns(5, 11), x.columns(0, 5))));
      y = y.plus(x.sqrt()).plus(x.reciprocal()).plus(x.sigmoid()).plus(x.log().exp());
      return y.plus(x.sin()).plus(x.cos()).plus(x.tanh()).times(0.05).toArray();
    }
  }

  private static ByteBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES).order(ByteOrder.nativeOrder());
  }

  private ByteBuffer floats(int size) {
    ByteBuffer buffer = direct(size);
    for (int i = 0; i < size; i++) {
      buffer.putFloat(i * Float.BYTES, 20 * (random.nextFloat() - 0.5f));
    }
    return buffer;
  }
}
