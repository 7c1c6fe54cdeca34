package org.quarry.jobs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.fixtures.Cli;
import org.quarry.shard.SampleKind;
import org.quarry.shard.Shard;
import org.quarry.shard.ShardEntry;
import org.quarry.shard.ShardManifest;
import org.quarry.shard.ShardReader;

/**
 * Shards without descriptor of twelve dimers in a box, six of which have a second label: an energy
 * 0.1 meV lower and nothing else. Dimer i is 2 + 0.1 i Å long; its force is −1 − i eV/Å.
 */
class ShardJobTest {
  private static final int DIMERS = 12;

  @TempDir static Path folder;
  private static JsonNode sharded;

  @BeforeAll
  static void runTheJobs() throws IOException {
    StringBuilder full = new StringBuilder();
    StringBuilder energies = new StringBuilder();
    for (int i = 0; i < DIMERS; i++) {
      full.append(frame(i, "energy=" + energy(i) + " stress=\"" + stress(i) + "\"", true));
      if (i % 2 == 0) {
        energies.append(frame(i, "energy=" + (energy(i) - 1e-4), false));
      }
    }
    Path first = Files.writeString(folder.resolve("full.extxyz"), full);
    Path second = Files.writeString(folder.resolve("energies.extxyz"), energies);
    ingest(first);
    ingest(second);
    sharded = shard("--species", "Si", "--name", "positions");
  }

  private static double energy(int i) {
    return -9 - i;
  }

  private static String stress(int i) {
    return "1 0 0 0 2 0 0 0 " + i;
  }

  private static String frame(int i, String comment, boolean withForces) {
    return String.format(
        Locale.ROOT,
        """
        2
        Lattice="9 0 0 0 9 0 0 0 9" pbc="T T T" Properties=species:S:1:pos:R:3%s %s
        Si 0 0 0%s
        Si %.1f 0 0%s
        """,
        withForces ? ":forces:R:3" : "",
        comment,
        withForces ? " " + (-1 - i) + " 0 0" : "",
        2 + 0.1 * i,
        withForces ? " " + (1 + i) + " 0 0" : "");
  }

  private static void ingest(Path file) {
    Cli.json("ingest", "--lake", lake(), "--dataset", "si", "--method", "PBE", file);
  }

  private static Path lake() {
    return folder.resolve("lake");
  }

  private static JsonNode shard(Object... words) {
    List<Object> all =
        new ArrayList<>(
            List.of(
                "shard",
                "--lake",
                lake(),
                "--descriptor",
                "none",
                "--split-by",
                "id",
                "--test",
                "0.3",
                "--labeled",
                "0.7"));
    all.addAll(List.of(words));
    return Cli.json(all.toArray());
  }

  /** Energy, forces and stress of a row are of one label: of the one that has forces. */
  @Test
  void rowsCarryForcesAndStressOfTheLabelWhoseEnergyIsLearned() throws IOException {
    Path shards = Path.of(sharded.get("output").asText());
    ShardManifest manifest = ShardManifest.read(shards);
    assertEquals(List.of("Si"), manifest.setup().species());
    int rows = 0;
    for (ShardEntry entry : manifest.shards()) {
      Shard shard = ShardReader.read(shards, manifest.setup(), entry);
      for (int row = 0; row < shard.rows(); row++) {
        double length = shard.configuration(row).position(1, 0);
        int i = (int) Math.round((length - 2) / 0.1);
        assertEquals(energy(i), shard.energy(row).orElseThrow());
        assertArrayEquals(
            new double[] {-1 - i, 0, 0, 1 + i, 0, 0}, shard.forces(row).orElseThrow());
        assertArrayEquals(new double[] {1, 2, i, 0, 0, 0}, shard.stress(row).orElseThrow());
        rows++;
      }
    }
    assertEquals(sharded.get("dft").asInt(), rows);
    assertTrue(sharded.get("test").asInt() > 0 && rows < DIMERS, sharded.toString());
  }

  private static List<Shard> shards(JsonNode said, String split) throws IOException {
    Path shards = Path.of(said.get("output").asText());
    ShardManifest manifest = ShardManifest.read(shards);
    List<Shard> read = new ArrayList<>();
    for (ShardEntry entry : manifest.of(split)) {
      read.add(ShardReader.read(shards, manifest.setup(), entry));
    }
    return read;
  }

  private static void describe() {
    Cli.json(
        "describe", "--lake", lake(), "--set", "r_cut=4", "--set", "n_max=3", "--set", "l_max=2");
  }

  /** Budget 8 in portions of 3: two configurations three times, the next one twice. */
  @Test
  void aSelectionIsWrittenAsOftenAsItWasSelected() throws IOException {
    describe();
    Object[] rank = {"rank", "--lake", lake(), "--pool", "si", "--task", "si", "--cap", "3"};
    List<Object> words = new ArrayList<>(List.of(rank));
    words.addAll(List.of("--budget", "8"));
    Cli.json(words.toArray());
    Object[] shard = {
      "shard",
      "--lake",
      lake(),
      "--descriptor",
      "none",
      "--dataset",
      "si",
      "--validation",
      "0",
      "--selection",
      "si",
      "--name",
      "selected",
      "--shard-rows",
      "4"
    };
    JsonNode said = Cli.json(shard);
    assertEquals(8, said.get("train").asInt());
    assertEquals(DIMERS - 3, said.get("rows_rejected").asInt());
    Map<String, Integer> copies = new HashMap<>();
    for (Shard rows : shards(said, "train")) {
      for (int row = 0; row < rows.rows(); row++) {
        copies.merge(rows.id(row), 1, Integer::sum);
      }
    }
    assertEquals(List.of(2, 3, 3), copies.values().stream().sorted().toList());
    assertTrue(Cli.json(shard).get("nothing_to_do").asBoolean());

    words.set(words.size() - 1, "0.5x"); // half the pool: twice three
    Cli.json(words.toArray());
    assertEquals(6, Cli.json(shard).get("train").asInt());
  }

  @Test
  void aSelectionThatWasNotMadeIsOneLine() {
    Cli.Result result =
        Cli.run("shard", "--lake", lake(), "--descriptor", "none", "--selection", "moon");
    assertEquals(3, result.status());
    assertTrue(result.err().contains("nothing was selected for the task \"moon\""), result.err());
  }

  @Test
  void rowsToPretrainOnNeedNoLabel() throws IOException {
    describe();
    Cli.json("label", "--lake", lake(), "--potential", "sw-si", "--potential", "tersoff-si-t3");
    Object[] some = {"--lake", lake(), "--split-by", "id", "--labeled", "0.6"};
    Object[] augment = {"augment", "--folds", "0"};
    Cli.json(Stream.of(augment, some).flatMap(Arrays::stream).toArray());
    Object[] shard = {"shard", "--descriptor", "none", "--energies", "potentials", "--name", "eip"};
    JsonNode said = Cli.json(Stream.of(shard, some).flatMap(Arrays::stream).toArray());
    assertEquals(DIMERS, said.get("rows_out").asInt());
    assertTrue(said.get("eip").asInt() > 0 && said.get("dft").asInt() > 0, said.toString());
    for (Shard rows : shards(said, "train")) {
      for (int row = 0; row < rows.rows(); row++) {
        int each = row;
        assertTrue(rows.eipEnergy(row, 0).isPresent() && rows.eipEnergy(row, 1).isPresent());
        if (rows.kind(row) == SampleKind.EIP) { // it cannot be trained on by itself
          assertThrows(IllegalStateException.class, () -> rows.target(each));
        }
      }
    }
  }

  @Test
  void theSpeciesAreTheLakes() {
    assertTrue(shard("--name", "positions").get("nothing_to_do").asBoolean());
    Cli.Result result =
        Cli.run("shard", "--lake", lake(), "--descriptor", "none", "--species", "Si,C");
    assertEquals(2, result.status());
    assertTrue(result.err().contains("the lake's species are Si"), result.err());
  }

  /** A name stands for the newest shards that were given it. */
  @Test
  void whatLostItsNameOrItsFilesIsWrittenAgain() throws IOException {
    JsonNode first = shard("--name", "twice", "--seed", "1");
    shard("--name", "twice", "--seed", "2");
    JsonNode again = shard("--name", "twice", "--seed", "1");
    assertFalse(again.get("nothing_to_do").asBoolean());
    assertNotEquals(first.get("output"), again.get("output"));
    assertTrue(shard("--name", "twice", "--seed", "1").get("nothing_to_do").asBoolean());
    Path shards = Path.of(again.get("output").asText());
    Files.move(shards, shards.resolveSibling("elsewhere"));
    assertFalse(shard("--name", "twice", "--seed", "1").get("nothing_to_do").asBoolean());
  }

  @Test
  void speciesWithADescriptorAreWrongUsage() {
    Cli.Result result = Cli.run("shard", "--lake", lake(), "--species", "Si");
    assertEquals(2, result.status());
    assertTrue(result.err().contains("--species goes with --descriptor none"), result.err());
  }

  @Test
  void aNetworkOnDescriptorsCannotBeTrainedOnThem() {
    Cli.Result result = Cli.run("train", "--lake", lake(), "--shards", "positions", "--name", "si");
    assertEquals(3, result.status(), result.err());
    assertTrue(result.err().contains("without descriptor vectors"), result.err());
  }
}
