package org.quarry.jobs;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.quarry.lake.Lake;

/** A job that works row by row: it adds the rows that its output lacks, in one commit. */
public abstract class RowJob extends LakeJob {
  private static final int ROWS_PER_TASK = 5_000;
  private static final int TASKS_PER_CORE = 4;

  /** The configurations still to be worked on: what the output lacks for these parameters. */
  protected abstract Dataset<Row> todo(Lake lake, Run run);

  /**
   * The output's rows (without {@code run_id}) for some of them, at least one each but for those
   * that the job refuses; a pure function of each row.
   */
  protected abstract Dataset<Row> compute(Lake lake, Dataset<Row> todo);

  /**
   * Those of some configurations that the job refuses: {@code configuration_id}, {@code reason}.
   * Asked for after {@link #compute} left some out, and only then.
   */
  protected Dataset<Row> refused(Lake lake, Dataset<Row> todo) {
    throw new IllegalStateException(name() + " leaves rows out but does not say which");
  }

  @Override
  protected final Summary execute(Lake lake, Run run) {
    Dataset<Row> todo = todo(lake, run);
    long rows = todo.count();
    if (rows == 0) {
      return Summary.NOTHING_TO_DO;
    }
    long added = run.append(output(), compute(lake, spread(todo, rows)));
    // The commit is made: what is still to do now is what was refused. A run that is killed here
    // finds the same again.
    long rejected = added < rows ? run.quarantine(name(), refused(lake, todo(lake, run))) : 0;
    return Summary.of(rows, added, rejected);
  }

  /** Files of a lake may be few while rows are dear: deals the rows out to all cores. */
  private static Dataset<Row> spread(Dataset<Row> rows, long count) {
    long cores = rows.sparkSession().sparkContext().defaultParallelism();
    long tasks = Math.min(count, Math.max(TASKS_PER_CORE * cores, count / ROWS_PER_TASK));
    return rows.repartition((int) Math.min(tasks, 100_000), col("configuration_id"));
  }
}
