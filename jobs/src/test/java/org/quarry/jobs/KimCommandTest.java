package org.quarry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.fixtures.BundledSilicon;
import org.quarry.fixtures.Cli;
import org.quarry.fixtures.LocalSpark;
import org.quarry.fixtures.OpenKim;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;

/** OpenKIM's models on the command line. */
class KimCommandTest {
  @TempDir Path folder;

  @Test
  void theListNamesModelsWithSpeciesCutoffAndSource() {
    OpenKim.model(OpenKim.SW);
    JsonNode models =
        Cli.runAlone("kim", "list", "--species", "Si,C", "--json").json().get("models");
    assertTrue(models.size() > 3);
    JsonNode sw =
        Cli.runAlone("kim", "list", "--species", "Si", "--json")
            .json()
            .get("models")
            .findParents("name")
            .stream()
            .filter(model -> model.get("name").asText().equals(OpenKim.SW))
            .findFirst()
            .orElseThrow();
    assertEquals("[\"Si\"]", sw.get("species").toString());
    assertEquals(3.77118, sw.get("cutoff_A").asDouble(), 1e-9); // aσ = 1.8 · 2.0951 Å
    assertTrue(sw.get("citation").asText().contains("10.1103/PhysRevB.31.5262"));
  }

  @Test
  void anUnknownElementIsWrongUsage() {
    Cli.Result result = Cli.runAlone("kim", "list", "--species", "Xx");
    assertEquals(Quarry.WRONG_USAGE, result.status());
    assertTrue(result.err().contains("unknown element \"Xx\""), result.err());
  }

  @Test
  void energiesOfAModelThatIsAlsoNativeAgree() throws IOException {
    OpenKim.model(OpenKim.TERSOFF_T2);
    Path out = folder.resolve("out.jsonl");
    Cli.Result result =
        Cli.runAlone(
            "energies",
            "--out",
            out,
            "--potential",
            "kim:" + OpenKim.TERSOFF_T2,
            "--potential",
            "tersoff-si-t2",
            BundledSilicon.into(folder));
    assertEquals(0, result.status(), result.err());
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(out)) {
      lines.add(new ObjectMapper().readTree(line));
    }
    assertEquals(2 * 239, lines.size());
    for (int i = 0; i < lines.size(); i += 2) {
      double own = lines.get(i + 1).get("energy_eV").asDouble();
      assertEquals(own, lines.get(i).get("energy_eV").asDouble(), 1e-9 * Math.abs(own));
    }
  }

  @Test
  void labelIsIncrementalByConfigurationAndModel() {
    OpenKim.model(OpenKim.SW);
    Path lake = folder.resolve("lake");
    Cli.json(
        "ingest",
        "--lake",
        lake,
        "--dataset",
        "si",
        "--map",
        BundledSilicon.MAP,
        BundledSilicon.into(folder));
    assertEquals(239, label(lake, OpenKim.SW).get("rows_out").asInt());
    assertEquals(239, label(lake, OpenKim.SW, OpenKim.EDIP).get("rows_out").asInt());
    assertTrue(label(lake, OpenKim.EDIP, OpenKim.SW).get("nothing_to_do").asBoolean());
    List<Row> rows =
        Lake.open(LocalSpark.session(), lake)
            .read(Table.EIP_ENERGIES)
            .groupBy("potential", "status")
            .count()
            .sort("potential")
            .collectAsList();
    assertEquals(
        "[[kim:" + OpenKim.EDIP + ",ok,239], [kim:" + OpenKim.SW + ",ok,239]]", rows.toString());
  }

  private static JsonNode label(Path lake, String... models) {
    List<Object> words = new ArrayList<>(List.of("label", "--lake", lake, "--dataset", "si"));
    for (String model : models) {
      words.addAll(List.of("--potential", "kim:" + model));
    }
    return Cli.json(words.toArray());
  }
}
