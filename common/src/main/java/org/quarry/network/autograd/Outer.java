package org.quarry.network.autograd;

/**
 * Rows times several numbers each. The three operations are the derivatives of one trilinear form,
 * Σ y[k, r, c] x[r, c] w[r, k], by its factors, so each one's gradients are the other two.
 */
final class Outer {
  private Outer() {}

  /** Block k of the result is x, row by row times column k of w. */
  static Node product(Node x, Node w) {
    Shapes.check(x.rows() == w.rows(), "outer product of %s and %s", x, w);
    Array out = Shapes.array(x, w.columns() * x.rows(), x.columns());
    x.tape.engine().outer(x.value(), w.value(), out);
    return x.tape.record(
        out,
        (g, to) -> {
          to.add(x, () -> sum(g, w));
          to.add(w, () -> dot(g, x, w.columns()));
        },
        x,
        w);
  }

  private static Node sum(Node y, Node w) {
    Array out = Shapes.array(y, w.rows(), y.columns());
    y.tape.engine().outerSum(y.value(), w.value(), out);
    return y.tape.record(
        out,
        (g, to) -> {
          to.add(y, () -> product(g, w));
          to.add(w, () -> dot(y, g, w.columns()));
        },
        y,
        w);
  }

  private static Node dot(Node y, Node x, int blocks) {
    Array out = Shapes.array(y, x.rows(), blocks);
    y.tape.engine().outerDot(y.value(), x.value(), out);
    return y.tape.record(
        out,
        (g, to) -> {
          to.add(y, () -> product(x, g));
          to.add(x, () -> sum(y, g));
        },
        y,
        x);
  }
}
