package org.quarry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.fixtures.BundledSilicon;
import org.quarry.fixtures.Cli;
import org.quarry.fixtures.Installation;

class NightlyTest {
  @TempDir Path folder;

  @Test
  void everyNightTouchesOnlyWhatIsNew() throws IOException {
    BundledSilicon.write(folder.resolve("landing/monday.xyz"), 0, 8);
    Map<String, JsonNode> monday = night();
    assertEquals(30, monday.get("ingest").path("rows_in").asInt());
    assertEquals(30, monday.get("describe").path("rows_out").asInt());

    night().forEach((job, said) -> assertTrue(said.path("nothing_to_do").asBoolean(), job));

    BundledSilicon.write(folder.resolve("landing/tuesday.xyz"), 1, 40);
    Map<String, JsonNode> tuesday = night();
    assertEquals(6, tuesday.get("ingest").path("rows_in").asInt());
    assertEquals(6, tuesday.get("describe").path("rows_out").asInt());
    assertEquals(3 * 6, tuesday.get("label").path("rows_out").asInt());
  }

  private Map<String, JsonNode> night() throws IOException {
    Cli.Result result =
        Cli.run(
            "run",
            Installation.file("conf/nightly.conf"),
            "--set",
            "landing=\"" + folder.resolve("landing") + "\"",
            "--set",
            "lake=\"" + folder.resolve("lake") + "\"",
            "--json");
    assertEquals(0, result.status(), result.err());
    Map<String, JsonNode> said = new HashMap<>();
    for (String line : result.out().lines().filter(text -> text.startsWith("{")).toList()) {
      JsonNode summary = new ObjectMapper().readTree(line);
      said.put(summary.path("job").asText(), summary);
    }
    return said;
  }
}
