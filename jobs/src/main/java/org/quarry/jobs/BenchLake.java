package org.quarry.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.quarry.lake.ConfigurationRows;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;
import org.quarry.spark.Sessions;
import picocli.CommandLine;

/** A lake to measure jobs on, in a temporary folder that goes when the process ends. */
final class BenchLake {
  private static final int FILES = 8; // of the table of configurations

  private BenchLake() {}

  /** An empty lake. */
  static Lake empty(String benchmark) {
    SparkSession spark = Sessions.getOrCreate("bench " + benchmark);
    return Lake.openOrCreate(spark, folder().resolve("lake"));
  }

  /** A lake that holds nothing but configurations. */
  static Lake of(String benchmark, Rattled structures, int rows) {
    Lake lake = empty(benchmark);
    lake.append(
        Table.CONFIGURATIONS,
        lake.spark()
            .range(0, rows, 1, FILES)
            .map(
                (MapFunction<Long, Row>) row -> ConfigurationRows.write(structures.get(row)),
                Encoders.row(Run.withoutRun(Table.CONFIGURATIONS))),
        lake.nextRun());
    return lake;
  }

  /** A job that was given words of a command line. */
  static <J extends LakeJob> J job(J job, Lake lake, List<String> words) {
    var unused =
        new CommandLine(job)
            .parseArgs(
                Stream.concat(Stream.of("--lake", lake.root().toString()), words.stream())
                    .toArray(String[]::new));
    return job;
  }

  /**
   * Checks that a job left nothing out.
   *
   * @throws IllegalArgumentException with the first reason, if it did
   */
  static void requireNoneRejected(Lake lake, Summary summary) {
    if (summary.rowsRejected() > 0) {
      throw new IllegalArgumentException(
          summary.rowsRejected()
              + " structures were rejected, one of them because "
              + lake.raw(Table.QUARANTINE).select("reason").first().getString(0));
    }
  }

  /** A new temporary folder. */
  static Path folder() {
    try {
      Path folder = Files.createTempDirectory("quarry-bench");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a folder and all that is in it. */
  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }
}
