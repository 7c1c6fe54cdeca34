package org.quarry.spark.training;

import java.io.Closeable;
import java.io.IOException;

/** Sums vectors over the tasks of a training that run at the same time. */
interface Exchange extends Closeable {
  /**
   * The sum over the workers of all tasks, in the order of workers.
   *
   * @param own vectors of the workers that this task stands for, all of one length
   */
  double[] sum(double[][] own) throws IOException;

  @Override
  default void close() throws IOException {}

  /** For a task that stands for all workers. */
  static Exchange alone() {
    return own -> {
      double[] sum = new double[own[0].length];
      for (double[] vector : own) {
        add(sum, vector, 0);
      }
      return sum;
    };
  }

  /** Adds the part of a vector that starts at {@code offset}. */
  static void add(double[] sum, double[] vector, int offset) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += vector[offset + i];
    }
  }
}
