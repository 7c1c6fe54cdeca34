package org.quarry.network.autograd;

import java.util.Locale;

/** Checks of shapes, and arrays of given ones. */
final class Shapes {
  private Shapes() {}

  /** Fails with the nodes' shapes in the message. */
  static void check(boolean holds, String format, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(
          "shapes do not fit: " + String.format(Locale.ROOT, format, values));
    }
  }

  static Array like(Node x) {
    return array(x, x.rows(), x.columns());
  }

  static Array array(Node x, int rows, int columns) {
    return x.tape.engine().allocate(rows, columns);
  }
}
