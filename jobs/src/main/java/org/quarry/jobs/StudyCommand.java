package org.quarry.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.quarry.experiments.Studies;
import org.quarry.experiments.Study;
import org.quarry.experiments.StudyDataException;
import org.quarry.network.training.TrainingInputException;
import org.quarry.spark.Sessions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Runs a study from its settings file and appends its results, one JSON object a line, to a file of
 * rows. Needs no lake and no Spark.
 *
 * <p>Example: {@code quarry study augmentation-si}; with other data {@code quarry study
 * augmentation-ge --set data=DIR}.
 */
@Command(name = "study", description = "Run a study and append its results to a file of rows")
public final class StudyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      description = "settings: a file, or the name of one in conf/studies without its ending")
  private String name;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "a setting that wins over the file's (may be repeated)")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "rows are appended here (default: ${DEFAULT-VALUE})")
  private Path out = Path.of("studies.jsonl");

  @Override
  public Integer call() {
    Config config = config();
    String title = config.hasPath("name") ? config.getString("name") : name;
    List<ObjectNode> rows = new ArrayList<>();
    PrintWriter progress = spec.commandLine().getErr();
    StudyResults results = new StudyResults(out);
    Study study;
    try {
      study = Studies.of(config.getString("study"));
      study.run(
          config,
          row -> {
            row.put("study", title).put("finished", now());
            rows.add(row);
            results.add(row);
          },
          progress::println);
    } catch (StudyDataException | TrainingInputException e) {
      throw new InputException(e.getMessage(), e);
    } catch (ConfigException | IllegalArgumentException e) {
      throw new UsageException(name + ": " + e.getMessage());
    }
    PrintWriter result = spec.commandLine().getOut();
    if (Quarry.json(spec)) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("study", title).put("output", out.toString()).putArray("rows").addAll(rows);
      result.println(json);
    } else {
      result.print(study.table(rows));
      result.println("Rows in " + out);
    }
    result.flush();
    return Quarry.DONE;
  }

  private Config config() {
    Path file = file();
    try {
      return ConfigFactory.parseString(String.join("\n", settings))
          .withFallback(
              ConfigFactory.parseFile(
                  file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false)))
          .resolve();
    } catch (ConfigException e) {
      throw new UsageException(file + ": " + e.getMessage());
    }
  }

  private Path file() {
    List<Path> candidates = new ArrayList<>();
    candidates.add(Path.of(name));
    String home = System.getProperty(Sessions.HOME_PROPERTY);
    if (home != null) {
      candidates.add(Path.of(home, "conf", "studies", name + ".conf"));
    }
    return candidates.stream()
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "there is no study " + name + " (looked for " + candidates + ")"));
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
