package org.quarry.network.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.quarry.network.Architecture;
import org.quarry.network.EnergyReference;
import org.quarry.network.LossShares;
import org.quarry.network.Model;
import org.quarry.network.ModelCard;
import org.quarry.network.Output;
import org.quarry.network.PairNetworkGraph;
import org.quarry.network.PairNetworkSettings;
import org.quarry.network.PotentialNetwork;
import org.quarry.network.potential.NeuralPotential;
import org.quarry.network.potential.PairBatch;
import org.quarry.network.potential.Representation;
import org.quarry.network.potential.Targets;
import org.quarry.shard.SampleKind;
import org.quarry.shard.Shard;

/**
 * Trains a potential on energies, forces and stress, or on the energies of several empirical
 * potentials.
 *
 * <p>The scale s of its numbers makes forces of order one: it is the root mean square of the
 * training rows' force components (as eV, lengths being in Å); without forces in the loss, that of
 * what reference energies leave per atom. Watched is (1 − q)·[p·⟨ΔE²/N²⟩ + (1 − p)·⟨ΔF²⟩] + q·⟨ΔW²⟩
 * on the validation split over s², W being the virial an atom.
 *
 * <p>Started from another model with its head, it keeps that model's scale; its energies of
 * elements, too, where the labels are of the same method, and fitted to what it leaves of the
 * labels where they are not.
 */
final class PotentialLearner implements Learner {
  /** Arrays of a thousand atoms fit into a processor's cache about as well as they ever do. */
  private static final int BATCH_ATOMS = 1024;

  /** Settings of potentials' records that may differ from those of the model to start from. */
  private static final Set<String> FREE =
      Set.of("species", "energy_hidden", "tasks", "mean", "factor");

  private static final String BODY = PotentialNetwork.PREFIX + NeuralPotential.REPRESENTATION;

  private final PotentialSettings settings;
  private final PotentialNetwork network;
  private final ShardSet rows;
  private final EnergyReference reference;
  private final Optional<FineTuning> from;

  private PotentialLearner(
      PotentialSettings settings,
      PotentialNetwork network,
      ShardSet rows,
      EnergyReference reference,
      Optional<FineTuning> from) {
    this.settings = settings;
    this.network = network;
    this.rows = rows;
    this.reference = reference;
    this.from = from;
  }

  static PotentialLearner of(PotentialSettings settings, ShardSet rows) throws IOException {
    NeuralPotential shape = shape(settings, rows);
    NeuralPotential fitted =
        new NeuralPotential(shape.representation().fittedTo(sample(shape, rows)), shape.energy());
    return new PotentialLearner(
        settings, new PotentialNetwork(fitted), rows, reference(settings, rows), Optional.empty());
  }

  static PotentialLearner of(PotentialSettings settings, ShardSet rows, FineTuning from)
      throws IOException {
    if (!(from.model().architecture() instanceof PotentialNetwork given)) {
      throw new TrainingInputException(
          "model "
              + from.origin()
              + " is a "
              + from.model().architecture().type()
              + ": a "
              + settings.name()
              + " cannot start from it");
    }
    NeuralPotential shape = shape(settings, rows);
    requireSameBody(from, given.potential(), shape);
    // with the constants that it was fitted to
    Representation body = given.potential().representation();
    PotentialNetwork network =
        new PotentialNetwork(
            body.species().equals(shape.representation().species())
                ? new NeuralPotential(body, shape.energy())
                : shape);
    Optional<FineTuning> start = Optional.of(from);
    if (from.head() == FineTuning.Head.FRESH) {
      return new PotentialLearner(settings, network, rows, reference(settings, rows), start);
    }
    if (settings.targets() == TargetKind.POTENTIALS && !from.hasLabelsOf(rows)) {
      throw new TrainingInputException(
          "model "
              + from.origin()
              + " has energies of another zero than the potentials here: give it a fresh head");
    }
    PotentialLearner same =
        new PotentialLearner(settings, network, rows, from.model().reference(), start);
    return from.hasLabelsOf(rows)
        ? same
        : new PotentialLearner(settings, network, rows, same.refit(), start);
  }

  private static NeuralPotential shape(PotentialSettings settings, ShardSet rows)
      throws IOException {
    NeuralPotential potential = settings.potential(rows.setup().species());
    if (settings.targets() == TargetKind.LABELS) {
      rows.requireEnergies();
      return potential.withTasks(1);
    }
    int tasks = rows.setup().potentials().size();
    if (tasks == 0) {
      throw new TrainingInputException(
          rows.folder()
              + " holds shards without the energies of potentials: write shards that have them");
    }
    return potential.withTasks(tasks);
  }

  private static EnergyReference reference(PotentialSettings settings, ShardSet rows)
      throws IOException {
    if (settings.targets() == TargetKind.POTENTIALS) {
      return Normalization.potentialReference(rows);
    }
    EnergyReference reference = Normalization.energyReference(rows);
    if (settings.outputs().contains(Output.STRESS) && !Normalization.hasStress(rows)) {
      throw new TrainingInputException(
          rows.folder()
              + " holds no stress of a configuration that is periodic in three directions: leave out"
              + " its share of the loss (stress share 0)");
    }
    if (!settings.outputs().contains(Output.FORCES)) {
      return reference;
    }
    return reference.withScale(
        Normalization.forceScale(rows)
            .orElseThrow(
                () ->
                    new TrainingInputException(
                        rows.folder()
                            + " holds no forces to train on: write shards with forces, or give"
                            + " energies the whole loss (energy share 1)")));
  }

  /** Rows that tell what atoms look like. */
  private static PairBatch sample(NeuralPotential potential, ShardSet rows) throws IOException {
    return PairRows.of(rows, potential.representation().cutoff())
        .batch(BatchPlanner.inOrder(rows, 4 * BATCH_ATOMS, (shard, row) -> true).get(0));
  }

  private static void requireSameBody(
      FineTuning from, NeuralPotential given, NeuralPotential wanted) {
    ObjectNode theirs = body(given);
    ObjectNode ours = body(wanted);
    if (!theirs.equals(ours)) {
      throw new TrainingInputException(
          "model "
              + from.origin()
              + " describes atoms by "
              + theirs
              + ", the network asked for by "
              + ours);
    }
  }

  private static ObjectNode body(NeuralPotential potential) {
    return new PotentialNetwork(potential).toJson().without(FREE);
  }

  /** e_Z that brings the model's energies to the rows' labels; its scale stays. */
  private EnergyReference refit() throws IOException {
    ComputationGraph graph =
        PairNetworkGraph.of(
            network.potential(), PairNetworkSettings.of(new Adam(), 0), DataType.FLOAT);
    Model.load(graph, network, start(0));
    EnergyReference.Fit fit = Normalization.fit(rows);
    for (BatchPlan plan : Normalization.sample(rows, BATCH_ATOMS)) {
      INDArray output = output(graph, pairs(rows).batch(plan));
      for (int i = 0; i < plan.size(); i++) {
        Shard shard = rows.shard(plan.shard(i));
        int row = plan.row(i);
        fit.add(
            Normalization.atomicNumbers(shard, row),
            shard.target(row) - reference.scale() * output.getDouble(i, 0));
      }
    }
    return fit.reference().withScale(reference.scale());
  }

  private PairRows pairs(ShardSet shards) {
    return PairRows.of(shards, network.potential().representation().cutoff());
  }

  private INDArray output(ComputationGraph graph, PairBatch batch) {
    return graph.outputSingle(PairNetworkGraph.inputs(batch, network.species(), DataType.FLOAT));
  }

  @Override
  public Architecture architecture() {
    return network;
  }

  @Override
  public Map<String, float[]> start(long seed) {
    if (from.isEmpty()) {
      return network.initialParameters(seed);
    }
    boolean head = from.get().head() == FineTuning.Head.KEPT;
    return StartingParameters.of(
        from.get(),
        network,
        seed,
        name -> head || name.startsWith(BODY),
        name -> name.endsWith(".embedding") || !name.startsWith(PotentialNetwork.PREFIX));
  }

  @Override
  public Optional<SampleKind> kind(Shard shard, int row) {
    if (settings.targets() == TargetKind.LABELS) {
      return Optional.of(shard.kind(row));
    }
    return answered(shard, row) ? Optional.of(SampleKind.EIP) : Optional.empty();
  }

  private boolean answered(Shard shard, int row) {
    for (int k = 0; k < rows.setup().potentials().size(); k++) {
      if (shard.eipEnergy(row, k).isPresent()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public ComputationGraph graph(TrainingParameters parameters) {
    boolean frozen = from.isPresent() && from.get().body() == FineTuning.Body.FROZEN;
    return PairNetworkGraph.of(
        network.potential(),
        new PairNetworkSettings(
            settings.outputs(),
            parameters.graphSettings(settings.loss()),
            frozen ? List.of(NeuralPotential.REPRESENTATION) : List.of(),
            parameters.seed()),
        DataType.FLOAT);
  }

  @Override
  public BatchAssembler assembler() {
    LossShares shares =
        settings.targets() == TargetKind.LABELS
            ? settings.shares()
            : new LossShares(1, 0, settings.shares().unit());
    return new PairBatchAssembler(
        pairs(rows), network.species(), settings.outputs(), shares, reference, settings.targets());
  }

  @Override
  public Errors errors(ComputationGraph graph, ShardSet split) throws IOException {
    List<BatchPlan> plans =
        settings.targets() == TargetKind.LABELS
            ? BatchPlanner.labelled(split, BATCH_ATOMS)
            : BatchPlanner.inOrder(split, BATCH_ATOMS, this::answered);
    Errors.Sums sums = new Errors.Sums();
    for (BatchPlan plan : plans) {
      PairBatch batch = pairs(split).batch(plan);
      Targets targets =
          PairBatchAssembler.targets(pairs(split), plan, reference, settings.targets());
      compare(output(graph, batch), batch, targets, sums);
    }
    return sums.errors();
  }

  private void compare(INDArray output, PairBatch batch, Targets targets, Errors.Sums sums) {
    int[] sizes = batch.sizes();
    int tasks = targets.tasks();
    for (int i = 0; i < targets.energies().length; i++) {
      if (!Double.isNaN(targets.energies()[i])) {
        int b = i / tasks;
        double difference = output.getDouble(b, i % tasks) - targets.energies()[i];
        sums.energy(difference * reference.scale() / sizes[b]);
      }
    }
    boolean forces = settings.outputs().contains(Output.FORCES);
    for (int i = 0; forces && i < targets.forces().length; i++) {
      if (!Double.isNaN(targets.forces()[i])) {
        double force = output.getDouble(batch.size() + i / 3, i % 3);
        sums.force((force - targets.forces()[i]) * reference.scale());
      }
    }
    if (settings.outputs().contains(Output.STRESS)) {
      int first = batch.size() + (forces ? batch.atoms() : 0); // two rows a configuration from here
      for (int i = 0; i < targets.stresses().length; i++) {
        int b = i / 6;
        double volume = batch.volume(b);
        if (!Double.isNaN(volume) && !Double.isNaN(targets.stresses()[i])) {
          double stress = output.getDouble(first + i / 3, i % 3);
          double difference = stress - targets.stresses()[i];
          sums.virial(difference * reference.scale() * volume / sizes[b]);
        }
      }
    }
  }

  @Override
  public double loss(Errors errors) {
    LossShares shares = settings.shares();
    double rest = mean(shares.energy(), square(errors.energyRmse()), square(errors.forceRmse()));
    return mean(1 - shares.stress(), rest, square(errors.virialRmse()));
  }

  /** p x + (1 − p) y; x where y is not known. */
  private static double mean(double p, double x, double y) {
    return Double.isNaN(y) ? x : p * x + (1 - p) * y;
  }

  private double square(double rmse) {
    double own = rmse / reference.scale();
    return own * own;
  }

  @Override
  public Model model(ModelCard card, Map<String, float[]> parameters) {
    return Model.of(network, card.withoutDescriptor(), reference, parameters);
  }
}
