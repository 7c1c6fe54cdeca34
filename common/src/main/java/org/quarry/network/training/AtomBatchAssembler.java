package org.quarry.network.training;

import java.io.IOException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.quarry.network.Architecture;
import org.quarry.network.AtomBatch;
import org.quarry.network.EnergyLoss;
import org.quarry.network.EnergyReference;
import org.quarry.network.FeatureScaling;
import org.quarry.shard.SampleKind;
import org.quarry.shard.Shard;

/**
 * Turns the rows of a plan into atoms with their descriptor vectors. Sent to workers, it brings the
 * shards' manifest, the scaling of input and output and nothing else.
 */
final class AtomBatchAssembler implements BatchAssembler {
  private static final long serialVersionUID = 1L;

  private final ShardSet shards;
  private final Architecture architecture;
  private final FeatureScaling scaling;
  private final EnergyReference reference;
  private final ResidualUnit residual;

  AtomBatchAssembler(
      ShardSet shards,
      Architecture architecture,
      FeatureScaling scaling,
      EnergyReference reference,
      ResidualUnit residual) {
    this.shards = shards;
    this.architecture = architecture;
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
    int atoms = 0;
    for (int i = 0; i < plan.size(); i++) {
      atoms += shards.shard(plan.shard(i)).size(plan.row(i));
    }
    AtomBatch batch = new AtomBatch(architecture, scaling, plan.size(), atoms);
    float[] labels = new float[plan.size() * EnergyLoss.LABELS];
    for (int i = 0; i < plan.size(); i++) {
      Shard shard = shards.shard(plan.shard(i));
      int row = plan.row(i);
      batch.add(shard, row);
      int at = i * EnergyLoss.LABELS;
      labels[at] = (float) scaledTarget(shard, row, reference);
      labels[at + 1] = shard.kind(row) == SampleKind.EIP ? 1 : 0;
      labels[at + 2] = (float) residual.factor(shard.size(row));
      labels[at + 3] = (float) shard.weight(row);
    }
    return new MultiDataSet(
        new INDArray[] {batch.weights(), batch.atoms()},
        new INDArray[] {Nd4j.create(labels, new long[] {plan.size(), EnergyLoss.LABELS}, 'c')});
  }

  /** (E − Σ e_Z) / (N s) of a row. */
  static double scaledTarget(Shard shard, int row, EnergyReference reference) {
    double energy = shard.target(row);
    for (int a = shard.firstAtom(row); a < shard.firstAtom(row + 1); a++) {
      energy -= reference.atom(shard.atomicNumber(a));
    }
    return energy / (shard.size(row) * reference.scale());
  }
}
