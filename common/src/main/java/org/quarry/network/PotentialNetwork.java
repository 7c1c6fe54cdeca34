package org.quarry.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.quarry.network.potential.NeuralPotential;
import org.quarry.network.potential.ParameterLayout;
import org.quarry.network.potential.PotentialJson;

/**
 * A potential from positions to energies and forces, as {@link PairNetworkGraph} puts it into a
 * graph: its own parameters, and an energy an element beside them. Types are those of {@link
 * PotentialJson}.
 */
public record PotentialNetwork(NeuralPotential potential) implements Architecture {
  /** How names of the potential's parameters begin; those of f_rep and f_pred follow. */
  public static final String PREFIX = PairNetworkGraph.POTENTIAL + "_";

  /** The name of the energies of elements: species × tasks. */
  static final String REFERENCE = PairNetworkGraph.REFERENCE + "_W";

  @Override
  public String type() {
    return toJson().path("type").asText();
  }

  @Override
  public List<String> species() {
    return potential.representation().species();
  }

  @Override
  public Map<String, long[]> parameterShapes() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(REFERENCE, new long[] {species().size(), potential.tasks()});
    for (ParameterLayout.Slice slice : potential.layout().slices()) {
      shapes.put(PREFIX + slice.name(), new long[] {slice.rows(), slice.columns()});
    }
    return shapes;
  }

  /** Zero for the energies of elements, as the layout says for the potential. */
  @Override
  public Map<String, float[]> initialParameters(long seed) {
    ParameterLayout layout = potential.layout();
    double[] start = layout.initial(seed);
    Map<String, float[]> parameters = new LinkedHashMap<>();
    parameters.put(REFERENCE, new float[species().size() * potential.tasks()]);
    for (ParameterLayout.Slice slice : layout.slices()) {
      float[] values = new float[slice.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) start[slice.offset() + i];
      }
      parameters.put(PREFIX + slice.name(), values);
    }
    return parameters;
  }

  /** A model's parameters of the potential, as its layout has them. */
  double[] flat(Map<String, float[]> parameters) {
    double[] flat = new double[potential.layout().size()];
    for (ParameterLayout.Slice slice : potential.layout().slices()) {
      float[] values = parameters.get(PREFIX + slice.name());
      for (int i = 0; i < values.length; i++) {
        flat[slice.offset() + i] = values[i];
      }
    }
    return flat;
  }

  /**
   * The inputs are those of {@link PairNetworkGraph#inputs}, in float32. Gives forces where there
   * is one task.
   */
  @Override
  public ComputationGraph graph(GraphSettings settings) {
    PairNetworkSettings energies = PairNetworkSettings.of(settings, 0);
    return PairNetworkGraph.of(
        potential,
        potential.tasks() == 1 ? energies.withOutputs(Output.FORCES) : energies,
        DataType.FLOAT);
  }

  @Override
  public ObjectNode toJson() {
    return PotentialJson.write(potential);
  }
}
