package org.quarry.network.training;

import java.io.IOException;
import java.io.Serializable;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Turns the rows of a plan into the arrays that a graph is fitted to. Sent to workers, it brings
 * the shards' manifest and what the network knows of scales, and no data.
 */
public interface BatchAssembler extends Serializable {
  /** The shards that rows come from. */
  ShardSet shards();

  /**
   * Inputs and labels of the rows of a plan.
   *
   * @throws IOException if a shard cannot be read, or is damaged
   */
  MultiDataSet assemble(BatchPlan plan) throws IOException;
}
