package org.quarry.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;
import org.quarry.selection.Side;

/** What {@code quarry rank} selected, as rows to train on. */
final class SelectedRows {
  /** How often a row is to be trained on in an epoch. */
  static final String COPIES = "copies";

  private static final String ID = "configuration_id";

  private SelectedRows() {}

  /**
   * The last selection for a task.
   *
   * @param pools data sets that it may have been made from; none: any
   * @throws InputException if there is none
   */
  static long lastRun(Lake lake, String task, List<String> pools) {
    Column wanted = col("task").equalTo(task);
    if (!pools.isEmpty()) {
      wanted = wanted.and(col("pool").isin(pools.toArray()));
    }
    Row last = lake.read(Table.SELECTIONS).where(wanted).agg(max("run_id")).first();
    if (last.isNullAt(0)) {
      throw new InputException(
          "nothing was selected for the task \""
              + task
              + "\": run quarry rank --task "
              + task
              + " first");
    }
    return last.getLong(0);
  }

  /** Keeps of the training side what was selected, and adds how often; of other sides all. */
  static Dataset<Row> join(Lake lake, Dataset<Row> rows, String task, List<String> pools) {
    Dataset<Row> selected =
        lake.read(Table.SELECTIONS)
            .where(col("run_id").equalTo(lastRun(lake, task, pools)))
            .select(col(ID).as("selected_id"), col("multiplicity"));
    Column training = col("side").equalTo(Side.TRAIN.text());
    return rows.join(selected, col(ID).equalTo(col("selected_id")), "left_outer")
        .withColumn(COPIES, when(training, col("multiplicity")).otherwise(lit(1L)))
        .where(col(COPIES).isNotNull())
        .drop("selected_id", "multiplicity");
  }

  /** The rows, each as often as it is to be. */
  static Dataset<Row> repeated(Dataset<Row> rows) {
    return rows.withColumn("copy", explode(sequence(lit(1L), col(COPIES)))).drop("copy", COPIES);
  }
}
