package org.quarry.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.apache.spark.SparkException;
import org.quarry.lake.LakeException;
import org.quarry.spark.sql.StructureRefused;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The command line.
 *
 * <p>Exit status: 0 done; 2 wrong usage; 3 bad input; 1 anything else. Errors are one line on
 * standard error; {@code --verbose} adds the stack trace. Results go to standard output, progress
 * to standard error.
 */
@Command(
    name = "quarry",
    description = "Mines training sets for atomistic machine learning.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT, // so that every sub-command has --help
    version = "quarry 0.1.0",
    synopsisSubcommandLabel = "JOB",
    subcommands = {
      QuickstartCommand.class,
      RunCommand.class,
      IngestJob.class,
      RetractJob.class,
      DescribeJob.class,
      LabelJob.class,
      AugmentJob.class,
      RankJob.class,
      ShardJob.class,
      TrainJob.class,
      EvaluateJob.class,
      PredictJob.class,
      ReportCommand.class,
      SqlCommand.class,
      LakeCommand.class,
      FeaturesCommand.class,
      EnergiesCommand.class,
      KimCommand.class,
      BenchCommand.class,
      StudyCommand.class,
    })
public final class Quarry {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;
  static final int BAD_INPUT = 3;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "print stack traces of errors")
  private boolean verbose;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "print the result as one JSON object on the last line")
  private boolean json;

  /** Runs one command and ends the process with its exit status. */
  public static void main(String[] args) {
    CommandLine line =
        commandLine()
            .setOut(
                new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true))
            .setErr(
                new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true));
    System.exit(line.execute(args));
  }

  /** The command line with all its sub-commands. */
  public static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Quarry());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(
        (error, args) -> {
          CommandLine command = error.getCommandLine();
          command
              .getErr()
              .println(
                  error.getMessage()
                      + " (try: "
                      + command.getCommandSpec().qualifiedName()
                      + " --help)");
          return WRONG_USAGE;
        });
    line.setExecutionExceptionHandler(
        (error, command, result) -> {
          Quarry root = command.getCommandSpec().root().userObject() instanceof Quarry q ? q : null;
          Throwable cause = userError(error);
          command.getErr().println(oneLine(cause));
          if (root != null && root.verbose) {
            error.printStackTrace(command.getErr());
          }
          return exitStatus(cause);
        });
    return line;
  }

  /** A result of one value as JSON. */
  static String toJson(String name, Object value) {
    return JsonNodeFactory.instance.objectNode().putPOJO(name, value).toString();
  }

  /** Whether the command was asked for JSON. */
  static boolean json(CommandLine.Model.CommandSpec spec) {
    return spec.root().userObject() instanceof Quarry quarry && quarry.json;
  }

  /** The first cause that was written for the user, else the deepest one. */
  private static Throwable userError(Throwable error) {
    Throwable deepest = error;
    for (Throwable t = error; t != null; t = t.getCause()) {
      if (exitStatus(t) != FAILED || t instanceof LakeException) {
        return t;
      }
      deepest = t;
    }
    return error instanceof SparkException ? deepest : error;
  }

  private static int exitStatus(Throwable error) {
    if (error instanceof UsageException) {
      return WRONG_USAGE;
    }
    boolean badInput =
        error instanceof InputException
            || error instanceof LakeException
            || error instanceof StructureRefused;
    return badInput ? BAD_INPUT : FAILED;
  }

  private static String oneLine(Throwable error) {
    String message = error.getMessage() == null ? "" : error.getMessage().strip();
    int end = message.indexOf('\n');
    String first = end < 0 ? message : message.substring(0, end);
    return exitStatus(error) == FAILED ? error.getClass().getSimpleName() + ": " + first : first;
  }
}
