package org.quarry.network.training;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.quarry.network.EnergyReference;
import org.quarry.network.LossShares;
import org.quarry.network.Output;
import org.quarry.network.PairNetworkGraph;
import org.quarry.network.potential.PairBatch;
import org.quarry.network.potential.Targets;

/**
 * Turns the rows of a plan into atoms with their pairs, energies, forces and stress. Sent to
 * workers, it brings the shards' manifest, cutoff, zero and scale and nothing else.
 */
final class PairBatchAssembler implements BatchAssembler {
  private static final long serialVersionUID = 1L;

  private final PairRows rows;
  private final List<String> species;
  private final EnumSet<Output> outputs;
  private final LossShares shares;
  private final EnergyReference reference;
  private final TargetKind targets;

  PairBatchAssembler(
      PairRows rows,
      List<String> species,
      Set<Output> outputs,
      LossShares shares,
      EnergyReference reference,
      TargetKind targets) {
    this.rows = rows;
    this.species = List.copyOf(species);
    this.outputs = EnumSet.noneOf(Output.class);
    this.outputs.addAll(outputs);
    this.shares = shares;
    this.reference = reference;
    this.targets = targets;
  }

  @Override
  public ShardSet shards() {
    return rows.shards();
  }

  @Override
  public MultiDataSet assemble(BatchPlan plan) throws IOException {
    PairBatch batch = rows.batch(plan);
    return PairNetworkGraph.dataSet(
        PairNetworkGraph.inputs(batch, species, DataType.FLOAT),
        PairNetworkGraph.labels(
            batch, targets(rows, plan, reference, targets), outputs, shares, DataType.FLOAT));
  }

  /** What the rows of a plan are compared with. */
  static Targets targets(PairRows rows, BatchPlan plan, EnergyReference reference, TargetKind kind)
      throws IOException {
    return kind == TargetKind.POTENTIALS
        ? rows.potentialTargets(plan, reference)
        : rows.targets(plan, reference);
  }
}
