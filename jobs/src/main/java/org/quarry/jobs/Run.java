package org.quarry.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.lit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;
import org.quarry.parameters.Parameters;

/** One execution of a job: its number, and the commits it makes under that number. */
public final class Run {
  private final Lake lake;
  private final String job;
  private final Parameters parameters;
  private final Optional<String> fingerprint;
  private final long start;
  private final long id;

  /**
   * Starts a run.
   *
   * @param start when the job began to look at its input, by {@link System#nanoTime}
   */
  Run(Lake lake, String job, long start, Parameters parameters, Optional<String> fingerprint) {
    this.lake = lake;
    this.job = job;
    this.start = start;
    this.parameters = parameters;
    this.fingerprint = fingerprint;
    this.id = lake.nextRun();
  }

  /** The run's number; larger than that of every run that started before. */
  public long id() {
    return id;
  }

  public Parameters parameters() {
    return parameters;
  }

  /** What names the set of rows that a set job works on; empty for row jobs. */
  public Optional<String> fingerprint() {
    return fingerprint;
  }

  /** Adds rows to a table in one atomic commit; returns how many. */
  public long append(Table table, Dataset<Row> rows) {
    return lake.append(table, rows, id);
  }

  /**
   * Adds rows, given one by one, to a table in one atomic commit. Values stand in the table's
   * column order, run_id left out.
   */
  public long append(Table table, List<Row> rows) {
    if (rows.isEmpty()) {
      return 0;
    }
    return append(table, lake.spark().createDataFrame(rows, withoutRun(table)));
  }

  /**
   * Puts configurations that a stage cannot use under the run's parameters into quarantine.
   *
   * @param rejects columns {@code configuration_id} and {@code reason}; none that stands there
   *     already
   * @return how many
   */
  public long quarantine(String stage, Dataset<Row> rejects) {
    return append(
        Table.QUARANTINE,
        rejects
            .withColumn("dataset_id", lit(null))
            .withColumn("file", lit(null))
            .withColumn("frame", lit(null))
            .withColumn("raw", lit(null))
            .withColumn("stage", lit(stage))
            .withColumn("parameter_hash", lit(parameters.hash())));
  }

  /** The configurations that a stage has put into quarantine under the run's parameters. */
  public Dataset<Row> quarantined(String stage) {
    return lake.read(Table.QUARANTINE)
        .where(col("stage").equalTo(stage).and(col("parameter_hash").equalTo(parameters.hash())))
        .select("configuration_id");
  }

  /** A table's columns but {@code run_id}. */
  public static StructType withoutRun(Table table) {
    StructType schema = table.schema();
    return new StructType(java.util.Arrays.copyOf(schema.fields(), schema.length() - 1));
  }

  /**
   * Whether a run with the same parameters and input has ended, and counts.
   *
   * @param foundBy see {@link LakeJob#foundBy}
   */
  boolean wasDone(List<String> foundBy) {
    if (fingerprint.isEmpty()) {
      return false;
    }
    Dataset<Row> runs = lake.read(Table.RUNS).where(col("job").equalTo(job));
    Column own = lit(parameters.canonicalText());
    for (String key : foundBy) {
      String path = "$.parameters." + key;
      runs =
          runs.where(get_json_object(col("parameters"), path).equalTo(get_json_object(own, path)));
    }
    if (!foundBy.isEmpty()) {
      runs = runs.orderBy(col("run_id").desc()).limit(1);
    }
    return runs
        .where(
            col("parameter_hash")
                .equalTo(parameters.hash())
                .and(col("fingerprint").equalTo(fingerprint.get())))
        .select("output")
        .collectAsList()
        .stream()
        .anyMatch(row -> Files.exists(lake.root().resolve(row.getString(0))));
  }

  double seconds() {
    return (System.nanoTime() - start) * 1e-9;
  }

  /** Enters the run into the books: from here on its results count. */
  void end(Summary summary) {
    lake.append(
        Table.RUNS,
        lake.spark()
            .createDataFrame(
                List.of(
                    RowFactory.create(
                        job,
                        parameters.canonicalText(),
                        parameters.hash(),
                        fingerprint.orElse(null),
                        summary.rowsIn(),
                        summary.rowsOut(),
                        summary.rowsRejected(),
                        withinLake(summary.output()),
                        Timestamp.from(Instant.now().minusNanos(System.nanoTime() - start)),
                        seconds())),
                withoutRun(Table.RUNS)),
        id);
  }

  /** A lake may be moved: what lies in it is named from its root. */
  private String withinLake(String output) {
    Path path = Path.of(output);
    return path.startsWith(lake.root()) ? lake.root().relativize(path).toString() : output;
  }
}
