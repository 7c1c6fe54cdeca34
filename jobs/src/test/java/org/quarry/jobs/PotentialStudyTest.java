package org.quarry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.fixtures.Cli;

/** The published split of silicon and a network that is far too small: rows, and going on. */
class PotentialStudyTest {
  @TempDir private Path folder;

  private Path settings() throws IOException {
    Path common = Path.of(System.getProperty("quarry.root", "."), "conf", "studies");
    Files.copy(common.resolve("potential.inc.conf"), folder.resolve("potential.inc.conf"));
    return Files.writeString(
        folder.resolve("small.conf"),
        """
        include "potential.inc.conf"
        name = small
        inputs = [ "bundled:mlearn/Si.extxyz.gz" ]
        validation = 14
        network = ${schnet} { features = 4, interactions = 1, cutoff = 3, radial_functions = 4, energy_hidden = 2 }
        training { epochs = 2, batch_size = 20 }
        checkpoint_minutes = 0
        report_epochs = 1
        work = "%s"
        """
            .formatted(folder.resolve("work")));
  }

  @Test
  void aSeedGivesARowWhichIsFoundAgain() throws IOException {
    Path conf = settings();
    Path out = folder.resolve("rows.jsonl");
    JsonNode row = Cli.runAlone("study", conf, "--out", out, "--json").json().get("rows").get(0);
    assertEquals(200, row.get("train_frames").asInt());
    assertEquals(14, row.get("validation_frames").asInt());
    assertEquals(25, row.get("test_frames").asInt());
    double energy = row.get("energy_mae_mev_per_atom").asDouble();
    assertTrue(energy > 0 && energy < 1e4, row::toString);
    assertTrue(Files.exists(folder.resolve("work/small/seed-1/model.zip")));

    JsonNode again = Cli.runAlone("study", conf, "--out", out, "--json").json().get("rows").get(0);
    assertEquals(energy, again.get("energy_mae_mev_per_atom").asDouble());
    assertEquals(1, Files.readAllLines(out).size()); // the same row

    String whole = Files.readString(out);
    Files.writeString(out, whole.substring(0, 100)); // as a process leaves it that was killed
    Cli.runAlone("study", conf, "--out", out);
    assertEquals(2, Files.readAllLines(out).size());
    assertEquals('{', Files.readAllLines(out).get(1).charAt(0));
  }

  @Test
  void patienceWithoutValidationFramesIsOneLine() throws IOException {
    Cli.Result result =
        Cli.runAlone(
            "study",
            settings(),
            "--out",
            folder.resolve("n"),
            "--set",
            "validation=0",
            "--set",
            "training.patience=3");
    assertEquals(3, result.status(), result.err());
    assertTrue(result.err().contains("no validation rows with labels"), result.err());
  }

  @Test
  void aSideThatIsNotThereIsOneLine() throws IOException {
    Cli.Result result =
        Cli.runAlone("study", settings(), "--out", folder.resolve("n"), "--set", "sides.test=exam");
    assertEquals(3, result.status());
    assertTrue(result.err().contains("0 test frames"), result.err());
  }
}
