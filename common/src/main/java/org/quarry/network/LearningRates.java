package org.quarry.network;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The learning rate of a graph. Deeplearning4j's own method reaches layers only, and lays out the
 * updaters' memory anew where layers and other vertices no longer agree.
 */
public final class LearningRates {
  private LearningRates() {}

  /** Sets the rate of all parameters; updaters keep their memory. */
  public static void set(ComputationGraph graph, double rate) {
    for (GraphVertex vertex : graph.getConfiguration().getVertices().values()) {
      if (vertex instanceof PairNetwork potential) {
        set(potential.updater(), rate);
      } else if (vertex instanceof LayerVertex layer
          && layer.getLayerConf().getLayer() instanceof BaseLayer trained) {
        set(trained.getIUpdater(), rate);
        if (trained.getBiasUpdater() != null) {
          set(trained.getBiasUpdater(), rate);
        }
      }
    }
  }

  private static void set(IUpdater updater, double rate) {
    updater.setLrAndSchedule(rate, (ISchedule) null);
  }
}
