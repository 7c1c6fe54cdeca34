package org.quarry.network.autograd;

import java.util.List;

/** Parts of matrices and matrices of parts. */
final class Parts {
  private Parts() {}

  static Node reshape(Node x, int rows, int columns) {
    Shapes.check((long) rows * columns == x.value().size(), "%s as %d × %d", x, rows, columns);
    return x.tape.recordView(
        x.tape.engine().view(x.value(), 0, rows, columns),
        x,
        (g, to) -> to.add(x, () -> reshape(g, x.rows(), x.columns())));
  }

  static Node rows(Node x, int from, int to) {
    Shapes.check(0 <= from && from < to && to <= x.rows(), "rows %d to %d of %s", from, to, x);
    if (from == 0 && to == x.rows()) {
      return x;
    }
    return x.tape.recordView(
        x.tape.engine().view(x.value(), (long) from * x.columns(), to - from, x.columns()),
        x,
        (g, adjoints) -> adjoints.add(x, () -> amongRows(g, from, x.rows())));
  }

  /** g as rows from {@code from} on of a matrix that is zero elsewhere. */
  private static Node amongRows(Node g, int from, int rows) {
    ArrayEngine engine = g.tape.engine();
    Array out = Shapes.array(g, rows, g.columns());
    engine.fill(out, 0);
    engine.copy(g.value(), engine.view(out, (long) from * g.columns(), g.rows(), g.columns()));
    return g.tape.record(out, (h, to) -> to.add(g, () -> rows(h, from, from + g.rows())), g);
  }

  static Node columns(Node x, int from, int to) {
    Shapes.check(
        0 <= from && from < to && to <= x.columns(), "columns %d to %d of %s", from, to, x);
    if (from == 0 && to == x.columns()) {
      return x;
    }
    Array out = Shapes.array(x, x.rows(), to - from);
    x.tape.engine().copyColumns(x.value(), from, out, 0, to - from);
    return x.tape.record(
        out, (g, adjoints) -> adjoints.add(x, () -> amongColumns(g, from, x.columns())), x);
  }

  /** g as columns from {@code from} on of a matrix that is zero elsewhere. */
  private static Node amongColumns(Node g, int from, int columns) {
    Array out = Shapes.array(g, g.rows(), columns);
    g.tape.engine().fill(out, 0);
    g.tape.engine().copyColumns(g.value(), 0, out, from, g.columns());
    return g.tape.record(out, (h, to) -> to.add(g, () -> columns(h, from, from + g.columns())), g);
  }

  static Node stack(List<Node> parts) {
    Node first = parts.get(0);
    ArrayEngine engine = first.tape.engine();
    int columns = first.columns();
    int rows = 0;
    for (Node part : parts) {
      Shapes.check(part.columns() == columns, "%s below %s", part, first);
      rows += part.rows();
    }
    Array out = Shapes.array(first, rows, columns);
    int[] starts = new int[parts.size()];
    int at = 0;
    for (int k = 0; k < starts.length; k++) {
      Node part = parts.get(k);
      starts[k] = at;
      engine.copy(part.value(), engine.view(out, (long) at * columns, part.rows(), columns));
      at += part.rows();
    }
    Node[] inputs = parts.toArray(Node[]::new);
    return first.tape.record(
        out,
        (g, to) -> {
          for (int k = 0; k < inputs.length; k++) {
            int from = starts[k];
            int end = from + inputs[k].rows();
            to.add(inputs[k], () -> rows(g, from, end));
          }
        },
        inputs);
  }

  static Node join(List<Node> parts) {
    Node first = parts.get(0);
    int columns = 0;
    for (Node part : parts) {
      Shapes.check(part.rows() == first.rows(), "%s beside %s", part, first);
      columns += part.columns();
    }
    Array out = Shapes.array(first, first.rows(), columns);
    int[] starts = new int[parts.size()];
    int at = 0;
    for (int k = 0; k < starts.length; k++) {
      Node part = parts.get(k);
      starts[k] = at;
      first.tape.engine().copyColumns(part.value(), 0, out, at, part.columns());
      at += part.columns();
    }
    Node[] inputs = parts.toArray(Node[]::new);
    return first.tape.record(
        out,
        (g, to) -> {
          for (int k = 0; k < inputs.length; k++) {
            int from = starts[k];
            int end = from + inputs[k].columns();
            to.add(inputs[k], () -> columns(g, from, end));
          }
        },
        inputs);
  }
}
