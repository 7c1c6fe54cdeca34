package org.quarry.jobs;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.quarry.lake.Lake;

/** A job that works row by row: it adds the rows that its output lacks, in one commit. */
public abstract class RowJob extends LakeJob {
  private static final int ROWS_PER_TASK = 2_000;
  private static final int TASKS_PER_CORE = 4;

  /** The configurations still to be worked on: what the output lacks for these parameters. */
  protected abstract Dataset<Row> todo(Lake lake, Run run);

  /** The output's rows (without {@code run_id}) for some of them; a pure function of each row. */
  protected abstract Dataset<Row> compute(Lake lake, Dataset<Row> todo);

  /**
   * Configurations that the job cannot use: {@code configuration_id}, {@code reason}. None unless
   * overridden.
   */
  protected Dataset<Row> rejects(Lake lake) {
    return lake.spark().emptyDataFrame();
  }

  @Override
  protected final Summary execute(Lake lake, Run run) {
    Dataset<Row> rejects = rejects(lake);
    long rejected = rejects.columns().length == 0 ? 0 : run.quarantine(name(), rejects);
    Dataset<Row> todo = todo(lake, run);
    long rows = todo.count();
    if (rows == 0) {
      return rejected == 0 ? Summary.NOTHING_TO_DO : Summary.of(rejected, 0, rejected);
    }
    long added = run.append(output(), compute(lake, spread(todo, rows)));
    return Summary.of(rows + rejected, added, rejected);
  }

  /** Files of a lake may be few while rows are dear: deals the rows out to all cores. */
  private static Dataset<Row> spread(Dataset<Row> rows, long count) {
    long cores = rows.sparkSession().sparkContext().defaultParallelism();
    long tasks = Math.min(count, Math.max(TASKS_PER_CORE * cores, count / ROWS_PER_TASK));
    return rows.repartition((int) Math.min(tasks, 100_000), col("configuration_id"));
  }
}
