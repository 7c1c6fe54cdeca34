package org.quarry.selection;

import java.io.Serializable;

/**
 * Relevance of a configuration to a task, a(C) = cos(h(C), h_T) + 1, from 0 (opposite) over 1
 * (orthogonal) to 2 (the same direction). h is a pooled descriptor vector and h_T the mean of the
 * task's vectors ({@link TaskMean}).
 *
 * <p>A zero vector has no direction: its cosine is taken as 0, so its relevance is 1. A task whose
 * mean is zero ranks nothing and is refused.
 */
public final class Relevance implements Serializable {
  private static final long serialVersionUID = 1;

  private final double[] task; // scaled to a largest component of 1
  private final double norm;

  private Relevance(double[] task, double norm) {
    this.task = task;
    this.norm = norm;
  }

  /**
   * Relevance to the task with a mean vector.
   *
   * @throws IllegalArgumentException if a component is not finite or all are zero
   */
  public static Relevance to(double[] taskMean) {
    double largest = largest(taskMean, "the task's mean vector");
    if (largest == 0) {
      throw new IllegalArgumentException(
          "the task's mean vector is zero, which ranks nothing: choose another descriptor or task");
    }
    double[] scaled = taskMean.clone();
    double squares = 0;
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] /= largest;
      squares += scaled[i] * scaled[i];
    }
    return new Relevance(scaled, Math.sqrt(squares));
  }

  /** Length of the vectors that can be compared. */
  public int length() {
    return task.length;
  }

  /**
   * The relevance of a configuration, in [0, 2].
   *
   * @param vector its pooled descriptor
   * @throws IllegalArgumentException if the length differs from the task's or a component is not
   *     finite
   */
  public double of(double[] vector) {
    if (vector.length != task.length) {
      throw new IllegalArgumentException(
          "the vector has "
              + vector.length
              + " components but the task's has "
              + task.length
              + ": describe both with the same parameters");
    }
    double largest = largest(vector, "the vector");
    if (largest == 0) {
      return 1;
    }
    double dot = 0;
    double squares = 0;
    for (int i = 0; i < task.length; i++) {
      double v = vector[i] / largest; // so that squares neither overflow nor vanish
      dot += v * task[i];
      squares += v * v;
    }
    double cosine = dot / (Math.sqrt(squares) * norm);
    return Math.max(-1, Math.min(1, cosine)) + 1;
  }

  private static double largest(double[] vector, String what) {
    double largest = 0;
    for (int i = 0; i < vector.length; i++) {
      if (!Double.isFinite(vector[i])) {
        throw new IllegalArgumentException("component " + i + " of " + what + " is " + vector[i]);
      }
      largest = Math.max(largest, Math.abs(vector[i]));
    }
    return largest;
  }
}
