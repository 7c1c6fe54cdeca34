package org.quarry.spark.training;

import java.io.Serializable;
import org.apache.spark.util.DoubleAccumulator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/**
 * Watches the steps that workers take, and tells a worker's copy of the network how many were taken
 * before: Deeplearning4j starts at none, and Adam's bias correction would start anew.
 */
final class SharedSteps extends BaseTrainingListener implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int before;
  private final DoubleAccumulator losses;
  private boolean told;

  SharedSteps(int before, DoubleAccumulator losses) {
    this.before = before;
    this.losses = losses;
  }

  @Override
  public void onEpochStart(Model model) {
    if (!told) {
      ((ComputationGraph) model).getConfiguration().setIterationCount(before);
      told = true;
    }
  }

  @Override
  public void iterationDone(Model model, int iteration, int epoch) {
    losses.add(model.score());
  }
}
