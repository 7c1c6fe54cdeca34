package org.quarry.spark.training;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;

/** How many tasks a cluster can run at a time. */
final class Slots {
  private static final String PATIENCE = "spark.scheduler.maxRegisteredResourcesWaitingTime";

  private final JavaSparkContext spark;
  private boolean waited;

  Slots(JavaSparkContext spark) {
    this.spark = spark;
  }

  /**
   * Their number, at least one and at most as many as are wanted. The first time, it waits for
   * executors that are still starting as long as Spark is told to (30 s).
   */
  int upTo(int wanted) {
    long end =
        System.nanoTime()
            + TimeUnit.SECONDS.toNanos(spark.getConf().getTimeAsSeconds(PATIENCE, "30s"));
    while (now() < wanted && !waited && !spark.isLocal() && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
    waited = true;
    return Math.max(1, Math.min(wanted, now()));
  }

  /** What Spark holds a barrier stage against. */
  private int now() {
    SparkContext context = spark.sc();
    return context.maxNumConcurrentTasks(context.resourceProfileManager().defaultResourceProfile());
  }
}
