package org.quarry.spark.training;

import java.io.Serializable;

/**
 * How workers are shared out to tasks: evenly, neighbors together.
 *
 * @param workers positive
 * @param tasks from 1 to the number of workers
 */
record Deal(int workers, int tasks) implements Serializable {
  Deal {
    if (tasks < 1 || workers < tasks) {
      throw new IllegalArgumentException(workers + " workers for " + tasks + " tasks");
    }
  }

  /** First worker of a task; that of the task after the last is the number of workers. */
  int first(int task) {
    return Math.toIntExact((long) task * workers / tasks);
  }

  /** Number of workers of a task. */
  int size(int task) {
    return first(task + 1) - first(task);
  }
}
