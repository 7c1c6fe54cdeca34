package org.quarry.network.autograd;

import java.util.List;

/**
 * A matrix on a {@link Tape}, with the operations that make further ones. Immutable.
 *
 * <p>In {@code plus}, {@code minus}, {@code times} and {@code dividedBy} the argument has the shape
 * of the node, or is a row (1 × c), a column (r × 1) or a single number (1 × 1) that is repeated.
 */
public final class Node {
  static final int UNRECORDED = Integer.MAX_VALUE;
  private static final Node[] NO_INPUTS = {};

  final Tape tape;
  final boolean differentiable;
  int id;
  int holders; // sums of gradients that hold an unrecorded node
  Memory memory; // null where the array is the caller's
  Tape.BackwardRule rule;
  Node[] inputs = NO_INPUTS;
  private Array value;
  private final int rows;
  private final int columns;

  Node(Tape tape, Array value, Memory memory, boolean differentiable) {
    this.tape = tape;
    this.value = value;
    this.memory = memory;
    this.differentiable = differentiable;
    this.rows = value.rows();
    this.columns = value.columns();
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /** The tape it is on. */
  public Tape tape() {
    return tape;
  }

  /**
   * The engine's array, not to be changed.
   *
   * @throws IllegalStateException if its memory was given back
   */
  public Array value() {
    if (value == null) {
      throw new IllegalStateException(
          "the value of this node is gone: read it before the last gradients");
    }
    return value;
  }

  /** A copy of the numbers, row-major. */
  public double[] toArray() {
    return tape.engine().read(value());
  }

  /**
   * The number in a 1 × 1 matrix.
   *
   * @throws IllegalStateException if there are more
   */
  public double toNumber() {
    if (rows != 1 || columns != 1) {
      throw new IllegalStateException(shape() + " numbers where one was asked for");
    }
    return toArray()[0];
  }

  // Sums, products and quotients, entry by entry.

  public Node plus(Node other) {
    return Arithmetic.add(this, other);
  }

  public Node plus(double number) {
    return Arithmetic.affine(this, 1, number);
  }

  public Node minus(Node other) {
    return Arithmetic.subtract(this, other);
  }

  public Node times(Node other) {
    return Arithmetic.multiply(this, other);
  }

  public Node times(double number) {
    return Arithmetic.affine(this, number, 0);
  }

  public Node dividedBy(Node other) {
    return Arithmetic.divide(this, other);
  }

  public Node negate() {
    return times(-1);
  }

  public Node square() {
    return times(this);
  }

  // Functions, entry by entry.

  public Node exp() {
    return Functions.exp(this);
  }

  /** Natural logarithm. */
  public Node log() {
    return Functions.log(this);
  }

  public Node sqrt() {
    return Functions.sqrt(this);
  }

  /** 1/x. */
  public Node reciprocal() {
    return Functions.reciprocal(this);
  }

  /** Of radians. */
  public Node sin() {
    return Functions.sin(this);
  }

  /** Of radians. */
  public Node cos() {
    return Functions.cos(this);
  }

  public Node tanh() {
    return Functions.tanh(this);
  }

  /** 1 / (1 + e⁻ˣ). */
  public Node sigmoid() {
    return Functions.sigmoid(this);
  }

  /** ln(1 + eˣ). */
  public Node softplus() {
    return Functions.softplus(this, 0);
  }

  /** ln(1 + eˣ) − ln 2: 0 at 0. */
  public Node shiftedSoftplus() {
    return Functions.softplus(this, -Math.log(2));
  }

  /** x / (1 + e⁻ˣ). */
  public Node silu() {
    return Functions.silu(this);
  }

  // Matrix products.

  /** This r × k matrix times a k × c one. */
  public Node matmul(Node other) {
    return Products.multiply(this, other);
  }

  /**
   * x·W + b.
   *
   * @param weights columns × outputs
   * @param bias 1 × outputs
   */
  public Node linear(Node weights, Node bias) {
    return Products.linear(this, weights, bias);
  }

  /** ssp(x·W + b), ssp the shifted softplus: two passes over memory fewer than one by one. */
  public Node linearShiftedSoftplus(Node weights, Node bias) {
    return Functions.softplusInPlace(linear(weights, bias), -Math.log(2));
  }

  // What is computed elsewhere.

  /** A x for a linear map that is computed outside the engine. */
  public Node map(LinearOperator operator) {
    return Operators.apply(this, operator);
  }

  /**
   * f(x) for a function that is computed outside the engine and known at this x only: by its value
   * and its Jacobian. It can be differentiated by x once, and the gradient by everything but x.
   *
   * @param value f(x), row-major in the shape that the Jacobian gives
   * @param jacobian ∂f/∂x
   */
  public Node linearized(double[] value, LinearOperator jacobian) {
    return Operators.linearized(this, value, jacobian);
  }

  /**
   * r × c numbers times each column of an r × k matrix, row by row: kr × c, block k below block k −
   * 1.
   */
  public Node outer(Node factors) {
    return Outer.product(this, factors);
  }

  // Reductions and repetitions.

  /** The sum of all entries: 1 × 1. */
  public Node sum() {
    return Reductions.sumRows(Reductions.sumColumns(this));
  }

  /** The sum of all rows: 1 × c. */
  public Node sumRows() {
    return Reductions.sumRows(this);
  }

  /** The sum of all columns: r × 1. */
  public Node sumColumns() {
    return Reductions.sumColumns(this);
  }

  /** A row, a column or a number, repeated. */
  public Node broadcastTo(int newRows, int newColumns) {
    return Reductions.broadcast(this, newRows, newColumns);
  }

  // Rows of other rows: graphs.

  /** Row e of the result is row index(e) of this matrix. */
  public Node gather(RowIndex index) {
    return Graphs.gather(this, index);
  }

  /** Row t of the result is the sum of the rows e with index(e) = t. */
  public Node segmentSum(RowIndex index) {
    return Graphs.segmentSum(this, index);
  }

  /**
   * Sums over neighbors, a continuous-filter convolution: result[i] = Σ x[j] ⊙ w[p] over the pairs
   * p = (i, j), result[j] = ± Σ x[i] ⊙ w[p].
   *
   * @param filters w, one row a pair
   * @param parity EVEN if the filter is the same seen from the other end, ODD if it changes sign
   */
  public Node pairSum(Node filters, PairIndex pairs, Parity parity) {
    return pairSum(filters, pairs, parity, 1);
  }

  /**
   * The same for several blocks of rows below each other, as the components of vectors; either this
   * matrix or the filters may have a single block that serves all.
   */
  public Node pairSum(Node filters, PairIndex pairs, Parity parity, int blocks) {
    return Graphs.pairSum(this, filters, pairs, parity, blocks);
  }

  // Parts.

  /** The same numbers in another shape; no copy. */
  public Node reshape(int newRows, int newColumns) {
    return Parts.reshape(this, newRows, newColumns);
  }

  /** Rows {@code from}, inclusive, to {@code to}, exclusive; no copy. */
  public Node rows(int from, int to) {
    return Parts.rows(this, from, to);
  }

  /** Columns {@code from}, inclusive, to {@code to}, exclusive. */
  public Node columns(int from, int to) {
    return Parts.columns(this, from, to);
  }

  /** Matrices below each other. */
  public static Node stack(List<Node> parts) {
    return Parts.stack(parts);
  }

  /** Matrices side by side. */
  public static Node join(List<Node> parts) {
    return Parts.join(parts);
  }

  String shape() {
    return rows + " × " + columns;
  }

  @Override
  public String toString() {
    return "Node(" + shape() + ")";
  }

  /** Whether nobody else looks at the numbers of an unrecorded node. */
  boolean isExclusive() {
    return id == UNRECORDED && holders == 1 && memory != null && memory.isExclusive();
  }

  /** One sum of gradients no longer holds this node. */
  void letGo() {
    if (id == UNRECORDED && --holders == 0) {
      drop();
    }
  }

  /** Gives the memory back. */
  void drop() {
    value = null;
    if (memory != null) {
      memory.release();
      memory = null;
    }
  }

  /** Hands the memory of this node, whose value no rule uses, over to another. */
  Memory surrender() {
    Memory handed = memory;
    value = null;
    memory = null;
    return handed;
  }
}
