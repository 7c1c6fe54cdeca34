package org.quarry.network;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A trained network with all that it takes to use it: shape, parameters, standardization of its
 * input where that is vectors, zero and scale of its output, and its card. Immutable, and free of
 * Deeplearning4j: {@link #graph} builds the graph anew.
 */
public final class Model {
  private final Architecture architecture;
  private final ModelCard card;
  private final Optional<FeatureScaling> scaling;
  private final EnergyReference reference;
  private final Map<String, float[]> parameters;

  private Model(
      Architecture architecture,
      ModelCard card,
      Optional<FeatureScaling> scaling,
      EnergyReference reference,
      Map<String, float[]> parameters) {
    this.architecture = Objects.requireNonNull(architecture);
    this.card = Objects.requireNonNull(card);
    this.scaling = scaling;
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

  /**
   * A model that reads descriptor vectors.
   *
   * @param parameters row-major arrays by the names of {@link Architecture#parameterShapes}
   * @throws IllegalArgumentException if an array is missing, has another size than the architecture
   *     says, or holds a number that is not finite; or the scaling is of another width
   */
  public static Model of(
      SoapNet network,
      ModelCard card,
      FeatureScaling scaling,
      EnergyReference reference,
      Map<String, float[]> parameters) {
    if (scaling.features() != network.features()) {
      throw new IllegalArgumentException(
          "a scaling of "
              + scaling.features()
              + " features for a network of "
              + network.features());
    }
    return new Model(network, card, Optional.of(scaling), reference, parameters);
  }

  /**
   * A model that reads positions.
   *
   * @param parameters row-major arrays by the names of {@link Architecture#parameterShapes}
   * @throws IllegalArgumentException if an array is missing, has another size than the architecture
   *     says, or holds a number that is not finite
   */
  public static Model of(
      PotentialNetwork network,
      ModelCard card,
      EnergyReference reference,
      Map<String, float[]> parameters) {
    return new Model(network, card, Optional.empty(), reference, parameters);
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

  /** Standardizes vectors; empty for a model that reads positions. */
  public Optional<FeatureScaling> scaling() {
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
    Map<String, INDArray> table = graph.paramTable();
    architecture
        .parameterShapes()
        .forEach(
            (name, shape) -> table.get(name).assign(Nd4j.create(parameters.get(name), shape, 'c')));
  }

  /** Takes row-major arrays out of a graph. */
  public static Map<String, float[]> unload(ComputationGraph graph, Architecture architecture) {
    Map<String, INDArray> table = graph.paramTable();
    Map<String, float[]> parameters = new LinkedHashMap<>();
    for (String name : architecture.parameterShapes().keySet()) {
      parameters.put(name, table.get(name).dup('c').data().asFloat());
    }
    return parameters;
  }
}
