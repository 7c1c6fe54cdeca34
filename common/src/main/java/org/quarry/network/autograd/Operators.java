package org.quarry.network.autograd;

import java.util.Optional;
import org.quarry.network.autograd.LinearOperator.Shape;

/** Linear maps, and functions that are known by their value and Jacobian at one point. */
final class Operators {
  private Operators() {}

  static Node apply(Node x, LinearOperator operator) {
    return apply(x, operator, Optional.empty());
  }

  /**
   * The product of an operator that was taken at a point: by the point it cannot be differentiated.
   */
  private static Node apply(Node x, LinearOperator operator, Optional<Node> point) {
    Shape from = operator.from();
    Shapes.check(
        x.rows() == from.rows() && x.columns() == from.columns(), "%s for a map of %s", x, from);
    ArrayEngine engine = x.tape.engine();
    Array out = Shapes.array(x, operator.to().rows(), operator.to().columns());
    engine.write(operator.times(engine.read(x.value())), out);
    Tape.BackwardRule rule =
        (g, to) -> {
          to.add(x, () -> apply(g, operator.transposed(), point));
          point.ifPresent(p -> to.add(p, Operators::refused));
        };
    return point.isPresent()
        ? x.tape.record(out, rule, x, point.get())
        : x.tape.record(out, rule, x);
  }

  static Node linearized(Node x, double[] value, LinearOperator jacobian) {
    Shape from = jacobian.from();
    Shapes.check(
        x.rows() == from.rows() && x.columns() == from.columns(),
        "%s for a function with a Jacobian on %s",
        x,
        from);
    Array out = Shapes.array(x, jacobian.to().rows(), jacobian.to().columns());
    Shapes.check(value.length == out.size(), "%d values for %s", value.length, jacobian.to());
    x.tape.engine().write(value, out);
    return x.tape.record(
        out, (g, to) -> to.add(x, () -> apply(g, jacobian.transposed(), Optional.of(x))), x);
  }

  private static Node refused() {
    throw new UnsupportedOperationException(
        "second derivatives by the argument of a function of which only the Jacobian is known;"
            + " derivatives of its gradient by other variables are fine");
  }
}
