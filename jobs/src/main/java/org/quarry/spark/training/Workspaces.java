package org.quarry.spark.training;

import java.util.List;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.MemoryWorkspaceManager;
import org.nd4j.linalg.factory.Nd4j;

/** The memory that Deeplearning4j keeps for a thread that trained. */
final class Workspaces {
  private Workspaces() {}

  /**
   * Frees what this thread holds, since it may never train again. ND4J's own call for that collects
   * all garbage besides, which costs more than a round of a small network.
   */
  static void free() {
    MemoryWorkspaceManager manager = Nd4j.getWorkspaceManager();
    for (MemoryWorkspace workspace : List.copyOf(manager.getAllWorkspacesForCurrentThread())) {
      manager.destroyWorkspace(workspace);
    }
  }
}
