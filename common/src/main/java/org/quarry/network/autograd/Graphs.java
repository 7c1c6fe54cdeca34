package org.quarry.network.autograd;

/** Rows that point to rows. Each operation's gradient is the other one of its couple. */
final class Graphs {
  private Graphs() {}

  static Node gather(Node x, RowIndex index) {
    Shapes.check(x.rows() == index.targets(), "%s read by an index into %d", x, index.targets());
    Array out = Shapes.array(x, index.size(), x.columns());
    x.tape.engine().gather(x.value(), index, out);
    return x.tape.record(out, (g, to) -> to.add(x, () -> segmentSum(g, index)), x);
  }

  static Node segmentSum(Node x, RowIndex index) {
    Shapes.check(x.rows() == index.size(), "%s summed by an index of %d", x, index.size());
    Array out = Shapes.array(x, index.targets(), x.columns());
    x.tape.engine().segmentSum(x.value(), index, out);
    return x.tape.record(out, (g, to) -> to.add(x, () -> gather(g, index)), x);
  }

  static Node pairSum(Node x, Node w, PairIndex pairs, Parity parity) {
    Shapes.check(
        x.rows() == pairs.atoms() && w.rows() == pairs.size() && x.columns() == w.columns(),
        "%s with filters %s for %d pairs of %d atoms",
        x,
        w,
        pairs.size(),
        pairs.atoms());
    Array out = Shapes.like(x);
    x.tape.engine().pairSum(x.value(), w.value(), pairs, parity, out);
    return x.tape.record(
        out,
        (g, to) -> {
          to.add(x, () -> signed(pairSum(g, w, pairs, parity), parity));
          to.add(w, () -> pairProduct(g, x, pairs, parity));
        },
        x,
        w);
  }

  /** a[i] ⊙ b[j] ± a[j] ⊙ b[i]. */
  private static Node pairProduct(Node a, Node b, PairIndex pairs, Parity parity) {
    Array out = Shapes.array(a, pairs.size(), a.columns());
    a.tape.engine().pairProduct(a.value(), b.value(), pairs, parity, out);
    return a.tape.record(
        out,
        (g, to) -> {
          to.add(a, () -> pairSum(b, g, pairs, parity));
          to.add(b, () -> signed(pairSum(a, g, pairs, parity), parity));
        },
        a,
        b);
  }

  private static Node signed(Node x, Parity parity) {
    return parity == Parity.EVEN ? x : x.negate();
  }
}
