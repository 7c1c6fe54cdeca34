package org.quarry.jobs;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.quarry.descriptor.Dtype;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;
import org.quarry.network.RepresentationParameters;
import org.quarry.network.RepresentationParameters.Average;
import org.quarry.parameters.Parameters;
import org.quarry.shard.ShardSetup;
import picocli.CommandLine.Option;

/** Which of a lake's descriptors a job works with. */
final class DescriptorOption {
  private static final String OF_MODEL = "representation:";

  @Option(
      names = "--descriptor",
      paramLabel = "NAME|HASH",
      description = {
        "which descriptor, where the lake holds several: its name or parameter hash, or",
        "representation:MODEL for that of a model as it is now"
      })
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
    List<String> ofModel =
        wanted.startsWith(OF_MODEL)
            ? representations(lake, wanted.substring(OF_MODEL.length()))
            : List.of();
    List<Row> fitting =
        all.stream()
            .filter(
                row ->
                    wanted.isEmpty()
                        || row.getString(0).equals(wanted)
                        || row.getString(1).startsWith(wanted)
                        || ofModel.contains(row.getString(1)))
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

  /** The hashes that the pooled representation of a model may go by. */
  private static List<String> representations(Lake lake, String model) {
    String content = NamedModel.sha256(ModelOption.existing(lake, model));
    Parameters pooled = new RepresentationParameters(content, Average.OUTER);
    return Arrays.stream(Dtype.values())
        .map(dtype -> StoredParameters.of(pooled, dtype).hash())
        .toList();
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
