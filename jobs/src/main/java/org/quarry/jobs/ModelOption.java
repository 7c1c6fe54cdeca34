package org.quarry.jobs;

import static org.apache.spark.sql.functions.col;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;
import picocli.CommandLine.Option;

/** Which models a job works with. */
final class ModelOption {
  private static final String SUFFIX = ".zip";

  @Option(
      names = "--model",
      paramLabel = "NAME|FILE",
      description =
          "a model of the lake by name, or a file; given several times, the mean of a committee"
              + " (default: the last one trained)")
  private List<String> wanted = new ArrayList<>();

  /** Whether any was named. */
  boolean isGiven() {
    return !wanted.isEmpty();
  }

  /** The models' files, canonical. */
  List<Path> files(Lake lake) {
    return isGiven()
        ? wanted.stream().map(text -> existing(lake, text)).toList()
        : List.of(checked(last(lake)));
  }

  /** What the models are called in results. */
  List<String> names(Lake lake) {
    return files(lake).stream().map(NamedModel::name).toList();
  }

  /** The checksums of the models' files, which name them all. */
  String sha256(Lake lake) {
    return String.join(",", files(lake).stream().map(NamedModel::sha256).toList());
  }

  /** The models, verified. */
  List<NamedModel> read(Lake lake) {
    return NamedModel.read(files(lake));
  }

  private static Path last(Lake lake) {
    List<Row> last =
        lake.read(Table.RUNS)
            .where(col("job").equalTo("train"))
            .orderBy(col("run_id").desc())
            .select("output")
            .takeAsList(1);
    if (last.isEmpty()) {
      throw new InputException(
          "the lake in " + lake.root() + " has no model: run quarry train first");
    }
    return lake.root().resolve(last.get(0).getString(0));
  }

  /**
   * A model of the lake by name, or a file.
   *
   * @throws InputException if there is none
   */
  static Path existing(Lake lake, String text) {
    return checked(named(lake, text));
  }

  private static Path checked(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InputException("there is no model " + file);
    }
    return file;
  }

  /** The same, there or not. */
  static Path named(Lake lake, String text) {
    Path inLake = lake.root().resolve("models").resolve(text + SUFFIX);
    return Files.isRegularFile(inLake) ? inLake : Path.of(text);
  }
}
