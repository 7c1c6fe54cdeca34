package org.quarry.spark.training;

/** What went wrong, without the layers that a cluster wraps around it. */
final class Failures {
  private Failures() {}

  /** First line of the innermost cause. */
  static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = String.valueOf(root.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
