package org.quarry.network.autograd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Records the operations on {@link Node}s and differentiates what they compute.
 *
 * <pre>{@code
 * try (Tape tape = Tape.on(engine)) {
 *   Node x = tape.variable(positions, atoms, 3);
 *   Node w = tape.variable(weights, 3, 1);
 *   Node energy = x.matmul(w).tanh().sum();
 *   Node forces = tape.gradient(energy, x).negate();      // is itself differentiable
 *   Node loss = forces.minus(labels).square().sum();
 *   double[] step = tape.lastGradients(loss, List.of(w)).get(0).toArray();
 * }
 * }</pre>
 *
 * <p>Every backward rule is made of the operations it differentiates, so {@link #gradients} can be
 * taken of gradients, to any order. {@link #lastGradients} is for the outermost one: it records
 * nothing and gives each array's memory back as soon as it is used, which keeps the working set in
 * the processor's cache.
 *
 * <p>Closing a tape gives all memory of its nodes back to the engine; they are not to be used
 * afterwards. A tape belongs to one thread, the one of its engine.
 */
public final class Tape implements AutoCloseable {
  private final ArrayEngine engine;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Node> transients = new ArrayList<>();
  private final List<Node> unrecorded = new ArrayList<>();
  private boolean recording = true;
  private boolean closed;

  private Tape(ArrayEngine engine) {
    this.engine = engine;
  }

  /** An empty tape. */
  public static Tape on(ArrayEngine engine) {
    return new Tape(engine);
  }

  /** The engine that computes. */
  public ArrayEngine engine() {
    return engine;
  }

  /** A value to differentiate by, row-major. */
  public Node variable(double[] values, int rows, int columns) {
    return leaf(written(values, rows, columns), true, true);
  }

  /** An engine's array to differentiate by; it stays the caller's, unchanged. */
  public Node variable(Array array) {
    return leaf(array, true, false);
  }

  /** A value without gradient, row-major. */
  public Node constant(double[] values, int rows, int columns) {
    return leaf(written(values, rows, columns), false, true);
  }

  /** An engine's array without gradient; it stays the caller's, unchanged. */
  public Node constant(Array array) {
    return leaf(array, false, false);
  }

  /** A matrix of one number throughout, without gradient. */
  public Node constant(double value, int rows, int columns) {
    Array array = engine.allocate(rows, columns);
    engine.fill(array, value);
    return leaf(array, false, true);
  }

  private Array written(double[] values, int rows, int columns) {
    if (values.length != Math.multiplyExact(rows, columns)) {
      throw new IllegalArgumentException(
          values.length + " numbers for a matrix of " + rows + " × " + columns);
    }
    Array array = engine.allocate(rows, columns);
    engine.write(values, array);
    return array;
  }

  private Node leaf(Array array, boolean variable, boolean owned) {
    return enter(new Node(this, array, owned ? new Memory(engine, array) : null, variable));
  }

  /** ∂y/∂x, differentiable; y is 1 × 1. */
  public Node gradient(Node y, Node x) {
    return gradients(y, List.of(x)).get(0);
  }

  /**
   * ∂y/∂x for each x, in the shapes of the x, differentiable.
   *
   * @param y a single number
   * @throws IllegalArgumentException if y is not 1 × 1
   */
  public List<Node> gradients(Node y, List<Node> xs) {
    checkUsable(y);
    return sweep(y, xs);
  }

  /**
   * ∂y/∂x for each x, not differentiable. Afterwards the values of y, of the x, of the results and
   * of all leaves can still be read and computed with, but not be differentiated; those of other
   * nodes are gone.
   *
   * @param y a single number
   * @throws IllegalArgumentException if y is not 1 × 1
   */
  public List<Node> lastGradients(Node y, List<Node> xs) {
    checkUsable(y);
    recording = false;
    return sweep(y, xs);
  }

  private void checkUsable(Node y) {
    if (y.rows() != 1 || y.columns() != 1) {
      throw new IllegalArgumentException(
          "gradients are taken of a single number, not of " + y.shape() + ": sum it first");
    }
    if (!recording) {
      throw new IllegalStateException("this tape has given its last gradients, or is closed");
    }
  }

  /** Goes through the nodes from y backwards; ids ascend along every path, so one pass does. */
  private List<Node> sweep(Node y, List<Node> xs) {
    int last = y.id;
    boolean[] leads = new boolean[last + 1];
    boolean[] wanted = new boolean[last + 1];
    for (Node x : xs) {
      if (x.id <= last) {
        leads[x.id] = true;
        wanted[x.id] = true;
      }
    }
    for (int id = 0; id <= last; id++) {
      for (Node input : nodes.get(id).inputs) {
        leads[id] |= leads[input.id];
      }
    }
    Adjoints adjoints = new Adjoints(leads);
    if (leads[last]) {
      adjoints.put(y, constant(1, 1, 1));
    }
    for (int id = last; id >= 0; id--) {
      Node node = nodes.get(id);
      Node adjoint = adjoints.values[id];
      if (adjoint != null && node.rule != null) {
        node.rule.apply(adjoint, adjoints);
      }
      if (!recording) {
        if (adjoint != null && !wanted[id]) {
          adjoint.letGo();
        }
        if (!wanted[id] && node != y && node.rule != null) {
          node.drop();
        }
        sweepTransients();
      }
    }
    List<Node> gradients = new ArrayList<>();
    for (Node x : xs) {
      Node gradient = x.id <= last ? adjoints.values[x.id] : null;
      gradients.add(gradient == null ? constant(0, x.rows(), x.columns()) : gradient);
    }
    return gradients;
  }

  private void sweepTransients() {
    for (Node node : transients) {
      if (node.holders == 0) {
        node.drop();
      }
    }
    transients.clear();
  }

  /** The result of an operation, in memory of its own. */
  Node record(Array value, BackwardRule rule, Node... inputs) {
    return record(value, new Memory(engine, value), rule, inputs);
  }

  /** The result of an operation that shares the memory of its input. */
  Node recordView(Array value, Node input, BackwardRule rule) {
    return record(value, input.memory == null ? null : input.memory.shared(), rule, input);
  }

  Node record(Array value, Memory memory, BackwardRule rule, Node... inputs) {
    boolean differentiable = false;
    for (Node input : inputs) {
      if (input.tape != this) {
        throw new IllegalArgumentException("a node of another tape");
      }
      differentiable |= input.differentiable;
    }
    Node node = new Node(this, value, memory, differentiable);
    if (differentiable && recording) {
      node.rule = rule;
      node.inputs = inputs;
    }
    return enter(node);
  }

  private Node enter(Node node) {
    if (closed) {
      throw new IllegalStateException("this tape is closed");
    }
    if (recording) {
      node.id = nodes.size();
      nodes.add(node);
    } else {
      node.id = Node.UNRECORDED;
      transients.add(node);
      unrecorded.add(node);
    }
    return node;
  }

  @Override
  public void close() {
    nodes.forEach(Node::drop);
    unrecorded.forEach(Node::drop);
    nodes.clear();
    unrecorded.clear();
    transients.clear();
    recording = false;
    closed = true;
  }

  /** Sums of gradients by node, while a sweep goes on. */
  final class Adjoints {
    private final Node[] values;
    private final boolean[] leads;

    private Adjoints(boolean[] leads) {
      this.leads = leads;
      this.values = new Node[leads.length];
    }

    /** Adds to the gradient by an input, if anyone asks for it. */
    void add(Node input, Supplier<Node> gradient) {
      if (leads[input.id]) {
        put(input, gradient.get());
      }
    }

    private void put(Node input, Node gradient) {
      Node before = values[input.id];
      if (before != null && !recording && before.isExclusive()) {
        engine.combine(BinaryFunction.ADD, before.value(), gradient.value(), before.value());
        return;
      }
      Node sum = before == null ? gradient : before.plus(gradient);
      sum.holders++;
      if (before != null && !recording) {
        before.letGo();
      }
      values[input.id] = sum;
    }
  }

  /** Passes the gradient by a result on to the inputs it was made of. */
  interface BackwardRule {
    /**
     * Adds to the gradients by the inputs.
     *
     * @param g gradient by the result, of its shape
     */
    void apply(Node g, Adjoints to);
  }
}
