package org.quarry.jobs;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;
import org.quarry.network.Model;
import org.quarry.network.ModelFile;
import org.quarry.shard.AtomicFile;
import picocli.CommandLine.Option;

/** Which model a job works with. */
final class ModelOption {
  private static final String SUFFIX = ".zip";

  @Option(
      names = "--model",
      paramLabel = "NAME|FILE",
      description = "a model of the lake by name, or a file (default: the last one trained)")
  private Optional<String> wanted = Optional.empty();

  /** The model's file, canonical. */
  Path file(Lake lake) {
    Path file =
        wanted
            .map(text -> named(lake, text))
            .orElseGet(
                () -> {
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
                });
    if (!Files.isRegularFile(file)) {
      throw new InputException("there is no model " + file);
    }
    return file;
  }

  private static Path named(Lake lake, String text) {
    Path inLake = lake.root().resolve("models").resolve(text + SUFFIX);
    return Files.isRegularFile(inLake) ? inLake : Path.of(text);
  }

  /** The name by which tables call the model in a file. */
  static String name(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }

  /** Reads and verifies a model. */
  static Model read(Path file) {
    try {
      return ModelFile.read(file);
    } catch (IOException e) {
      throw new InputException(e.getMessage(), e);
    }
  }

  /** The checksum of a model's file: what tells models of one name apart. */
  static String sha256(Path file) {
    try {
      return AtomicFile.sha256(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
