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

  /** Any number of blocks of rows for x and for w, or one that serves all. */
  static Node pairSum(Node x, Node w, PairIndex pairs, Parity parity, int blocks) {
    Shapes.check(
        isBlocks(x, pairs.atoms(), blocks)
            && isBlocks(w, pairs.size(), blocks)
            && x.columns() == w.columns(),
        "%s with filters %s for %d pairs of %d atoms, %d-fold",
        x,
        w,
        pairs.size(),
        pairs.atoms(),
        blocks);
    return pairSum(x, w, pairs, parity, blocks, blocks * pairs.atoms());
  }

  private static boolean isBlocks(Node x, int rows, int blocks) {
    return x.rows() == rows || x.rows() == blocks * rows;
  }

  /** Into so many rows: those of one block receive the sum over all. */
  private static Node pairSum(
      Node x, Node w, PairIndex pairs, Parity parity, int blocks, int rows) {
    Array out = Shapes.array(x, rows, x.columns());
    x.tape.engine().pairSum(x.value(), w.value(), pairs, parity, out);
    return x.tape.record(
        out,
        (g, to) -> {
          to.add(x, () -> signed(pairSum(g, w, pairs, parity, blocks, x.rows()), parity));
          to.add(w, () -> pairProduct(g, x, pairs, parity, blocks, w.rows()));
        },
        x,
        w);
  }

  /** a[i] ⊙ b[j] ± a[j] ⊙ b[i], or its sum over blocks. */
  private static Node pairProduct(
      Node a, Node b, PairIndex pairs, Parity parity, int blocks, int rows) {
    Array out = Shapes.array(a, rows, a.columns());
    a.tape.engine().pairProduct(a.value(), b.value(), pairs, parity, out);
    return a.tape.record(
        out,
        (g, to) -> {
          to.add(a, () -> pairSum(b, g, pairs, parity, blocks, a.rows()));
          to.add(b, () -> signed(pairSum(a, g, pairs, parity, blocks, b.rows()), parity));
        },
        a,
        b);
  }

  private static Node signed(Node x, Parity parity) {
    return parity == Parity.EVEN ? x : x.negate();
  }
}
