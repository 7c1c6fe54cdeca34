package org.quarry.network.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.quarry.network.NativeThreads;
import org.quarry.network.autograd.LinearOperator.Shape;

/** A function known by value and Jacobian, here f(x)_q = x_q² x_{q+1}, within L = Σ (f(x) ⊙ w)². */
class LinearizedTest {
  private static final double[] X = {0.7, -0.4, 1.2, 0.9};
  private static final double[] W = {1.1, -0.6, 0.3, 0.8};
  private static final double STEP = 1e-4;

  static {
    NativeThreads.settle(); // or threads wait for each other
  }

  private final ArrayEngine engine = HostEngine.of(Precision.DOUBLE);

  private static double[] value(double[] x) {
    double[] f = new double[4];
    Arrays.setAll(f, q -> x[q] * x[q] * x[(q + 1) % 4]);
    return f;
  }

  private record Jacobian(double[] x) implements LinearOperator {
    @Override
    public Shape from() {
      return new Shape(2, 2);
    }

    @Override
    public Shape to() {
      return new Shape(1, 4);
    }

    @Override
    public double[] times(double[] t) {
      double[] y = new double[4];
      Arrays.setAll(y, q -> 2 * x[q] * x[(q + 1) % 4] * t[q] + x[q] * x[q] * t[(q + 1) % 4]);
      return y;
    }

    @Override
    public double[] transposeTimes(double[] g) {
      double[] y = new double[4];
      for (int q = 0; q < 4; q++) {
        y[q] += 2 * x[q] * x[(q + 1) % 4] * g[q];
        y[(q + 1) % 4] += x[q] * x[q] * g[q];
      }
      return y;
    }
  }

  private static Node loss(Node x, Node w) {
    double[] at = x.toArray();
    return x.linearized(value(at), new Jacobian(at)).times(w).square().sum();
  }

  /** Σ (∂L/∂x)². */
  private static Node squaredForce(Node x, Node w) {
    return x.tape().gradient(loss(x, w), x).square().sum();
  }

  private interface Scalar {
    Node of(Node x, Node w);
  }

  private double at(Scalar scalar, double[] x, double[] w) {
    try (Tape tape = Tape.on(engine)) {
      return scalar.of(tape.variable(x, 2, 2), tape.variable(w, 1, 4)).toNumber();
    }
  }

  private static double[] moved(double[] values, int k, double step) {
    double[] result = values.clone();
    result[k] += step;
    return result;
  }

  @Test
  void theGradientByTheArgumentIsTheSlope() {
    try (Tape tape = Tape.on(engine)) {
      Node x = tape.variable(X, 2, 2);
      double[] gradient = tape.gradient(loss(x, tape.constant(W, 1, 4)), x).toArray();
      for (int k = 0; k < 4; k++) {
        double above = at(LinearizedTest::loss, moved(X, k, STEP), W);
        double below = at(LinearizedTest::loss, moved(X, k, -STEP), W);
        assertEquals((above - below) / (2 * STEP), gradient[k], 1e-6);
      }
    }
  }

  @Test
  void theGradientOfTheGradientByAnotherVariableIsTheSlope() {
    try (Tape tape = Tape.on(engine)) {
      Node w = tape.variable(W, 1, 4);
      Node y = squaredForce(tape.variable(X, 2, 2), w);
      double[] gradient = tape.lastGradients(y, java.util.List.of(w)).get(0).toArray();
      for (int k = 0; k < 4; k++) {
        double above = at(LinearizedTest::squaredForce, X, moved(W, k, STEP));
        double below = at(LinearizedTest::squaredForce, X, moved(W, k, -STEP));
        assertEquals((above - below) / (2 * STEP), gradient[k], 1e-5);
      }
    }
  }

  @Test
  void secondDerivativesByTheArgumentAreRefused() {
    try (Tape tape = Tape.on(engine)) {
      Node x = tape.variable(X, 2, 2);
      Node w = tape.variable(W, 1, 4);
      Node y = squaredForce(x, w);
      String message =
          assertThrows(UnsupportedOperationException.class, () -> tape.gradient(y, x)).getMessage();
      assertTrue(message.contains("second derivatives"), message);
      Node mixed = tape.gradient(y, w).square().sum();
      assertThrows(UnsupportedOperationException.class, () -> tape.gradient(mixed, x));
    }
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    try (Tape tape = Tape.on(engine)) {
      Node x = tape.variable(X, 1, 4);
      LinearOperator map = new DenseOperator(new Shape(2, 2), new Shape(1, 4));
      assertThrows(IllegalArgumentException.class, () -> x.map(map));
      assertThrows(IllegalArgumentException.class, () -> x.linearized(X, map));
      assertThrows(
          IllegalArgumentException.class, () -> x.reshape(2, 2).linearized(new double[3], map));
    }
  }
}
