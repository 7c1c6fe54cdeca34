package org.quarry.network.autograd;

import org.quarry.network.autograd.ArrayEngine.Layout;

/** Matrix products. */
final class Products {
  private Products() {}

  static Node multiply(Node a, Node b) {
    return multiply(a, Layout.AS_IS, b, Layout.AS_IS);
  }

  /** op(a) · op(b): closed under differentiation. */
  private static Node multiply(Node a, Layout la, Node b, Layout lb) {
    boolean plainA = la == Layout.AS_IS;
    boolean plainB = lb == Layout.AS_IS;
    Shapes.check(
        (plainA ? a.columns() : a.rows()) == (plainB ? b.rows() : b.columns()),
        "product of %s (%s) and %s (%s)",
        a,
        la,
        b,
        lb);
    Array out = Shapes.array(a, plainA ? a.rows() : a.columns(), plainB ? b.columns() : b.rows());
    a.tape.engine().multiply(a.value(), la, b.value(), lb, 0, out);
    return a.tape.record(
        out,
        (g, to) -> {
          to.add(
              a,
              () ->
                  plainA
                      ? multiply(g, Layout.AS_IS, b, lb.flipped())
                      : multiply(b, lb, g, Layout.TRANSPOSED));
          to.add(
              b,
              () ->
                  plainB
                      ? multiply(a, la.flipped(), g, Layout.AS_IS)
                      : multiply(g, Layout.TRANSPOSED, a, la));
        },
        a,
        b);
  }

  static Node linear(Node x, Node weights, Node bias) {
    Shapes.check(
        x.columns() == weights.rows() && bias.rows() == 1 && bias.columns() == weights.columns(),
        "linear of %s with weights %s and bias %s",
        x,
        weights,
        bias);
    Array out = Shapes.array(x, x.rows(), weights.columns());
    ArrayEngine engine = x.tape.engine();
    engine.broadcast(bias.value(), out);
    engine.multiply(x.value(), Layout.AS_IS, weights.value(), Layout.AS_IS, 1, out);
    return x.tape.record(
        out,
        (g, to) -> {
          to.add(x, () -> multiply(g, Layout.AS_IS, weights, Layout.TRANSPOSED));
          to.add(weights, () -> multiply(x, Layout.TRANSPOSED, g, Layout.AS_IS));
          to.add(bias, g::sumRows);
        },
        x,
        weights,
        bias);
  }
}
