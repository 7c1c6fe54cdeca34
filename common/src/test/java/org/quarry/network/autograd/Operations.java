package org.quarry.network.autograd;

import static org.quarry.network.autograd.Operation.of;
import static org.quarry.network.autograd.Operation.shape;

import java.util.List;
import java.util.stream.Stream;
import org.quarry.network.autograd.LinearOperator.Shape;

/** Every operation of a node, each way its shapes can be. */
final class Operations {
  private static final RowIndex ROWS = RowIndex.of(new int[] {2, 0, 2, 3, 2, 0}, 5);

  /** A pair twice, an atom with its own image, an atom alone. */
  private static final PairIndex PAIRS =
      PairIndex.of(new int[] {0, 1, 2, 0, 3}, new int[] {1, 2, 0, 1, 3}, 5);

  private Operations() {}

  static Stream<Operation> all() {
    return Stream.of(arithmetic(), functions(), products(), maps(), graphs(), parts())
        .flatMap(s -> s);
  }

  private static Stream<Operation> arithmetic() {
    return Stream.of(
        of("plus", x -> x.get(0).plus(x.get(1)), shape(3, 4), shape(3, 4)),
        of("plus row", x -> x.get(0).plus(x.get(1)), shape(3, 4), shape(1, 4)),
        of("plus column", x -> x.get(0).plus(x.get(1)), shape(3, 4), shape(3, 1)),
        of("plus number node", x -> x.get(0).plus(x.get(1)), shape(3, 4), shape(1, 1)),
        of("plus number", x -> x.get(0).plus(1.5), shape(3, 4)),
        of("plus itself", x -> x.get(0).plus(x.get(0)), shape(3, 4)),
        of("minus", x -> x.get(0).minus(x.get(1)), shape(3, 4), shape(3, 4)),
        of("minus row", x -> x.get(0).minus(x.get(1)), shape(3, 4), shape(1, 4)),
        of("minus column", x -> x.get(0).minus(x.get(1)), shape(3, 4), shape(3, 1)),
        of("minus number node", x -> x.get(0).minus(x.get(1)), shape(3, 1), shape(1, 1)),
        of("times", x -> x.get(0).times(x.get(1)), shape(3, 4), shape(3, 4)),
        of("times row", x -> x.get(0).times(x.get(1)), shape(3, 4), shape(1, 4)),
        of("times column", x -> x.get(0).times(x.get(1)), shape(3, 4), shape(3, 1)),
        of("times number node", x -> x.get(0).times(x.get(1)), shape(1, 4), shape(1, 1)),
        of("times number", x -> x.get(0).times(-1.5), shape(3, 4)),
        of("square", x -> x.get(0).square(), shape(3, 4)),
        of("divided", x -> x.get(0).dividedBy(x.get(1)), shape(3, 4), shape(3, 4)).on(0.5, 2),
        of("divided by row", x -> x.get(0).dividedBy(x.get(1)), shape(3, 4), shape(1, 4))
            .on(0.5, 2),
        of("divided by column", x -> x.get(0).dividedBy(x.get(1)), shape(3, 4), shape(3, 1))
            .on(0.5, 2),
        of("divided by number", x -> x.get(0).dividedBy(x.get(1)), shape(3, 4), shape(1, 1))
            .on(0.5, 2),
        of("negate", x -> x.get(0).negate(), shape(3, 4)));
  }

  private static Stream<Operation> functions() {
    return Stream.of(
        of("exp", x -> x.get(0).exp(), shape(3, 4)),
        of("log", x -> x.get(0).log(), shape(3, 4)).on(0.5, 2),
        of("sqrt", x -> x.get(0).sqrt(), shape(3, 4)).on(0.5, 2),
        of("reciprocal", x -> x.get(0).reciprocal(), shape(3, 4)).on(0.5, 2),
        of("sin", x -> x.get(0).sin(), shape(3, 4)),
        of("cos", x -> x.get(0).cos(), shape(3, 4)),
        of("tanh", x -> x.get(0).tanh(), shape(3, 4)),
        of("sigmoid", x -> x.get(0).sigmoid(), shape(3, 4)),
        of("softplus", x -> x.get(0).softplus(), shape(3, 4)),
        of("shifted softplus", x -> x.get(0).shiftedSoftplus(), shape(3, 4)),
        of("silu", x -> x.get(0).silu(), shape(3, 4)));
  }

  private static Stream<Operation> products() {
    return Stream.of(
        of("matmul", x -> x.get(0).matmul(x.get(1)), shape(3, 4), shape(4, 2)),
        of("matmul by column", x -> x.get(0).matmul(x.get(1)), shape(3, 4), shape(4, 1)),
        of("matmul of column", x -> x.get(0).matmul(x.get(1)), shape(3, 1), shape(1, 4)),
        of("matmul of row", x -> x.get(0).matmul(x.get(1)), shape(1, 3), shape(3, 4)),
        of("matmul to number", x -> x.get(0).matmul(x.get(1)), shape(1, 3), shape(3, 1)),
        of("matmul by itself", x -> x.get(0).matmul(x.get(0)), shape(3, 3)),
        of(
            "linear",
            x -> x.get(0).linear(x.get(1), x.get(2)),
            shape(5, 3),
            shape(3, 4),
            shape(1, 4)),
        of(
            "linear to one",
            x -> x.get(0).linear(x.get(1), x.get(2)),
            shape(5, 3),
            shape(3, 1),
            shape(1, 1)),
        of(
            "linear shifted softplus",
            x -> x.get(0).linearShiftedSoftplus(x.get(1), x.get(2)),
            shape(5, 3),
            shape(3, 4),
            shape(1, 4)));
  }

  private static Stream<Operation> maps() {
    LinearOperator map = new DenseOperator(new Shape(3, 2), new Shape(2, 5));
    return Stream.of(
        of("map", x -> x.get(0).map(map), shape(3, 2)),
        of("map back", x -> x.get(0).map(map.transposed()), shape(2, 5)));
  }

  private static Stream<Operation> graphs() {
    return Stream.of(
        of("gather", x -> x.get(0).gather(ROWS), shape(5, 3)),
        of("gather column", x -> x.get(0).gather(ROWS), shape(5, 1)),
        of("segment sum", x -> x.get(0).segmentSum(ROWS), shape(6, 3)),
        of("segment sum of column", x -> x.get(0).segmentSum(ROWS), shape(6, 1)),
        of(
            "pair sum",
            x -> x.get(0).pairSum(x.get(1), PAIRS, Parity.EVEN),
            shape(5, 3),
            shape(5, 3)),
        of(
            "odd pair sum",
            x -> x.get(0).pairSum(x.get(1), PAIRS, Parity.ODD),
            shape(5, 3),
            shape(5, 3)),
        of(
            "pair sum of blocks",
            x -> x.get(0).pairSum(x.get(1), PAIRS, Parity.ODD, 3),
            shape(15, 2),
            shape(15, 2)),
        of(
            "pair sum of blocks with one filter",
            x -> x.get(0).pairSum(x.get(1), PAIRS, Parity.ODD, 3),
            shape(15, 2),
            shape(5, 2)),
        of(
            "pair sum of one with blocks of filters",
            x -> x.get(0).pairSum(x.get(1), PAIRS, Parity.EVEN, 3),
            shape(5, 2),
            shape(15, 2)),
        of("outer", x -> x.get(0).outer(x.get(1)), shape(4, 3), shape(4, 2)),
        of("sum", x -> x.get(0).sum(), shape(3, 4)),
        of("sum rows", x -> x.get(0).sumRows(), shape(3, 4)),
        of("sum columns", x -> x.get(0).sumColumns(), shape(3, 4)),
        of("broadcast row", x -> x.get(0).broadcastTo(3, 4), shape(1, 4)),
        of("broadcast column", x -> x.get(0).broadcastTo(3, 4), shape(3, 1)),
        of("broadcast number", x -> x.get(0).broadcastTo(3, 4), shape(1, 1)),
        of("broadcast number to column", x -> x.get(0).broadcastTo(3, 1), shape(1, 1)));
  }

  private static Stream<Operation> parts() {
    return Stream.of(
        of("reshape", x -> x.get(0).reshape(2, 6), shape(3, 4)),
        of("rows", x -> x.get(0).rows(1, 3), shape(4, 3)),
        of("columns", x -> x.get(0).columns(1, 3), shape(3, 4)),
        of("column", x -> x.get(0).columns(2, 3), shape(3, 4)),
        of("stack", x -> Node.stack(x), shape(2, 3), shape(1, 3), shape(4, 3)),
        of("stack with itself", x -> Node.stack(List.of(x.get(0), x.get(0))), shape(2, 3)),
        of("join", x -> Node.join(x), shape(3, 2), shape(3, 1), shape(3, 4)),
        of("join columns", x -> Node.join(x), shape(3, 1), shape(3, 1)));
  }
}
