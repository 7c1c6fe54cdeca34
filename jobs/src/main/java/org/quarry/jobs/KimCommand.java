package org.quarry.jobs;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What has to do with OpenKIM itself; its models are used as {@code --potential kim:MODEL}. */
@Command(
    name = "kim",
    description = "Show the OpenKIM models of this machine",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = KimListCommand.class)
public final class KimCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "kim needs a command: list");
  }
}
