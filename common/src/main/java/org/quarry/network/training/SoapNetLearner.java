package org.quarry.network.training;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.quarry.network.Architecture;
import org.quarry.network.AtomBatch;
import org.quarry.network.EnergyReference;
import org.quarry.network.FeatureScaling;
import org.quarry.network.GraphSettings;
import org.quarry.network.Model;
import org.quarry.network.ModelCard;
import org.quarry.network.SoapNet;
import org.quarry.shard.SampleKind;
import org.quarry.shard.Shard;

/**
 * Trains a network on the stored vectors of atoms, to energies. Watched is the mean absolute error
 * of energies.
 */
final class SoapNetLearner implements Learner {
  /** Enough for products of matrices to be worth their call, little beside a minibatch's arrays. */
  private static final int VALIDATION_ATOMS = 2048;

  private final SoapNetSettings settings;
  private final ShardSet rows;
  private final SoapNet network;
  private final FeatureScaling scaling;
  private final EnergyReference reference;
  private final Optional<FineTuning> from;

  private SoapNetLearner(
      SoapNetSettings settings,
      ShardSet rows,
      SoapNet network,
      FeatureScaling scaling,
      EnergyReference reference,
      Optional<FineTuning> from) {
    this.settings = settings;
    this.rows = rows;
    this.network = network;
    this.scaling = scaling;
    this.reference = reference;
    this.from = from;
  }

  static SoapNetLearner of(SoapNetSettings settings, ShardSet rows) throws IOException {
    rows.requireVectors();
    rows.requireEnergies();
    return new SoapNetLearner(
        settings,
        rows,
        network(settings, rows),
        Normalization.featureScaling(rows),
        Normalization.energyReference(rows),
        Optional.empty());
  }

  /** Goes on with the model's scaling of vectors, which its parameters belong to. */
  static SoapNetLearner of(SoapNetSettings settings, ShardSet rows, FineTuning from)
      throws IOException {
    rows.requireVectors();
    rows.requireEnergies();
    Model model = from.model();
    SoapNetLearner fresh =
        new SoapNetLearner(
            settings,
            rows,
            network(settings, rows),
            model
                .scaling()
                .orElseThrow(
                    () ->
                        new TrainingInputException(
                            "model " + from.origin() + " reads positions, a soapnet vectors")),
            model.reference(),
            Optional.of(from));
    if (!fresh.network.equals(model.architecture())
        || !rows.setup().descriptorHash().equals(model.card().descriptorHash())) {
      throw new TrainingInputException(
          "model "
              + from.origin()
              + " is "
              + model.architecture()
              + " on "
              + model.card().descriptorText()
              + ", this training is of "
              + fresh.network
              + " on "
              + rows.setup().descriptorText());
    }
    if (from.head() != FineTuning.Head.KEPT || from.body() != FineTuning.Body.TRAINED) {
      throw new TrainingInputException(
          "a soapnet has no head apart from its body: start from all of it");
    }
    return from.hasLabelsOf(rows)
        ? fresh
        : new SoapNetLearner(
            settings, rows, fresh.network, fresh.scaling, fresh.refit(), Optional.of(from));
  }

  private static SoapNet network(SoapNetSettings settings, ShardSet rows) {
    return new SoapNet(
        rows.setup().features(), rows.setup().species(), settings.hidden(), settings.activation());
  }

  /** e_Z that brings the model's energies to the rows' labels; its scale stays. */
  private EnergyReference refit() throws IOException {
    ComputationGraph graph = network.graph(GraphSettings.forPrediction());
    Model.load(graph, network, start(0));
    EnergyReference.Fit fit = Normalization.fit(rows);
    for (BatchPlan plan : Normalization.sample(rows, VALIDATION_ATOMS)) {
      INDArray output = output(graph, rows, plan);
      for (int i = 0; i < plan.size(); i++) {
        Shard shard = rows.shard(plan.shard(i));
        int row = plan.row(i);
        double said = reference.scale() * shard.size(row) * output.getDouble(i, 0);
        fit.add(Normalization.atomicNumbers(shard, row), shard.target(row) - said);
      }
    }
    return fit.reference().withScale(reference.scale());
  }

  @Override
  public Map<String, float[]> start(long seed) {
    return from.map(f -> f.model().parameters()).orElseGet(() -> network.initialParameters(seed));
  }

  @Override
  public Optional<SampleKind> kind(Shard shard, int row) {
    return Optional.of(shard.kind(row));
  }

  @Override
  public Architecture architecture() {
    return network;
  }

  @Override
  public ComputationGraph graph(TrainingParameters parameters) {
    return network.graph(
        parameters.graphSettings(AtomBatchAssembler.loss(settings.alpha(), reference.scale())));
  }

  @Override
  public BatchAssembler assembler() {
    return new AtomBatchAssembler(rows, network, scaling, reference, settings.residual());
  }

  @Override
  public Errors errors(ComputationGraph graph, ShardSet split) throws IOException {
    Errors.Sums sums = new Errors.Sums();
    for (BatchPlan plan : BatchPlanner.labelled(split, VALIDATION_ATOMS)) {
      INDArray output = output(graph, split, plan);
      for (int i = 0; i < plan.size(); i++) {
        Shard shard = split.shard(plan.shard(i));
        double target = AtomBatchAssembler.scaledTarget(shard, plan.row(i), reference);
        sums.energy((output.getDouble(i, 0) - target) * reference.scale());
      }
    }
    return sums.errors();
  }

  /** Scaled energies per atom. */
  private INDArray output(ComputationGraph graph, ShardSet shards, BatchPlan plan)
      throws IOException {
    AtomBatch batch = new AtomBatch(network, scaling, plan.size(), shards.atoms(plan));
    for (int i = 0; i < plan.size(); i++) {
      batch.add(shards.shard(plan.shard(i)), plan.row(i));
    }
    return graph.outputSingle(batch.weights(), batch.atoms());
  }

  @Override
  public double loss(Errors errors) {
    return errors.energyMae();
  }

  @Override
  public Model model(ModelCard card, Map<String, float[]> parameters) {
    return Model.of(network, card, scaling, reference, parameters);
  }
}
