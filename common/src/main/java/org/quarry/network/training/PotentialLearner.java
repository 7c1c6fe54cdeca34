package org.quarry.network.training;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.quarry.network.Architecture;
import org.quarry.network.EnergyReference;
import org.quarry.network.Model;
import org.quarry.network.ModelCard;
import org.quarry.network.Output;
import org.quarry.network.PairNetworkGraph;
import org.quarry.network.PairNetworkSettings;
import org.quarry.network.PotentialNetwork;
import org.quarry.network.potential.PairBatch;
import org.quarry.network.potential.Targets;

/**
 * Trains a potential on energies, forces and stress.
 *
 * <p>The scale s of its numbers makes forces of order one: it is the root mean square of the
 * training rows' force components (as eV, lengths being in Å); without forces in the loss, that of
 * what reference energies leave per atom. The model with the least p·⟨ΔE²/N²⟩ + (1 − p)·⟨ΔF²⟩ on
 * the validation split, both over s², is kept.
 */
final class PotentialLearner implements Learner {
  /** Arrays of a thousand atoms fit into a processor's cache about as well as they ever do. */
  private static final int VALIDATION_ATOMS = 1024;

  private final PotentialSettings settings;
  private final PotentialNetwork network;
  private final PairRows rows;
  private final EnergyReference reference;

  private PotentialLearner(
      PotentialSettings settings,
      PotentialNetwork network,
      PairRows rows,
      EnergyReference reference) {
    this.settings = settings;
    this.network = network;
    this.rows = rows;
    this.reference = reference;
  }

  static PotentialLearner of(PotentialSettings settings, ShardSet rows) throws IOException {
    PotentialNetwork network = new PotentialNetwork(settings.potential(rows.setup().species()));
    EnergyReference reference = Normalization.energyReference(rows);
    if (settings.outputs().contains(Output.FORCES)) {
      OptionalDouble forces = Normalization.forceScale(rows);
      if (forces.isEmpty()) {
        throw new TrainingException(
            rows.folder()
                + " holds no forces to train on: write shards with forces, or give energies the"
                + " whole loss (energy share 1)");
      }
      reference = reference.withScale(forces.getAsDouble());
    }
    double cutoff = network.potential().representation().cutoff();
    return new PotentialLearner(settings, network, PairRows.of(rows, cutoff), reference);
  }

  @Override
  public Architecture architecture() {
    return network;
  }

  @Override
  public ComputationGraph graph(TrainingParameters parameters) {
    return PairNetworkGraph.of(
        network.potential(),
        new PairNetworkSettings(
            settings.outputs(),
            parameters.graphSettings(settings.loss()),
            List.of(),
            parameters.seed()),
        DataType.FLOAT);
  }

  @Override
  public BatchAssembler assembler() {
    return new PairBatchAssembler(
        rows, network.species(), settings.outputs(), settings.shares(), reference);
  }

  @Override
  public Errors errors(ComputationGraph graph, ShardSet split) throws IOException {
    PairRows validation = PairRows.of(split, network.potential().representation().cutoff());
    boolean forces = settings.outputs().contains(Output.FORCES);
    Errors.Sums sums = new Errors.Sums();
    for (BatchPlan plan : BatchPlanner.labelled(split, VALIDATION_ATOMS)) {
      PairBatch batch = validation.batch(plan);
      Targets targets = validation.targets(plan, reference);
      INDArray output =
          graph.outputSingle(PairNetworkGraph.inputs(batch, network.species(), DataType.FLOAT));
      int[] sizes = batch.sizes();
      for (int b = 0; b < batch.size(); b++) {
        double difference = output.getDouble(b, 0) - targets.energies()[b];
        sums.energy(difference * reference.scale() / sizes[b]);
      }
      for (int i = 0; forces && i < 3 * batch.atoms(); i++) {
        if (!Double.isNaN(targets.forces()[i])) {
          double force = output.getDouble(batch.size() + i / 3, i % 3);
          sums.force((force - targets.forces()[i]) * reference.scale());
        }
      }
    }
    return sums.errors();
  }

  @Override
  public double loss(Errors errors) {
    if (Double.isNaN(errors.forceRmse())) {
      return square(errors.energyRmse() / reference.scale());
    }
    double p = settings.shares().energy();
    return p * square(errors.energyRmse() / reference.scale())
        + (1 - p) * square(errors.forceRmse() / reference.scale());
  }

  private static double square(double x) {
    return x * x;
  }

  @Override
  public Model model(ModelCard card, Map<String, float[]> parameters) {
    return Model.of(network, card.withoutDescriptor(), reference, parameters);
  }
}
