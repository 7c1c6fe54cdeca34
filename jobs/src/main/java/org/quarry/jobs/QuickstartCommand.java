package org.quarry.jobs;

import com.typesafe.config.ConfigUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import org.quarry.lake.Lake;
import org.quarry.spark.Sessions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Runs the whole pipeline on the bundled silicon data, as {@code conf/quickstart.conf} has it, and
 * prints the errors on the published test split. A second run finds nothing left to do.
 *
 * <p>Example: {@code quarry quickstart --work /tmp/quickstart}.
 */
@Command(name = "quickstart", description = "Run the whole pipeline on the bundled silicon data")
public final class QuickstartCommand implements Callable<Integer> {
  private static final String DATA = "/org/quarry/datasets/mlearn/Si.extxyz.gz";

  @Spec private CommandSpec spec;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "folder for data, lake, models and report (default: ${DEFAULT-VALUE})")
  private Path work = Path.of("quickstart");

  @Option(
      names = "--seed",
      description =
          "chooses the labels that are kept and the networks' starting values (default:"
              + " ${DEFAULT-VALUE})")
  private long seed;

  @Override
  public Integer call() throws IOException {
    String home = System.getProperty(Sessions.HOME_PROPERTY);
    if (home == null) {
      throw new UsageException("start the quickstart by deploy/quarry, which knows where conf is");
    }
    unpack(work.resolve("data").resolve("Si.extxyz.gz"));
    Pipeline pipeline =
        Pipeline.read(
            Path.of(home, "conf", "quickstart.conf"),
            List.of("work=" + quoted(work), "seed=" + seed));
    int status = RunCommand.run(pipeline, spec);
    if (status == Quarry.DONE && !Quarry.json(spec)) {
      print(spec.commandLine().getOut());
    }
    return status;
  }

  /** A path as HOCON text. */
  private static String quoted(Path path) {
    return ConfigUtil.quoteString(path.toString());
  }

  /** Puts the bundled data where a user's own would lie. */
  private static void unpack(Path file) {
    if (Files.exists(file)) {
      return;
    }
    try (InputStream in = QuickstartCommand.class.getResourceAsStream(DATA)) {
      Files.createDirectories(file.getParent());
      Path part = file.resolveSibling(".part");
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private void print(PrintWriter out) {
    Lake lake = Lake.open(Sessions.getOrCreate("quickstart"), work.resolve("lake"));
    lake.registerViews();
    List<Row> rows =
        lake.spark()
            .sql(
                """
                SELECT model, max_by(rows, run_id) AS rows, max_by(mae, run_id) AS mae,
                  max_by(rmse, run_id) AS rmse
                FROM evaluations WHERE `group` = '' AND quantity = 'energy per atom'
                GROUP BY model ORDER BY mae
                """)
            .collectAsList();
    out.println();
    out.println("Energy errors on the published test split (meV/atom):");
    out.printf(Locale.ROOT, "  %-26s %6s %8s %8s%n", "", "frames", "MAE", "RMSE");
    for (Row row : rows) {
      out.printf(
          Locale.ROOT,
          "  %-26s %6d %8.1f %8.1f%n",
          row.getString(0),
          row.getLong(1),
          1000 * row.getDouble(2),
          1000 * row.getDouble(3));
    }
    out.println();
    out.println("Report: " + lake.root().resolve("report.html"));
    out.flush();
  }
}
