package org.quarry.network;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A trained network with all that it takes to use it: shape, parameters, standardization of its
 * input, zero and scale of its output, and its card. Immutable, and free of Deeplearning4j: {@link
 * #graph} builds the graph anew.
 */
public final class Model {
  private final Architecture architecture;
  private final ModelCard card;
  private final FeatureScaling scaling;
  private final EnergyReference reference;
  private final Map<String, float[]> parameters;

  /**
   * A model.
   *
   * @param parameters row-major arrays by the names of {@link Architecture#parameterShapes}
   * @throws IllegalArgumentException if an array is missing, has another size than the architecture
   *     says, or holds a number that is not finite
   */
  public Model(
      Architecture architecture,
      ModelCard card,
      FeatureScaling scaling,
      EnergyReference reference,
      Map<String, float[]> parameters) {
    this.architecture = Objects.requireNonNull(architecture);
    this.card = Objects.requireNonNull(card);
    this.scaling = Objects.requireNonNull(scaling);
    this.reference = Objects.requireNonNull(reference);
    Map<String, float[]> own = new LinkedHashMap<>();
    architecture
        .parameterShapes()
        .forEach((name, shape) -> own.put(name, checked(name, shape, parameters.get(name))));
    if (parameters.size() != own.size()) {
      throw new IllegalArgumentException(
          parameters.size() + " parameter arrays where the network has " + own.size());
    }
    this.parameters = own;
  }

  private static float[] checked(String name, long[] shape, float[] values) {
    if (values == null || values.length != Arrays.stream(shape).reduce(1, (a, b) -> a * b)) {
      throw new IllegalArgumentException(
          "parameters "
              + name
              + (values == null ? " are missing" : " have " + values.length + " numbers")
              + ", the network needs "
              + Arrays.toString(shape));
    }
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("parameters " + name + " hold " + value);
      }
    }
    return values.clone();
  }

  public Architecture architecture() {
    return architecture;
  }

  public ModelCard card() {
    return card;
  }

  public FeatureScaling scaling() {
    return scaling;
  }

  public EnergyReference reference() {
    return reference;
  }

  /** Copies of the parameter arrays, row-major, in the architecture's order. */
  public Map<String, float[]> parameters() {
    Map<String, float[]> copies = new LinkedHashMap<>();
    parameters.forEach((name, values) -> copies.put(name, values.clone()));
    return copies;
  }

  /** A graph with the model's parameters; not to be shared between threads. */
  public ComputationGraph graph(GraphSettings settings) {
    ComputationGraph graph = architecture.graph(settings);
    load(graph, architecture, parameters);
    return graph;
  }

  /** Puts row-major arrays into a graph. */
  public static void load(
      ComputationGraph graph, Architecture architecture, Map<String, float[]> parameters) {
    architecture
        .parameterShapes()
        .forEach(
            (name, shape) ->
                graph.getParam(name).assign(Nd4j.create(parameters.get(name), shape, 'c')));
  }

  /** Takes row-major arrays out of a graph. */
  public static Map<String, float[]> unload(ComputationGraph graph, Architecture architecture) {
    Map<String, float[]> parameters = new LinkedHashMap<>();
    for (String name : architecture.parameterShapes().keySet()) {
      INDArray values = graph.getParam(name);
      parameters.put(name, values.dup('c').data().asFloat());
    }
    return parameters;
  }
}
