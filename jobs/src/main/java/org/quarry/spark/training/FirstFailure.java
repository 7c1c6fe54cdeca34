package org.quarry.spark.training;

import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.SparkException;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Cancels the jobs of a thread as soon as a task of the application fails in a way that trying
 * again does not mend, and knows what it failed of.
 */
final class FirstFailure extends SparkListener implements AutoCloseable {
  private static final String TAG = "quarry-training";

  private final JavaSparkContext spark;
  private final Predicate<Throwable> hopeless;
  private volatile Throwable cause; // null while all goes well

  private FirstFailure(JavaSparkContext spark, Predicate<Throwable> hopeless) {
    this.spark = spark;
    this.hopeless = hopeless;
  }

  /**
   * Watches for any failure. A worker of gradient sharing that Spark tries again waits for ever,
   * because Deeplearning4j takes it for a second one in a process that trains.
   */
  static FirstFailure watch(JavaSparkContext spark) {
    return watch(spark, thrown -> true);
  }

  /**
   * Watches for damaged shards. Spark tries tasks in barrier mode again and again, and does not
   * tell in the end what they died of.
   */
  static FirstFailure watchShards(JavaSparkContext spark) {
    return watch(spark, thrown -> Failures.shard(thrown).isPresent());
  }

  private static FirstFailure watch(JavaSparkContext spark, Predicate<Throwable> hopeless) {
    FirstFailure watcher = new FirstFailure(spark, hopeless);
    spark.addJobTag(TAG);
    spark.setInterruptOnCancel(true);
    spark.sc().addSparkListener(watcher);
    return watcher;
  }

  /** What the first task that failed so died of. */
  Optional<Throwable> cause() {
    return Optional.ofNullable(cause);
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd event) {
    if (cause == null && event.reason() instanceof TaskFailedReason failed) {
      Throwable thrown = thrown(failed);
      if (hopeless.test(thrown)) {
        cause = thrown;
        spark.cancelJobsWithTag(TAG);
      }
    }
  }

  /** What a task has thrown; what Spark says of it where it has thrown nothing, being lost, say. */
  private static Throwable thrown(TaskFailedReason failed) {
    return failed instanceof ExceptionFailure failure && failure.exception().isDefined()
        ? failure.exception().get()
        : new SparkException(failed.toErrorString());
  }

  @Override
  public void close() {
    spark.sc().removeSparkListener(this);
    spark.setInterruptOnCancel(false);
    spark.removeJobTag(TAG);
  }
}
