package org.quarry.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Objects;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.quarry.network.potential.NeuralPotential;
import org.quarry.network.potential.PotentialJson;

/**
 * A {@link NeuralPotential} as a vertex of a Deeplearning4j graph that owns its parameters: so it
 * is trained, averaged over workers and saved like any layer. {@link PairNetworkGraph} builds the
 * graph around it and makes the arrays.
 *
 * <p>Inputs: reference energies [B, 1], added to the energies; atoms [T, 2] (atomic number,
 * configuration); pairs [P, 5] (first atom, second atom, vector in Å), where a row whose first atom
 * is negative says nothing. Output [B + T, 3]: rows (E, 0, 0), then forces.
 *
 * <p>Parameters are named as in {@link NeuralPotential#layout}.
 */
public final class PairNetwork extends GraphVertex {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String potential; // as text: graphs travel as JSON, and by Java and Kryo
  private final IUpdater updater;
  private final long seed;

  /** A vertex as its graph's record describes it. */
  public PairNetwork(
      @JsonProperty("potential") String potential,
      @JsonProperty("updater") IUpdater updater,
      @JsonProperty("seed") long seed) {
    this.potential = Objects.requireNonNull(potential);
    this.updater = Objects.requireNonNull(updater);
    this.seed = seed;
  }

  /**
   * A vertex.
   *
   * @param updater of its parameters
   * @param seed of their starting values
   */
  public static PairNetwork of(NeuralPotential potential, IUpdater updater, long seed) {
    return new PairNetwork(PotentialJson.write(potential).toString(), updater, seed);
  }

  /** The potential's record as text. */
  @JsonProperty("potential")
  public String potentialText() {
    return potential;
  }

  @JsonProperty("updater")
  public IUpdater updater() {
    return updater;
  }

  @JsonProperty("seed")
  public long seed() {
    return seed;
  }

  /** The potential. */
  public NeuralPotential toPotential() {
    try {
      return PotentialJson.read(JSON.readTree(potential));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the record of a potential is no JSON: " + potential, e);
    }
  }

  @Override
  public GraphVertex clone() {
    return new PairNetwork(potential, updater, seed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PairNetwork that
        && potential.equals(that.potential)
        && updater.equals(that.updater)
        && seed == that.seed;
  }

  @Override
  public int hashCode() {
    return Objects.hash(potential, updater, seed);
  }

  @Override
  public long numParams(boolean backprop) {
    return toPotential().layout().size();
  }

  @Override
  public int minVertexInputs() {
    return 3;
  }

  @Override
  public int maxVertexInputs() {
    return 3;
  }

  @Override
  public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType dataType) {
    NeuralPotential network = toPotential();
    if (initialize) {
      double[] start = network.layout().initial(seed);
      parameters.assign(Nd4j.createFromArray(start).castTo(dataType).reshape(parameters.shape()));
    }
    return new PairNetworkVertex(graph, name, index, dataType, network, updater, parameters);
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType... inputs) {
    return InputType.feedForward(3);
  }

  @Override
  public MemoryReport getMemoryReport(InputType... inputs) {
    InputType output = getOutputType(-1, inputs);
    return new LayerMemoryReport.Builder(null, PairNetwork.class, inputs[0], output)
        .standardMemory(numParams(true), numParams(true))
        .workingMemory(0, 0, 0, 0)
        .cacheMemory(0, 0)
        .build();
  }
}
