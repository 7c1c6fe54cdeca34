package org.quarry.network.autograd;

/** Sums, products and quotients entry by entry, the second operand repeated where it is smaller. */
final class Arithmetic {
  private Arithmetic() {}

  static Node add(Node a, Node b) {
    return a.tape.record(
        combined(BinaryFunction.ADD, a, b),
        (g, to) -> {
          to.add(a, () -> g);
          to.add(b, () -> Reductions.reduce(g, b));
        },
        a,
        b);
  }

  static Node subtract(Node a, Node b) {
    return a.tape.record(
        combined(BinaryFunction.SUBTRACT, a, b),
        (g, to) -> {
          to.add(a, () -> g);
          to.add(b, () -> Reductions.reduce(g, b).negate());
        },
        a,
        b);
  }

  static Node multiply(Node a, Node b) {
    if (a == b) {
      return a.tape.record(
          combined(BinaryFunction.MULTIPLY, a, a),
          (g, to) -> to.add(a, () -> g.times(a).times(2)),
          a);
    }
    return a.tape.record(
        combined(BinaryFunction.MULTIPLY, a, b),
        (g, to) -> {
          to.add(a, () -> g.times(b));
          to.add(b, () -> Reductions.reduce(g.times(a), b));
        },
        a,
        b);
  }

  static Node divide(Node a, Node b) {
    return a.tape.record(
        combined(BinaryFunction.DIVIDE, a, b),
        (g, to) -> {
          to.add(a, () -> g.dividedBy(b));
          to.add(b, () -> Reductions.reduce(g.dividedBy(b).times(a).dividedBy(b), b).negate());
        },
        a,
        b);
  }

  static Node affine(Node x, double scale, double shift) {
    Array out = Shapes.like(x);
    x.tape.engine().affine(x.value(), scale, shift, out);
    return x.tape.record(out, (g, to) -> to.add(x, () -> scale == 1 ? g : g.times(scale)), x);
  }

  private static Array combined(BinaryFunction function, Node a, Node b) {
    Shapes.check(
        (b.rows() == a.rows() || b.rows() == 1) && (b.columns() == a.columns() || b.columns() == 1),
        "%s of %s and %s",
        function,
        a,
        b);
    Array out = Shapes.like(a);
    a.tape.engine().combine(function, a.value(), b.value(), out);
    return out;
  }
}
