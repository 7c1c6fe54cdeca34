package org.quarry.network.training;

import java.io.IOException;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.quarry.network.Architecture;
import org.quarry.network.AtomBatch;
import org.quarry.network.EnergyReference;
import org.quarry.network.FeatureScaling;
import org.quarry.network.Model;
import org.quarry.network.ModelCard;
import org.quarry.network.SoapNet;
import org.quarry.shard.Shard;

/**
 * Trains a network on the stored vectors of atoms, to energies. The model with the least mean
 * absolute error of energies is kept.
 */
final class SoapNetLearner implements Learner {
  /** Enough for products of matrices to be worth their call, little beside a minibatch's arrays. */
  private static final int VALIDATION_ATOMS = 2048;

  private final SoapNetSettings settings;
  private final ShardSet rows;
  private final SoapNet network;
  private final FeatureScaling scaling;
  private final EnergyReference reference;

  private SoapNetLearner(
      SoapNetSettings settings,
      ShardSet rows,
      SoapNet network,
      FeatureScaling scaling,
      EnergyReference reference) {
    this.settings = settings;
    this.rows = rows;
    this.network = network;
    this.scaling = scaling;
    this.reference = reference;
  }

  static SoapNetLearner of(SoapNetSettings settings, ShardSet rows) throws IOException {
    rows.requireVectors();
    SoapNet network =
        new SoapNet(
            rows.setup().features(),
            rows.setup().species(),
            settings.hidden(),
            settings.activation());
    return new SoapNetLearner(
        settings,
        rows,
        network,
        Normalization.featureScaling(rows),
        Normalization.energyReference(rows));
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
      AtomBatch batch = new AtomBatch(network, scaling, plan.size(), split.atoms(plan));
      for (int i = 0; i < plan.size(); i++) {
        batch.add(split.shard(plan.shard(i)), plan.row(i));
      }
      INDArray output = graph.outputSingle(batch.weights(), batch.atoms());
      for (int i = 0; i < plan.size(); i++) {
        Shard shard = split.shard(plan.shard(i));
        double target = AtomBatchAssembler.scaledTarget(shard, plan.row(i), reference);
        sums.energy((output.getDouble(i, 0) - target) * reference.scale());
      }
    }
    return sums.errors();
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
