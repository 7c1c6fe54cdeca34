package org.quarry.jobs;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quarry.fixtures.Installation;
import picocli.CommandLine.ParseResult;

/** The pipeline files that come with Quarry say what its jobs understand. */
class PipelineFilesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "quickstart",
        "nightly",
        "augmentation",
        "multitask",
        "augmentation-multitask",
        "augmentation-network",
        "selection"
      })
  void everyStepIsACommandLine(String name) {
    Path file = Installation.file("conf/" + name + ".conf");
    List<List<String>> steps = Pipeline.read(file, List.of("lake=here")).steps();
    assertFalse(steps.isEmpty());
    for (List<String> step : steps) {
      ParseResult parsed = Quarry.commandLine().parseArgs(step.toArray(String[]::new));
      if (parsed.subcommand().commandSpec().userObject() instanceof LakeJob job) {
        job.validate();
      }
    }
  }
}
