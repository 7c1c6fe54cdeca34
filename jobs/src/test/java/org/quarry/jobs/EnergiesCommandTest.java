package org.quarry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quarry.fixtures.Cli;

class EnergiesCommandTest {
  /** The dimer of which LAMMPS gives −2.1626007864392247 eV by Stillinger-Weber. */
  private static final String DIMER =
      "2\nProperties=species:S:1:pos:R:3 energy=nan pbc=\"F F F\"\nSi 0 0 0\nSi 1.3 1.2 1.6\n";

  private static final String GERMANIUM = DIMER.replace("Si 0", "Ge 0");
  private static final String BROKEN = DIMER.replace("1.3", "x");

  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Cli.Result run(Object... more) {
    List<Object> words = new ArrayList<>(List.of("energies", "--out", out()));
    words.addAll(List.of(more));
    return Cli.runAlone(words.toArray());
  }

  private Path out() {
    return folder.resolve("out.jsonl");
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(out())) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  @Test
  void linesAreStructureMajorInInputOrder() throws IOException {
    Path z = write("z.xyz", DIMER + DIMER);
    Path a = write("a.xyz", DIMER);
    Cli.Result result = run("--potential", "sw-si", "--potential", "edip-si", z, a);
    assertEquals(0, result.status(), result.err());
    List<JsonNode> lines = lines();
    assertEquals(6, lines.size());
    String[] sources = {z + "#0", z + "#1", a + "#0"};
    for (int i = 0; i < 6; i++) {
      assertEquals(i / 2, lines.get(i).get("index").asInt());
      assertEquals(sources[i / 2], lines.get(i).get("source").asText());
      assertEquals(i % 2 == 0 ? "sw-si" : "edip-si", lines.get(i).get("potential").asText());
    }
  }

  @Test
  void numbersAreThoseOfLammps() throws IOException {
    run("--potential", "sw-si", "--forces", write("a.xyz", DIMER));
    JsonNode line = lines().get(0);
    assertEquals(-2.1626007864392247, line.get("energy_eV").asDouble(), 1e-12);
    assertEquals(0.18182145998234597, line.get("forces_eV_per_A").get(0).get(0).asDouble(), 1e-12);
    assertEquals(-0.2237802584398102, line.get("forces_eV_per_A").get(1).get(2).asDouble(), 1e-12);
    assertEquals(-0.21818575197881537, line.get("virial_eV").get(3).asDouble(), 1e-12);
  }

  @Test
  void forcesAreWrittenWhenAsked() throws IOException {
    run("--potential", "sw-si", write("a.xyz", DIMER));
    assertFalse(lines().get(0).has("forces_eV_per_A"));
  }

  @Test
  void aStructureWithoutAnAnswerSaysWhyAndTheOthersStay() throws IOException {
    Cli.Result result =
        run("--potential", "sw-si", "--json", write("a.xyz", GERMANIUM + DIMER + BROKEN + DIMER));
    assertEquals(0, result.status(), result.err());
    assertEquals(2, result.json().get("errors").asInt());
    List<JsonNode> lines = lines();
    assertEquals(4, lines.size());
    assertTrue(lines.get(0).get("error").asText().contains("Ge"));
    assertFalse(lines.get(0).has("energy_eV"));
    assertTrue(lines.get(2).has("error"));
    assertTrue(lines.get(3).has("energy_eV"));
  }

  /** A model that aborts, hangs, gives NaN and is killed once; atoms at one place. */
  @Test
  void faultsAreTheirOwnLinesOnly() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String symbol : List.of("H", "Ar", "H", "Kr", "Xe", "H", "Ra", "Li", "H")) {
      text.append("1\nProperties=species:S:1:pos:R:3\n").append(symbol).append(" 7 0 0\n");
    }
    text.append(DIMER.replace("1.3 1.2 1.6", "0 0 0"));
    String faulty = "unreliable{folder=" + folder + "}";
    Path file = write("a.xyz", text.toString());
    String lj = "lj{epsilon=1,sigma=1,r_cut=2}";
    Cli.Result result = run("--potential", faulty, "--potential", lj, file);
    assertEquals(0, result.status(), result.err());
    List<JsonNode> lines = lines();
    assertEquals(20, lines.size());
    String[] expected = {
      "7",
      "signal 6",
      "7",
      "no answer within 3 s",
      "finite",
      "7",
      "7",
      "parameters for Li",
      "7",
      "0.00 Å apart"
    };
    for (int i = 0; i < expected.length; i++) {
      JsonNode line = lines.get(2 * i);
      assertEquals(expected[i].equals("7"), line.has("energy_eV"), line.toString());
      assertEquals(7, line.path("energy_eV").asDouble(7));
      assertTrue(line.path("error").asText(expected[i]).contains(expected[i]), line.toString());
      assertEquals(i < 9, lines.get(2 * i + 1).has("energy_eV"));
    }
    assertTrue(lines.get(19).get("error").asText().contains("0.00 Å apart"));
  }

  @Test
  void strictEndsWithStatusThreeAfterWritingAll() throws IOException {
    Cli.Result result =
        run("--potential", "sw-si", "--strict", write("a.xyz", DIMER + GERMANIUM + DIMER));
    assertEquals(3, result.status());
    assertTrue(result.err().contains("a.xyz#1") && result.err().contains("Ge"), result.err());
    assertEquals(3, lines().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no-such|2|unknown potential",
        "kim|2|needs the name of one model",
        "sw:nowhere.sw|3|there is no potential file nowhere.sw"
      })
  void aPotentialThatCannotBeHadIsOneLine(String spec, int status, String expected)
      throws IOException {
    Cli.Result result = run("--potential", spec, write("a.xyz", DIMER));
    assertEquals(status, result.status());
    assertTrue(result.err().contains(expected), result.err());
    assertEquals(1, result.err().strip().lines().count());
    assertFalse(Files.exists(out()));
  }

  @Test
  void aMissingInputIsBadInputAndLeavesNoFile() throws IOException {
    Path good = write("a.xyz", DIMER);
    Cli.Result missing = run("--potential", "sw-si", good, folder.resolve("none.xyz"));
    assertEquals(3, missing.status());
    Cli.Result unknown = run("--potential", "sw-si", good, write("b.bin", "\0\1\2"));
    assertEquals(3, unknown.status());
    assertTrue(unknown.err().contains("b.bin"), unknown.err());
    try (var left = Files.list(folder)) {
      assertEquals(2, left.count());
    }
  }
}
