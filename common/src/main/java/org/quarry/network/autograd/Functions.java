package org.quarry.network.autograd;

/** Functions entry by entry; their rules use the result where that is cheaper than the argument. */
final class Functions {
  private Functions() {}

  static Node exp(Node x) {
    return withResult(UnaryFunction.EXP, x, (g, y) -> g.times(y));
  }

  static Node log(Node x) {
    return withResult(UnaryFunction.LOG, x, (g, y) -> g.dividedBy(x));
  }

  static Node sqrt(Node x) {
    return withResult(UnaryFunction.SQRT, x, (g, y) -> g.dividedBy(y).times(0.5));
  }

  static Node reciprocal(Node x) {
    return withResult(UnaryFunction.RECIPROCAL, x, (g, y) -> g.times(y).times(y).negate());
  }

  static Node sin(Node x) {
    return withResult(UnaryFunction.SIN, x, (g, y) -> g.times(x.cos()));
  }

  static Node cos(Node x) {
    return withResult(UnaryFunction.COS, x, (g, y) -> g.times(x.sin()).negate());
  }

  static Node tanh(Node x) {
    return withResult(UnaryFunction.TANH, x, (g, y) -> g.minus(g.times(y).times(y)));
  }

  static Node sigmoid(Node x) {
    Array value = Shapes.like(x);
    x.tape.engine().apply(UnaryFunction.SIGMOID, x.value(), value);
    return asSigmoid(value, x);
  }

  /** ln(1 + eˣ) + shift; the slope comes with it, for every rule to come. */
  static Node softplus(Node x, double shift) {
    Array value = Shapes.like(x);
    Array slope = Shapes.like(x);
    x.tape.engine().softplus(x.value(), shift, value, slope);
    Node sigmoid = asSigmoid(slope, x);
    return x.tape.record(value, (g, to) -> to.add(x, () -> g.times(sigmoid)), x);
  }

  /** The same in the memory of x, whose value neither rule needs. */
  static Node softplusInPlace(Node x, double shift) {
    Array value = x.value();
    Array slope = Shapes.like(x);
    x.tape.engine().softplus(value, shift, value, slope);
    Memory memory = x.surrender();
    Node sigmoid = asSigmoid(slope, x);
    return x.tape.record(value, memory, (g, to) -> to.add(x, () -> g.times(sigmoid)), x);
  }

  /** x σ(x); the slope comes with it. */
  static Node silu(Node x) {
    Array value = Shapes.like(x);
    Array slope = Shapes.like(x);
    x.tape.engine().silu(x.value(), value, slope);
    Node derivative =
        x.tape.record(slope, (g, to) -> to.add(x, () -> g.times(siluCurvature(x))), x);
    return x.tape.record(value, (g, to) -> to.add(x, () -> g.times(derivative)), x);
  }

  private static Node siluCurvature(Node x) {
    Array value = Shapes.like(x);
    x.tape.engine().apply(UnaryFunction.SILU_CURVATURE, x.value(), value);
    return x.tape.record(value, (g, to) -> to.add(x, () -> g.times(siluThird(x))), x);
  }

  /** σ (1 − σ) (3 (1 − 2σ) + x (1 − 6σ (1 − σ))), the third derivative. */
  private static Node siluThird(Node x) {
    Node s = sigmoid(x);
    Node product = s.minus(s.square());
    Node bend = x.times(product.times(-6).plus(1));
    return product.times(s.times(-6).plus(3).plus(bend));
  }

  private static Node asSigmoid(Array value, Node x) {
    Node[] y = new Node[1];
    y[0] =
        x.tape.record(
            value,
            (g, to) ->
                to.add(
                    x,
                    () -> {
                      Node gy = g.times(y[0]);
                      return gy.minus(gy.times(y[0]));
                    }),
            x);
    return y[0];
  }

  private interface Slope {
    /** Gradient by x from that by y = f(x). */
    Node apply(Node g, Node y);
  }

  private static Node withResult(UnaryFunction function, Node x, Slope slope) {
    Array value = Shapes.like(x);
    x.tape.engine().apply(function, x.value(), value);
    Node[] y = new Node[1];
    y[0] = x.tape.record(value, (g, to) -> to.add(x, () -> slope.apply(g, y[0])), x);
    return y[0];
  }
}
