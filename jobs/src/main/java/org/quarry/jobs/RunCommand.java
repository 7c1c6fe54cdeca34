package org.quarry.jobs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Runs a pipeline file: its jobs one after the other, in one Spark session. Jobs that have nothing
 * to do say so; the first that fails ends the run with its exit status.
 *
 * <p>Example: {@code quarry run conf/nightly.conf --set landing=/data/dft}.
 */
@Command(name = "run", description = "Run a pipeline file")
public final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "CONF", description = "a pipeline file, as conf/nightly.conf")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "a setting that wins over the file's (may be repeated)")
  private List<String> settings = new ArrayList<>();

  @Override
  public Integer call() {
    return run(Pipeline.read(file, settings), spec);
  }

  /** Runs the steps; returns the first exit status that is not 0. */
  static int run(Pipeline pipeline, CommandSpec parent) {
    for (List<String> step : pipeline.steps()) {
      List<String> arguments = new ArrayList<>(step);
      if (Quarry.json(parent)) {
        arguments.add("--json");
      }
      int status =
          Quarry.commandLine()
              .setOut(parent.commandLine().getOut())
              .setErr(parent.commandLine().getErr())
              .execute(arguments.toArray(String[]::new));
      if (status != Quarry.DONE) {
        return status;
      }
    }
    return Quarry.DONE;
  }
}
