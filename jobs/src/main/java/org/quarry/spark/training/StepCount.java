package org.quarry.spark.training;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.TrainingHook;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Tells a worker's copy of the network how many steps were taken before. Deeplearning4j forgets the
 * number when it clones a configuration, and Adam's bias correction would start anew at every
 * averaging, with moments that are no longer biased.
 */
final class StepCount implements TrainingHook {
  private static final long serialVersionUID = 1L;

  private final int steps;
  private boolean told;

  StepCount(int steps) {
    this.steps = steps;
  }

  @Override
  public void preUpdate(MultiDataSet minibatch, Model model) {
    if (!told) {
      ((ComputationGraph) model).getConfiguration().setIterationCount(steps);
      told = true;
    }
  }

  @Override
  public void preUpdate(DataSet minibatch, Model model) {
    throw new IllegalStateException("networks of atoms are fitted to several arrays");
  }

  @Override
  public void postUpdate(DataSet minibatch, Model model) {}

  @Override
  public void postUpdate(MultiDataSet minibatch, Model model) {}
}
