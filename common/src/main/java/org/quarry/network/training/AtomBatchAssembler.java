package org.quarry.network.training;

import java.io.IOException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.quarry.network.AtomBatch;
import org.quarry.network.EnergyReference;
import org.quarry.network.FeatureScaling;
import org.quarry.network.ResidualFunction;
import org.quarry.network.ResidualLoss;
import org.quarry.network.ResidualUnit;
import org.quarry.network.SoapNet;
import org.quarry.shard.SampleKind;
import org.quarry.shard.Shard;

/**
 * Turns the rows of a plan into atoms with their descriptor vectors. Sent to workers, it brings the
 * shards' manifest, the scaling of input and output and nothing else.
 */
final class AtomBatchAssembler implements BatchAssembler {
  private static final long serialVersionUID = 1L;

  private static final int EMPIRICAL = 1;
  private static final double LEAST_SCALE_EV = 1e-6; // of EIP residuals (per atom)

  private final ShardSet shards;
  private final SoapNet network;
  private final FeatureScaling scaling;
  private final EnergyReference reference;
  private final ResidualUnit residual;

  AtomBatchAssembler(
      ShardSet shards,
      SoapNet network,
      FeatureScaling scaling,
      EnergyReference reference,
      ResidualUnit residual) {
    this.shards = shards;
    this.network = network;
    this.scaling = scaling;
    this.reference = reference;
    this.residual = residual;
  }

  @Override
  public ShardSet shards() {
    return shards;
  }

  @Override
  public MultiDataSet assemble(BatchPlan plan) throws IOException {
    AtomBatch batch = new AtomBatch(network, scaling, plan.size(), shards.atoms(plan));
    double[] total = new double[2]; // weights of DFT and EIP rows
    for (int i = 0; i < plan.size(); i++) {
      Shard shard = shards.shard(plan.shard(i));
      batch.add(shard, plan.row(i));
      total[kind(shard, plan.row(i))] += shard.weight(plan.row(i));
    }
    double[] labels = new double[plan.size() * ResidualLoss.labelColumns(1)];
    for (int i = 0; i < plan.size(); i++) {
      Shard shard = shards.shard(plan.shard(i));
      int row = plan.row(i);
      int kind = kind(shard, row);
      double weight = shard.weight(row) / total[kind];
      ResidualLoss.putNumber(labels, 1, i, 0, scaledTarget(shard, row, reference), weight);
      ResidualLoss.putRow(labels, 1, i, residual.factor(shard.size(row)), kind);
    }
    return new MultiDataSet(
        new INDArray[] {batch.weights(), batch.atoms()},
        new INDArray[] {
          Nd4j.createFromArray(labels)
              .castTo(DataType.FLOAT)
              .reshape('c', plan.size(), ResidualLoss.labelColumns(1))
        });
  }

  private static int kind(Shard shard, int row) {
    return shard.kind(row) == SampleKind.EIP ? EMPIRICAL : ResidualLoss.REFERENCE;
  }

  /**
   * Mean of squares over DFT rows + α · mean of Tukey's function over EIP rows, in units of the
   * output: the mean energy would have the loss 1.
   *
   * @param scale eV per atom of an output of 1
   */
  static ResidualLoss loss(double alpha, double scale) {
    return new ResidualLoss(ResidualFunction.SQUARED, 1, alpha, LEAST_SCALE_EV / scale);
  }

  /** (E − Σ e_Z) / (N s) of a row. */
  static double scaledTarget(Shard shard, int row, EnergyReference reference) {
    double energy = shard.target(row) - Normalization.zero(shard, row, reference);
    return energy / (shard.size(row) * reference.scale());
  }
}
