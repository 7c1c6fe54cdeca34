package org.quarry.network.autograd;

/** Sums over rows and columns, and their transpose, repetition. */
final class Reductions {
  private Reductions() {}

  static Node sumRows(Node x) {
    if (x.rows() == 1) {
      return x;
    }
    Array out = Shapes.array(x, 1, x.columns());
    x.tape.engine().sumRows(x.value(), out);
    return x.tape.record(out, (g, to) -> to.add(x, () -> broadcast(g, x.rows(), x.columns())), x);
  }

  static Node sumColumns(Node x) {
    if (x.columns() == 1) {
      return x;
    }
    Array out = Shapes.array(x, x.rows(), 1);
    x.tape.engine().sumColumns(x.value(), out);
    return x.tape.record(out, (g, to) -> to.add(x, () -> broadcast(g, x.rows(), x.columns())), x);
  }

  static Node broadcast(Node x, int rows, int columns) {
    if (x.rows() == rows && x.columns() == columns) {
      return x;
    }
    Shapes.check(
        (x.rows() == rows || x.rows() == 1) && (x.columns() == columns || x.columns() == 1),
        "%s repeated to %d × %d",
        x,
        rows,
        columns);
    Array out = Shapes.array(x, rows, columns);
    x.tape.engine().broadcast(x.value(), out);
    return x.tape.record(out, (g, to) -> to.add(x, () -> reduce(g, x)), x);
  }

  /** Sums what was repeated when a matrix of the shape of {@code target} was made as large as g. */
  static Node reduce(Node g, Node target) {
    Node sum = target.columns() < g.columns() ? sumColumns(g) : g;
    return target.rows() < g.rows() ? sumRows(sum) : sum;
  }
}
