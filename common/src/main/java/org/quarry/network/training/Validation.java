package org.quarry.network.training;

import java.io.IOException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.quarry.network.Architecture;
import org.quarry.network.AtomBatch;
import org.quarry.network.EnergyReference;
import org.quarry.network.FeatureScaling;
import org.quarry.shard.SampleKind;
import org.quarry.shard.Shard;

/** Error of a graph on the first-principles energies of a split. */
final class Validation {
  private final ShardSet shards;
  private final Architecture architecture;
  private final FeatureScaling scaling;
  private final EnergyReference reference;

  Validation(
      ShardSet shards,
      Architecture architecture,
      FeatureScaling scaling,
      EnergyReference reference) {
    this.shards = shards;
    this.architecture = architecture;
    this.scaling = scaling;
    this.reference = reference;
  }

  /** Mean absolute error in eV per atom; NaN for a split without first-principles energies. */
  double meanAbsoluteError(ComputationGraph graph) throws IOException {
    double sum = 0;
    int rows = 0;
    for (int s = 0; s < shards.entries().size(); s++) {
      Shard shard = shards.shard(s);
      for (int row = 0; row < shard.rows(); row++) {
        if (shard.kind(row) == SampleKind.DFT) {
          AtomBatch batch = new AtomBatch(architecture, scaling, 1, shard.size(row));
          batch.add(shard, row);
          INDArray output = graph.outputSingle(batch.weights(), batch.atoms());
          double difference =
              output.getDouble(0) - AtomBatchAssembler.scaledTarget(shard, row, reference);
          sum += Math.abs(difference) * reference.scale();
          rows++;
        }
      }
    }
    return rows == 0 ? Double.NaN : sum / rows;
  }
}
