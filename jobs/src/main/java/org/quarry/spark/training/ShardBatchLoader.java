package org.quarry.spark.training;

import java.io.IOException;
import org.deeplearning4j.core.loader.MultiDataSetLoader;
import org.nd4j.common.loader.Source;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.quarry.network.training.BatchAssembler;
import org.quarry.network.training.BatchPlan;

/**
 * Loads minibatches by plan: the "path" of a minibatch is the shards' folder, a hash sign and the
 * rows. Workers read a shard once and keep it.
 */
final class ShardBatchLoader implements MultiDataSetLoader {
  private static final long serialVersionUID = 1L;

  private final BatchAssembler assembler;

  ShardBatchLoader(BatchAssembler assembler) {
    this.assembler = assembler;
  }

  String path(BatchPlan plan) {
    return assembler.shards().folder().toUri() + "#" + plan.toText();
  }

  @Override
  public MultiDataSet load(Source source) throws IOException {
    String path = source.getPath();
    return assembler.assemble(BatchPlan.parse(path.substring(path.lastIndexOf('#') + 1)));
  }
}
