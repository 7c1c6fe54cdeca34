package org.quarry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.fixtures.BundledSilicon;
import org.quarry.fixtures.Cli;

/** Studies of label augmentation on a fifth of the bundled silicon frames. */
class StudyCommandTest {
  private static final int FRAMES = 48;

  @TempDir private Path folder;

  private Path settings() throws IOException {
    Path common = Path.of(System.getProperty("quarry.root", "."), "conf", "studies");
    Files.copy(common.resolve("augmentation.inc.conf"), folder.resolve("augmentation.inc.conf"));
    BundledSilicon.write(folder.resolve("Si.extxyz"), 0, 5);
    return Files.writeString(
        folder.resolve("small.conf"),
        """
        include "augmentation.inc.conf"
        inputs = [ "%s", "%<s" ]
        descriptors = []
        features = [ spread, density ]
        models = [ gaussian-process, logistic ]
        repetitions = 2
        exclude = [ "edip* (so it was told)" ]
        potentials { sw = sw-si, again = sw-si, t2 = tersoff-si-t2, t3 = tersoff-si-t3, edip = edip-si }
        """
            .formatted(folder.resolve("Si.extxyz")));
  }

  @Test
  void everyModelGivesARowThatAddsUp() throws IOException {
    Path out = folder.resolve("results").resolve("rows.jsonl");
    Path conf = settings();
    JsonNode result = Cli.runAlone("study", conf, "--out", out, "--json").json();
    Cli.runAlone(
        "study", conf, "--out", out, "--set", "models=[logistic]", "--set", "calibration=none");

    assertEquals(3, Files.readAllLines(out).size());
    assertEquals(2, result.get("rows").size());
    for (JsonNode row : result.get("rows")) {
      assertEquals(FRAMES, row.get("frames").asInt());
      assertEquals(FRAMES, row.get("repeated_frames").asInt()); // the file was told twice
      assertEquals("so it was told", row.get("left_out").get("edip").asText());
      assertEquals("the same numbers as again", row.get("left_out").get("sw").asText());
      int judged = 0;
      for (JsonNode chosen : row.get("confusion")) {
        for (JsonNode count : chosen) {
          judged += count.asInt();
        }
      }
      assertEquals(2 * FRAMES, judged);
      JsonNode at = row.get("at_coverage");
      assertTrue(at.get("coverage").asDouble() >= 0.92, at::toString);
      List<JsonNode> curve = new ArrayList<>();
      row.get("risk_coverage").forEach(curve::add);
      assertEquals(1, curve.get(curve.size() - 1).get("coverage").asDouble());
      for (JsonNode point : curve) {
        assertTrue(point.get("oracle_mae").asDouble() <= point.get("mae").asDouble());
        assertTrue(point.get("oracle_mae").asDouble() <= point.get("single_mae").asDouble());
      }
      assertEquals(
          2 * FRAMES,
          StreamSupport.stream(row.get("calibration").spliterator(), false)
              .mapToInt(bin -> bin.get("rows").asInt())
              .sum());
    }
  }

  @Test
  void aRepresentationIsLearnedFromThePotentials() throws IOException {
    settings();
    Path potential =
        Path.of(System.getProperty("quarry.root", "."), "conf", "studies", "potential.inc.conf");
    Files.copy(potential, folder.resolve("potential.inc.conf"));
    Path conf =
        Files.writeString(
            folder.resolve("network.conf"),
            """
            include "small.conf"
            networks { include "potential.inc.conf" }
            models = [ network ]
            features = [ descriptor, spread ]
            representation {
              network = ${networks.schnet} { features = 8, interactions = 1, energy_hidden = 4 }
              training = ${networks.training} { epochs = 2 }
              seed = 1
              work = "%s"
              checkpoint_minutes = 0
              report_epochs = 1
            }
            """
                .formatted(folder.resolve("work")));
    Path out = folder.resolve("network.jsonl");
    for (int epochs : new int[] {2, 1}) { // what the first left behind is not in the second's way
      String setting = "representation.training.epochs=" + epochs;
      Cli.Result result = Cli.runAlone("study", conf, "--out", out, "--set", setting, "--json");
      assertEquals(0, result.status(), result.err());
      JsonNode row = result.json().get("rows").get(0);
      assertTrue(row.get("representation").asText().contains("\"epochs\":" + epochs));
      assertTrue(row.get("nearly_right").asDouble() > 0.5, row::toString);
    }
  }

  @Test
  void wrongSettingsAreOneLine() throws IOException {
    Path conf = settings();
    String[][] wrong = {
      {"models=[oracle]"},
      {"features=[aura]"},
      {"folds_by=moon"},
      {"folds=1"},
      {"study=alchemy"},
      {"inputs=[nowhere.xyz]"},
      {"potentials.sw=sw-uranium"},
      {"tolerance=none"},
    };
    for (String[] setting : wrong) {
      Cli.Result result =
          Cli.runAlone("study", conf, "--out", folder.resolve("none.jsonl"), "--set", setting[0]);
      assertTrue(result.status() == 2 || result.status() == 3, setting[0] + ": " + result);
      String last = result.err().strip().lines().reduce((a, b) -> b).orElse("");
      assertTrue(!last.isEmpty() && !last.contains("Exception"), result.err());
    }
    assertEquals(3, Cli.runAlone("study", "no-such-study").status());
  }
}
