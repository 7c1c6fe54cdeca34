package org.quarry.spark.training;

import java.util.Optional;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Cancels the jobs of a thread as soon as a task of the application fails. A worker of gradient
 * sharing that Spark tries again waits for ever, because Deeplearning4j takes it for a second one
 * in a process that trains.
 */
final class FirstFailure extends SparkListener implements AutoCloseable {
  private static final String GROUP = "gradient sharing";

  private final JavaSparkContext spark;
  private volatile String reason; // null while all goes well

  private FirstFailure(JavaSparkContext spark) {
    this.spark = spark;
  }

  /** Watches until it is closed. */
  static FirstFailure watch(JavaSparkContext spark) {
    FirstFailure watcher = new FirstFailure(spark);
    spark.setJobGroup(GROUP, GROUP, true);
    spark.sc().addSparkListener(watcher);
    return watcher;
  }

  /** What the first failed task died of, in one line. */
  Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd event) {
    if (reason == null && event.reason() instanceof TaskFailedReason failed) {
      reason = failed.toErrorString().lines().findFirst().orElse("no reason given");
      spark.cancelJobGroup(GROUP);
    }
  }

  @Override
  public void close() {
    spark.sc().removeSparkListener(this);
    spark.clearJobGroup();
  }
}
