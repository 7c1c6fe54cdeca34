package org.quarry.network.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.quarry.network.NativeThreads;

/**
 * Holds every operation y = f(x) against central differences in double precision: the gradient of L
 * = Σ c ⊙ y², and the gradient of the directional derivative D = Σ v ⊙ ∂L/∂x, c and v at random.
 * The square makes the second derivative one of linear operations, too.
 */
class DerivativesTest {
  private static final double STEP = 2e-4;
  private static final double TOLERANCE = 2e-8;

  static {
    NativeThreads.settle(); // or threads wait for each other
  }

  private final ArrayEngine engine = HostEngine.of(Precision.DOUBLE);

  static java.util.stream.Stream<Operation> operations() {
    return Operations.all();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void firstDerivativesAreSlopes(Operation operation) {
    check(operation, this::loss);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void secondDerivativesAreSlopesOfFirstOnes(Operation operation) {
    check(operation, this::directionalDerivative);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void thirdDerivativesAreSlopesOfSecondOnes(Operation operation) {
    check(operation, (op, xs) -> along(directionalDerivative(op, xs), xs, 23));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void theLastGradientsAreTheGradients(Operation operation) {
    double[][] inputs = operation.inputs(3);
    List<double[]> recorded = new ArrayList<>();
    List<double[]> last = new ArrayList<>();
    try (Tape tape = Tape.on(engine)) {
      List<Node> xs = operation.variables(tape, inputs);
      Node y = directionalDerivative(operation, xs);
      tape.gradients(y, xs).forEach(g -> recorded.add(g.toArray()));
      tape.lastGradients(y, xs).forEach(g -> last.add(g.toArray()));
    }
    for (int k = 0; k < inputs.length; k++) {
      assertArrayEquals(recorded.get(k), last.get(k), 1e-13);
    }
  }

  private interface Scalar {
    Node of(Operation operation, List<Node> xs);
  }

  private Node loss(Operation operation, List<Node> xs) {
    Node y = operation.apply().apply(xs);
    return random(y, 17).times(y.square()).sum();
  }

  private Node directionalDerivative(Operation operation, List<Node> xs) {
    return along(loss(operation, xs), xs, 19);
  }

  private Node along(Node y, List<Node> xs, long seed) {
    List<Node> gradients = y.tape().gradients(y, xs);
    Node sum = y.tape().constant(0, 1, 1);
    for (int k = 0; k < xs.size(); k++) {
      sum = sum.plus(gradients.get(k).times(random(xs.get(k), seed + k)).sum());
    }
    return sum;
  }

  private static Node random(Node like, long seed) {
    double[] values = new Random(seed).doubles(like.value().size(), -1, 1).toArray();
    return like.tape().constant(values, like.rows(), like.columns());
  }

  private void check(Operation operation, Scalar scalar) {
    double[][] inputs = operation.inputs(3);
    List<double[]> gradients = new ArrayList<>();
    try (Tape tape = Tape.on(engine)) {
      List<Node> xs = operation.variables(tape, inputs);
      tape.lastGradients(scalar.of(operation, xs), xs).forEach(g -> gradients.add(g.toArray()));
    }
    ToDoubleFunction<double[][]> value =
        at -> {
          try (Tape tape = Tape.on(engine)) {
            return scalar.of(operation, operation.variables(tape, at)).toNumber();
          }
        };
    for (int k = 0; k < inputs.length; k++) {
      for (int i = 0; i < inputs[k].length; i++) {
        double slope = slope(value, inputs, k, i);
        assertEquals(
            slope,
            gradients.get(k)[i],
            TOLERANCE * Math.max(1, Math.abs(slope)),
            operation + ", input " + k + ", entry " + i);
      }
    }
  }

  /** Central differences with the third-order error taken out (Richardson). */
  private static double slope(ToDoubleFunction<double[][]> value, double[][] at, int k, int i) {
    double near = difference(value, at, k, i, STEP);
    double far = difference(value, at, k, i, 2 * STEP);
    return (4 * near - far) / 3;
  }

  private static double difference(
      ToDoubleFunction<double[][]> value, double[][] at, int k, int i, double step) {
    double x = at[k][i];
    at[k][i] = x + step;
    double above = value.applyAsDouble(at);
    at[k][i] = x - step;
    double below = value.applyAsDouble(at);
    at[k][i] = x;
    return (above - below) / (2 * step);
  }
}
