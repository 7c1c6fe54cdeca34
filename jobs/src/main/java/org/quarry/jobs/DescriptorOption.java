package org.quarry.jobs;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;
import org.quarry.shard.ShardSetup;
import picocli.CommandLine.Option;

/** Which of a lake's descriptors a job works with. */
final class DescriptorOption {
  @Option(
      names = "--descriptor",
      paramLabel = "NAME|HASH",
      description = "which descriptor, where the lake holds several: its name or parameter hash")
  private String wanted = "";

  /** Whether the job is to work without descriptor. */
  boolean isNone() {
    return wanted.equals(ShardSetup.NONE);
  }

  /**
   * The parameter hash of the one descriptor that fits.
   *
   * @throws InputException if the lake holds none that fits
   * @throws UsageException if it holds several
   */
  String hash(Lake lake) {
    return hash(lake, wanted);
  }

  /** The parameter hash of the one descriptor that has a name, or a hash beginning so. */
  static String hash(Lake lake, String wanted) {
    List<Row> all =
        lake.read(Table.DESCRIPTORS)
            .select("descriptor", "parameter_hash")
            .distinct()
            .orderBy("descriptor", "parameter_hash")
            .collectAsList();
    List<Row> fitting =
        all.stream()
            .filter(
                row ->
                    wanted.isEmpty()
                        || row.getString(0).equals(wanted)
                        || row.getString(1).startsWith(wanted))
            .toList();
    if (fitting.isEmpty()) {
      throw new InputException(
          all.isEmpty()
              ? "the lake in " + lake.root() + " holds no descriptors: run quarry describe first"
              : "no descriptor of the lake is called " + wanted + " (it holds: " + text(all) + ")");
    }
    if (fitting.size() > 1) {
      throw new UsageException(
          "the lake holds several descriptors: choose one by --descriptor " + text(fitting));
    }
    return fitting.get(0).getString(1);
  }

  /** The pooled vectors with a parameter hash: {@code configuration_id}, {@code values}. */
  static Dataset<Row> vectors(Lake lake, String hash) {
    return lake.read(Table.DESCRIPTORS)
        .where(col("parameter_hash").equalTo(hash))
        .select("configuration_id", "values");
  }

  private static String text(List<Row> descriptors) {
    return String.join(
        ", ",
        descriptors.stream().map(row -> row.getString(1) + " (" + row.getString(0) + ")").toList());
  }
}
