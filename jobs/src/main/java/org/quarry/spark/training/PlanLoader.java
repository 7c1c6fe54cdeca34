package org.quarry.spark.training;

import java.io.IOException;
import org.deeplearning4j.core.loader.MultiDataSetLoader;
import org.nd4j.common.loader.Source;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.quarry.network.training.BatchAssembler;
import org.quarry.network.training.BatchPlan;

/**
 * Loads minibatches by plan, for Deeplearning4j, which knows paths: that of a minibatch is a
 * folder, a hash sign and the rows.
 */
final class PlanLoader implements MultiDataSetLoader {
  private static final long serialVersionUID = 1L;
  private static final String PREFIX = "file:///#"; // looks like a path, is never opened

  private final BatchAssembler assembler;

  PlanLoader(BatchAssembler assembler) {
    this.assembler = assembler;
  }

  static String path(BatchPlan plan) {
    return PREFIX + plan.toText();
  }

  @Override
  public MultiDataSet load(Source source) throws IOException {
    String path = source.getPath();
    return assembler.assemble(BatchPlan.parse(path.substring(path.lastIndexOf('#') + 1)));
  }
}
