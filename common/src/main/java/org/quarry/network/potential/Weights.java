package org.quarry.network.potential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.quarry.network.autograd.Array;
import org.quarry.network.autograd.ArrayEngine;
import org.quarry.network.autograd.Node;
import org.quarry.network.autograd.Tape;

/** The parameters of a network on a tape, by name: views of one flat vector. */
public final class Weights {
  static final String WEIGHT = ".weight";
  static final String BIAS = ".bias";

  private final Tape tape;
  private final ParameterLayout layout;
  private final Predicate<String> frozen;
  private final Map<String, Node> nodes = new LinkedHashMap<>();

  private Weights(Tape tape, ParameterLayout layout, Array flat, Predicate<String> frozen) {
    this.tape = tape;
    this.layout = layout;
    this.frozen = frozen;
    if (flat.size() != layout.size()) {
      throw new IllegalArgumentException(
          flat.size() + " parameters for a network of " + layout.size());
    }
    for (ParameterLayout.Slice slice : layout.slices()) {
      Array view = tape.engine().view(flat, slice.offset(), slice.rows(), slice.columns());
      String name = slice.name();
      nodes.put(name, frozen.test(name) ? tape.constant(view) : tape.variable(view));
    }
  }

  /**
   * Parameters on a tape.
   *
   * @param flat the engine's vector of all parameters; read, not changed
   */
  public static Weights on(Tape tape, ParameterLayout layout, Array flat) {
    return on(tape, layout, flat, name -> false);
  }

  /**
   * Parameters on a tape, some of which are not trained: their gradients are zero, and take no
   * time.
   *
   * @param frozen by name
   */
  public static Weights on(
      Tape tape, ParameterLayout layout, Array flat, Predicate<String> frozen) {
    return new Weights(tape, layout, flat, frozen);
  }

  /** The tape they are on. */
  public Tape tape() {
    return tape;
  }

  /**
   * The matrix of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Node get(String name) {
    layout.slice(name);
    return nodes.get(name);
  }

  /** x·W + b with the matrices {@code name.weight} and {@code name.bias}. */
  public Node dense(String name, Node x) {
    return x.linear(get(name + WEIGHT), get(name + BIAS));
  }

  /** The same through the shifted softplus. */
  public Node denseShiftedSoftplus(String name, Node x) {
    return x.linearShiftedSoftplus(get(name + WEIGHT), get(name + BIAS));
  }

  /**
   * Writes ∂loss/∂parameters into a flat vector; the last thing to be done with the tape.
   *
   * @param loss a single number on the same tape
   * @param gradient of the size of the layout
   */
  public void lastGradient(Node loss, Array gradient) {
    ArrayEngine engine = tape.engine();
    List<Node> gradients = tape.lastGradients(loss, trained());
    int k = 0;
    for (ParameterLayout.Slice slice : layout.slices()) {
      Array part = engine.view(gradient, slice.offset(), slice.rows(), slice.columns());
      if (frozen.test(slice.name())) {
        engine.fill(part, 0);
      } else {
        engine.copy(gradients.get(k++).value(), part);
      }
    }
  }

  private List<Node> trained() {
    List<Node> parameters = new ArrayList<>();
    nodes.forEach(
        (name, node) -> {
          if (!frozen.test(name)) {
            parameters.add(node);
          }
        });
    return parameters;
  }
}
