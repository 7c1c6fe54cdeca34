package org.quarry.network;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.UpdaterBlock.ParamState;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;

/** What Deeplearning4j's updaters go through every step. */
final class UpdaterBlocks {
  private UpdaterBlocks() {}

  /**
   * Takes parameters without regularization from the lists that are gone through to regularize: a
   * step makes six views of each one there, needed or not, which costs more than the step of a
   * small network. The first of a block stays, since it stands for the settings of all.
   */
  static void skipUnregularized(ComputationGraph graph) {
    ComputationGraphUpdater updater = graph.getUpdater(false);
    if (updater == null) {
      return;
    }
    for (UpdaterBlock block : updater.getUpdaterBlocks()) {
      var parameters = block.getLayersAndVariablesInBlock();
      parameters.subList(1, parameters.size()).removeIf(UpdaterBlocks::isUnregularized);
    }
  }

  private static boolean isUnregularized(ParamState state) {
    var regularizations =
        state.getLayer().getConfig().getRegularizationByParam(state.getParamName());
    return regularizations == null || regularizations.isEmpty();
  }
}
