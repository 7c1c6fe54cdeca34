package org.quarry.spark;

import java.io.PrintStream;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/**
 * Says on standard error how far a long stage is: one line that redraws itself on a terminal, a
 * plain line every ten seconds elsewhere. Short stages say nothing.
 */
public final class Progress extends SparkListener {
  /** System property that the launcher sets where standard error is a terminal. */
  public static final String TERMINAL_PROPERTY = "quarry.terminal";

  private static final Set<SparkSession> ATTACHED =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private final Map<Integer, Stage> stages = new ConcurrentHashMap<>();
  private final PrintStream out;
  private final boolean terminal;
  private volatile String label = "";

  private Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  static void attach(SparkSession spark) {
    if (ATTACHED.add(spark)) {
      spark
          .sparkContext()
          .addSparkListener(new Progress(System.err, Boolean.getBoolean(TERMINAL_PROPERTY)));
    }
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted event) {
    if (event.properties() != null) {
      label = event.properties().getProperty("spark.job.description", "");
    }
    stages.put(event.stageInfo().stageId(), new Stage(event.stageInfo().numTasks()));
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd event) {
    Stage stage = stages.get(event.stageId());
    if (stage == null || !event.taskInfo().successful()) {
      return;
    }
    stage.done++;
    long now = System.nanoTime();
    if (now >= stage.nextReport && stage.done < stage.tasks) {
      stage.nextReport = now + TimeUnit.MILLISECONDS.toNanos(terminal ? 500 : 10_000);
      String line = label + ": " + stage.done + " of " + stage.tasks + " tasks";
      out.print(terminal ? "\r" + line + "\u001b[K" : line + System.lineSeparator());
      out.flush();
    }
  }

  @Override
  public void onStageCompleted(SparkListenerStageCompleted event) {
    stages.remove(event.stageInfo().stageId());
    if (terminal) {
      out.print("\r\u001b[K");
      out.flush();
    }
  }

  private static final class Stage {
    private final int tasks;
    private int done;
    private long nextReport = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);

    private Stage(int tasks) {
      this.tasks = tasks;
    }
  }
}
