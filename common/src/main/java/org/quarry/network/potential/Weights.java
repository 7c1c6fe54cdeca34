package org.quarry.network.potential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final Map<String, Node> nodes = new LinkedHashMap<>();

  private Weights(Tape tape, ParameterLayout layout, Array flat) {
    this.tape = tape;
    this.layout = layout;
    if (flat.size() != layout.size()) {
      throw new IllegalArgumentException(
          flat.size() + " parameters for a network of " + layout.size());
    }
    for (ParameterLayout.Slice slice : layout.slices()) {
      Array view = tape.engine().view(flat, slice.offset(), slice.rows(), slice.columns());
      nodes.put(slice.name(), tape.variable(view));
    }
  }

  /**
   * Parameters on a tape.
   *
   * @param flat the engine's vector of all parameters; read, not changed
   */
  public static Weights on(Tape tape, ParameterLayout layout, Array flat) {
    return new Weights(tape, layout, flat);
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
    List<Node> parameters = new ArrayList<>(nodes.values());
    List<Node> gradients = tape.lastGradients(loss, parameters);
    int k = 0;
    for (ParameterLayout.Slice slice : layout.slices()) {
      engine.copy(
          gradients.get(k++).value(),
          engine.view(gradient, slice.offset(), slice.rows(), slice.columns()));
    }
  }
}
