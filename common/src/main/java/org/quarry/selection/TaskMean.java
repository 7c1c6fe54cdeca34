package org.quarry.selection;

/**
 * The mean h_T of a task's pooled vectors, summed in the order of their ids. Floating-point sums
 * depend on their order; this one is fixed by the data alone, so every cluster finds the same bits.
 * Memory is one vector however many are added.
 */
public final class TaskMean {
  private final double[] sum;
  private long count;
  private String last = "";

  private TaskMean(int length) {
    this.sum = new double[length];
  }

  /** An empty sum of vectors with a length. */
  public static TaskMean ofLength(int length) {
    if (length < 1) {
      throw new IllegalArgumentException("a vector has at least one component, got " + length);
    }
    return new TaskMean(length);
  }

  /**
   * Adds the vector of a configuration.
   *
   * @param id its id, which must follow every id added before
   * @throws IllegalArgumentException if the id is out of order or a duplicate, or the length
   *     differs
   */
  public void add(String id, double[] vector) {
    if (vector.length != sum.length) {
      throw new IllegalArgumentException(
          id + " has " + vector.length + " components where the others have " + sum.length);
    }
    if (count > 0 && Scored.compareIds(last, id) >= 0) {
      throw new IllegalArgumentException(
          last + " came before " + id + ": task vectors are added once each, in the order of ids");
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] += vector[i];
    }
    last = id;
    count++;
  }

  /** How many vectors were added. */
  public long count() {
    return count;
  }

  /**
   * The mean of the vectors added so far.
   *
   * @throws IllegalStateException if there is none
   */
  public double[] mean() {
    if (count == 0) {
      throw new IllegalStateException("the task has no described configuration");
    }
    double[] mean = sum.clone();
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= count;
    }
    return mean;
  }
}
