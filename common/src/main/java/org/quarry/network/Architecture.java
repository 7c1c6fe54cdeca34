package org.quarry.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.quarry.network.potential.PotentialJson;

/**
 * The shape of a network: what it takes to build its graph again. Model files name a shape by
 * {@link #type()}, and the class comes from the list here, never from the file.
 */
public sealed interface Architecture permits SoapNet, PotentialNetwork {
  /** The name in model files. */
  String type();

  /** Element symbols the network knows, by atomic number. */
  List<String> species();

  /**
   * Names and shapes of the parameter arrays, in a fixed order. Names are those of the graph: the
   * vertex, an underscore, the array.
   */
  Map<String, long[]> parameterShapes();

  /** Row-major starting values, a function of the seed alone. */
  Map<String, float[]> initialParameters(long seed);

  /** A graph with unset parameters. */
  ComputationGraph graph(GraphSettings settings);

  /** The record for a model file, {@code type} included. */
  ObjectNode toJson();

  /**
   * Reads a record.
   *
   * @throws IllegalArgumentException if the type is unknown or a value does not fit, with one line
   *     that says what
   */
  static Architecture fromJson(JsonNode json) {
    String type = json.path("type").asText();
    if (type.equals(SoapNet.TYPE)) {
      return SoapNet.read(json);
    }
    return new PotentialNetwork(PotentialJson.read(json));
  }
}
