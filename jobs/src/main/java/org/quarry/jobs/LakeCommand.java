package org.quarry.jobs;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.quarry.lake.LakeMove;
import org.quarry.spark.Sessions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks after a lake as a whole. */
@Command(
    name = "lake",
    description = "Look after a lake as a whole",
    subcommands = LakeCommand.Move.class)
public final class LakeCommand {
  /**
   * Makes a lake at home in the folder that it was moved or copied to.
   *
   * <p>Example: {@code mv old/lake new/lake; quarry lake move --lake new/lake}.
   */
  @Command(name = "move", description = "Settle a lake in the folder that it was moved to")
  static final class Move implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
        names = "--lake",
        required = true,
        paramLabel = "DIR",
        description = "the folder where the lake is now")
    private Path folder;

    @Override
    public Integer call() {
      Path before = LakeMove.settle(Sessions.getOrCreate("lake move"), folder);
      spec.commandLine()
          .getOut()
          .println(
              Quarry.json(spec)
                  ? Quarry.toJson("moved_from", before.toString())
                  : "lake move: " + before + " → " + folder);
      return Quarry.DONE;
    }
  }
}
