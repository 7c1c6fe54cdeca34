package org.quarry.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.fixtures.Installation;
import org.quarry.fixtures.Installation.Result;

/** The first of the README's two commands, as a newcomer types it, from files to a report. */
class QuickstartIT {
  @TempDir Path work;

  @Test
  void endsWithAPotentialBetterThanItsTeachersAndThenHasNothingLeftToDo() throws IOException {
    Installation quarry = Installation.here();

    Result first = quarry.run("deploy/quarry", "quickstart", "--work", work);

    assertEquals(0, first.status(), first.err());
    Map<String, Double> errors = errors(quarry);
    double bestPotential =
        errors.entrySet().stream()
            .filter(error -> !error.getKey().endsWith("augmentation"))
            .mapToDouble(Map.Entry::getValue)
            .min()
            .orElseThrow();
    assertTrue(errors.get("without-augmentation") < bestPotential, errors.toString());
    assertTrue(errors.get("with-augmentation") < bestPotential, errors.toString());
    String report = Files.readString(work.resolve("lake/report.html"));
    for (String part : List.of("Parity", "Training loss", "chosen potential", "\"labeled\"")) {
      assertTrue(report.contains(part) || report.contains(part.replace("\"", "&quot;")), part);
    }
    assertFalse(report.contains("src="), "the report must open offline");

    Result second = quarry.run("deploy/quarry", "quickstart", "--work", work);

    assertEquals(0, second.status(), second.err());
    List<String> jobs = second.out().lines().filter(line -> line.contains(" seconds ")).toList();
    assertEquals(13, jobs.size(), second.out());
    for (String job : jobs) {
      assertTrue(job.contains("nothing to do"), job);
    }
    assertEquals(errors, errors(quarry));
  }

  private Map<String, Double> errors(Installation quarry) {
    Result result =
        quarry.run(
            "deploy/quarry",
            "sql",
            "--lake",
            work.resolve("lake"),
            "--format",
            "csv",
            "SELECT model, mae FROM evaluations WHERE `group` = '' AND unit = 'eV/atom'");
    assertEquals(0, result.status(), result.err());
    Map<String, Double> errors = new HashMap<>();
    result
        .out()
        .lines()
        .skip(1)
        .map(line -> line.split(","))
        .forEach(field -> errors.put(field[0], Double.parseDouble(field[1])));
    return errors;
  }
}
