package org.quarry.spark.training;

import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.nd4j.linalg.factory.Nd4j;
import org.quarry.network.GraphicsCard;
import org.quarry.network.NativeThreads;

/** What a task computes on: the graphics card that Spark gave it, or the CPU. */
final class Accelerator {
  private static final String GPU = "gpu"; // Spark's name for the resource

  private Accelerator() {}

  /**
   * Settles the calling task's thread on its card or its core.
   *
   * @throws IllegalStateException if ND4J has no code for the card
   */
  static void settle() {
    NativeThreads.settle();
    GraphicsCard.check();
    TaskContext task = TaskContext.get();
    ResourceInformation gpu = task == null ? null : task.resourcesJMap().get(GPU);
    if (gpu != null && Nd4j.getAffinityManager().getNumberOfDevices() > 1) {
      // the executor sees the cards of its neighbors, too
      Nd4j.getAffinityManager().unsafeSetDevice(Integer.valueOf(gpu.addresses()[0]));
    }
  }
}
