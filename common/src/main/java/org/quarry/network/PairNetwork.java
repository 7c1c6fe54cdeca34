package org.quarry.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
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
import org.quarry.network.potential.PairBatch;
import org.quarry.network.potential.PotentialJson;

/**
 * A {@link NeuralPotential} as a vertex of a Deeplearning4j graph that owns its parameters: so it
 * is trained, averaged over workers and saved like any layer. {@link PairNetworkGraph} builds the
 * graph around it and makes the arrays.
 *
 * <p>Inputs: reference energies [B, tasks], added to the energies; atoms [T, 2] (atomic number,
 * configuration); pairs [P, 5] (first atom, second atom, vector in Å), where a row whose first atom
 * is negative says nothing; volumes [B, 1] in Å³, 0 where a configuration is not periodic.
 *
 * <p>Output [R, C] with C = max(3, tasks), 0 where nothing is said: B rows of energies, a column a
 * task; then, where asked for, T rows of forces, and 2B rows of stress, positive in tension: xx yy
 * zz and yz xz xy of each configuration in turn, 0 where it is not periodic in three directions.
 * Forces and stress are those of a single task.
 *
 * <p>Parameters are named as in {@link NeuralPotential#layout}.
 */
public final class PairNetwork extends GraphVertex {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();

  // Texts and arrays: graphs travel as JSON, and by Java and Kryo.
  private final String potential;
  private final String[] outputs;
  private final IUpdater updater;
  private final double weightDecay;
  private final double clipping;
  private final String[] frozen;
  private final long seed;

  /**
   * A vertex as its graph's record describes it.
   *
   * @throws IllegalArgumentException if forces or stress of several tasks are asked for
   */
  public PairNetwork(
      @JsonProperty("potential") String potential,
      @JsonProperty("outputs") String[] outputs,
      @JsonProperty("updater") IUpdater updater,
      @JsonProperty("weightDecay") double weightDecay,
      @JsonProperty("clipping") double clipping,
      @JsonProperty("frozen") String[] frozen,
      @JsonProperty("seed") long seed) {
    this.potential = Objects.requireNonNull(potential);
    this.outputs = outputs.clone();
    this.updater = Objects.requireNonNull(updater);
    this.weightDecay = weightDecay;
    this.clipping = clipping;
    this.frozen = frozen.clone();
    this.seed = seed;
    int tasks = toPotential().tasks();
    if (tasks > 1 && outputs.length > 0) {
      throw new IllegalArgumentException(
          "forces and stress are those of one energy, but the potential gives "
              + tasks
              + ": ask for energies alone");
    }
  }

  /** A vertex. */
  public static PairNetwork of(NeuralPotential potential, PairNetworkSettings settings) {
    return new PairNetwork(
        PotentialJson.write(potential).toString(),
        settings.outputs().stream().sorted().map(Output::name).toArray(String[]::new),
        settings.training().updater().clone(),
        settings.training().weightDecay(),
        settings.training().clipping(),
        settings.frozen().toArray(String[]::new),
        settings.seed());
  }

  /** Columns of the output. */
  static int columns(int tasks) {
    return Math.max(3, tasks);
  }

  /** Rows of the output for a batch. */
  static int rows(PairBatch batch, Set<Output> outputs) {
    return batch.size()
        + (outputs.contains(Output.FORCES) ? batch.atoms() : 0)
        + (outputs.contains(Output.STRESS) ? 2 * batch.size() : 0);
  }

  /** The potential's record as text. */
  @JsonProperty("potential")
  public String potentialText() {
    return potential;
  }

  @JsonProperty("outputs")
  public String[] outputNames() {
    return outputs.clone();
  }

  @JsonProperty("updater")
  public IUpdater updater() {
    return updater;
  }

  /** λ of the decoupled decay of weights. */
  @JsonProperty("weightDecay")
  public double weightDecay() {
    return weightDecay;
  }

  /** Largest norm of the gradient, infinite for any. */
  @JsonProperty("clipping")
  public double clipping() {
    return clipping;
  }

  /** Beginnings of the names of parameters that are not trained. */
  @JsonProperty("frozen")
  public String[] frozen() {
    return frozen.clone();
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

  /** What is given besides energies. */
  public Set<Output> outputs() {
    Set<Output> set = EnumSet.noneOf(Output.class);
    for (String name : outputs) {
      set.add(Output.valueOf(name));
    }
    return set;
  }

  /** Whether a parameter is not trained. */
  boolean isFrozen(String parameter) {
    return Arrays.stream(frozen).anyMatch(parameter::startsWith);
  }

  @Override
  public GraphVertex clone() {
    return new PairNetwork(
        potential, outputs, updater.clone(), weightDecay, clipping, frozen, seed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PairNetwork that
        && potential.equals(that.potential)
        && Arrays.equals(outputs, that.outputs)
        && updater.equals(that.updater)
        && weightDecay == that.weightDecay
        && clipping == that.clipping
        && Arrays.equals(frozen, that.frozen)
        && seed == that.seed;
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        potential,
        Arrays.hashCode(outputs),
        updater,
        weightDecay,
        clipping,
        Arrays.hashCode(frozen),
        seed);
  }

  @Override
  public long numParams(boolean backprop) {
    return toPotential().layout().size();
  }

  @Override
  public int minVertexInputs() {
    return 4;
  }

  @Override
  public int maxVertexInputs() {
    return 4;
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
    return new PairNetworkVertex(graph, name, index, dataType, this, parameters);
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType... inputs) {
    return InputType.feedForward(columns(toPotential().tasks()));
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
