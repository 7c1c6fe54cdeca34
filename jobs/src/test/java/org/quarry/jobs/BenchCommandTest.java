package org.quarry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quarry.fixtures.Cli;
import org.quarry.fixtures.LocalSpark;
import org.quarry.fixtures.OpenKim;

/** What the command prints and refuses; never how fast anything is. */
class BenchCommandTest {
  private static final String DIMER =
      "2\nProperties=species:S:1:pos:R:3 pbc=\"F F F\"\nSi 0 0 0\nSi 1.3 1.2 1.6\n";

  @TempDir Path folder;

  private static Cli.Result run(Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("bench", "--runs", "3", "--run-time", "0", "--warm-up", "0"));
    words.addAll(List.of(more));
    return Cli.runAlone(words.toArray());
  }

  private Path dimers() throws IOException {
    return Files.writeString(folder.resolve("dimers.xyz"), DIMER + DIMER);
  }

  /** Two silicon atoms in the primitive cell: the plan's width and scales, on scaled grids. */
  @Test
  void scatteringIsMeasuredWithPlannedWavelets() throws IOException {
    String crystal =
        "2\nLattice=\"0 2.715 2.715 2.715 0 2.715 2.715 2.715 0\" "
            + "Properties=species:S:1:pos:R:3 pbc=\"T T T\"\n"
            + "Si 0 0 0\nSi 1.3575 1.3575 1.3575\n";
    Path file = Files.writeString(folder.resolve("crystal.xyz"), crystal);
    Cli.Result result = run("scattering-laguerre", "--structures", file, "--json");
    assertEquals(0, result.status(), result.err());
    JsonNode parameters = result.json().get("parameters");
    assertEquals(2.3513 / 4.2919, parameters.get("beta").asDouble(), 1e-4);
    assertEquals("[0.0,1.0,2.0]", parameters.get("scales").toString());
    assertEquals("scaled", parameters.get("grids").asText());
    assertEquals("s/configuration", result.json().get("unit").asText());
  }

  @ParameterizedTest
  @CsvSource({
    "neighbors,us/atom,r_cut,5.0",
    "potential,us/atom,potential,sw-si",
    "soap,us/center,n_max,8",
    "coulomb,us/configuration,n_atoms_max,64",
    "acsf,us/center,r_cut,4.5",
    "mbtr,us/configuration,normalization,none"
  })
  void theBundledTestFramesAreMeasured(String what, String unit, String key, String value) {
    Cli.Result result = run(what, "--json");
    assertEquals(0, result.status(), result.err());
    JsonNode json = result.json();
    assertEquals(what, json.get("benchmark").asText());
    assertEquals(unit, json.get("unit").asText());
    assertEquals(25, json.get("structures").asInt());
    assertEquals(3, json.get("runs").asInt());
    assertEquals(3, json.get("values").size());
    assertEquals(value, json.get("parameters").get(key).asText());
    double least = json.get("min").asDouble();
    double median = json.get("median").asDouble();
    int slower = 0;
    for (JsonNode one : json.get("values")) {
      assertTrue(least > 0 && one.asDouble() >= least);
      slower += one.asDouble() >= median ? 1 : 0;
    }
    assertTrue(slower >= 2);
  }

  @Test
  void describingALakeIsMeasuredBesideTheKernel() throws IOException {
    LocalSpark.session();
    JsonNode json =
        run(
                "describe",
                "--structures",
                dimers(),
                "--set",
                "rows=5",
                "--set",
                "r_cut=4",
                "--set",
                "n_max=2",
                "--set",
                "l_max=1",
                "--json")
            .json();
    assertEquals("core-us/atom", json.get("unit").asText());
    assertEquals(5, json.get("rows").asInt());
    assertEquals("outer", json.get("parameters").get("average").asText());
    assertTrue(json.get("kernel").asDouble() > 0);
    assertEquals(
        json.get("kernel").asDouble() / json.get("values").get(2).asDouble(),
        json.get("share_of_kernel_rate").asDouble(),
        1e-9);
  }

  @ParameterizedTest
  @CsvSource({
    "ingest,us/frame,frames_per_second,rows=6 files=2,6",
    "label,us/energy,energies_per_second,rows=5 cells=8 potentials=sw-si forces=true,5",
    "relevance,us/row,rows_per_second,rows=40 n_max=2 l_max=1,40",
    "shard,us/row,rows_per_second,rows=30 n_max=2 l_max=1,30"
  })
  void jobsAreMeasuredOnLakesOfTheirOwn(
      String what, String unit, String rate, String settings, int rows) throws IOException {
    LocalSpark.session();
    List<Object> words = new ArrayList<>(List.of("bench", what, "--runs", 1, "--warm-up", 0));
    for (String setting : settings.split(" ")) {
      words.addAll(List.of("--set", setting));
    }
    if (!what.equals("label")) {
      words.addAll(List.of("--structures", dimers()));
    }
    JsonNode json = Cli.json(words.toArray());
    assertEquals(unit, json.get("unit").asText());
    assertEquals(1e6 / json.get("median").asDouble(), json.get(rate).asDouble(), 1e-9 * 1e6);
    if (json.has("seconds")) {
      assertEquals(
          json.get("seconds").asDouble() / rows, 1e-6 * json.get("median").asDouble(), 1e-12);
    }
  }

  @Test
  void aCutIsMeasuredInSeconds() {
    LocalSpark.session();
    JsonNode json = run("topk", "--set", "rows=2000", "--set", "k=150", "--json").json();
    assertEquals("s", json.get("unit").asText());
    assertEquals(150, json.get("k").asInt());
    assertTrue(json.get("median").asDouble() > 0);
  }

  @ParameterizedTest
  @CsvSource({"sw-si,Si,64,64", "sw-si,Si,4096,1", "lj{epsilon=0.01;sigma=2.3;r_cut=5},Cu,32,128"})
  void potentialsAreMeasuredOnAsManyAtomsInCrystalsOfAnySize(
      String spec, String element, int atoms, int crystals) {
    JsonNode json =
        run(
                "potential",
                "--potential",
                spec.replace(';', ','),
                "--set",
                "cells=" + atoms,
                "--set",
                "element=" + element,
                "--json")
            .json();
    assertEquals(crystals, json.get("structures").asInt());
    assertEquals(crystals * atoms, json.get("atoms").asInt());
  }

  @Test
  void scatteringIsMeasuredInSecondsAStructure() throws IOException {
    JsonNode json =
        run("scattering", "--structures", dimers(), "--set", "grid=16,16,16", "--json").json();
    assertEquals("s/configuration", json.get("unit").asText());
    assertEquals(3, json.get("parameters").get("L").asInt());
    assertEquals(2, json.get("parameters").get("J").asInt());
    assertEquals("exact", json.get("parameters").get("subsampling").asText());
    double median = json.get("median").asDouble();
    assertTrue(median > 0 && median < 60);
  }

  @Test
  void structuresSettingsAndThreadsAreTaken() throws IOException {
    JsonNode json =
        run("soap", "--structures", dimers(), "--set", "n_max=3", "--threads", "2", "--json")
            .json();
    assertEquals(2, json.get("structures").asInt());
    assertEquals(4, json.get("atoms").asInt());
    assertEquals(2, json.get("threads").asInt());
    assertEquals(3, json.get("parameters").get("n_max").asInt());
    assertEquals(6, json.get("parameters").get("l_max").asInt());
  }

  @ParameterizedTest
  @ValueSource(strings = {"soap-vjp", "soap-jvp", "soap-jacobian"})
  void derivativesAreMeasuredWithTheSettingsOfTheValues(String what) throws IOException {
    for (String average : List.of("off", "outer")) {
      JsonNode json =
          run(what, "--structures", dimers(), "--set", "average=" + average, "--json").json();
      assertEquals(what, json.get("benchmark").asText());
      assertEquals("us/center", json.get("unit").asText());
      assertEquals(average, json.get("parameters").get("average").asText());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"schnet", "painn", "cgcnn", "soap"})
  void aStepOfTrainingIsMeasuredForEveryNetwork(String network) throws IOException {
    JsonNode json =
        run(
                "train",
                "--structures",
                dimers(),
                "--set",
                "network=" + network,
                "--set",
                "features=4",
                "--set",
                "r_cut=4",
                "--set",
                "batch=1",
                "--set",
                "molecules=0",
                "--json")
            .json();
    assertEquals("ms/batch", json.get("unit").asText());
    assertEquals(network, json.get("parameters").get("network").asText());
    assertEquals(4, json.get("parameters").get("features").asInt());
    assertTrue(json.get("parameters").get("forces").asBoolean());
    assertTrue(json.get("min").asDouble() > 0);
  }

  @Test
  void trainingIsMeasuredOnMoleculesOfItsOwn() {
    JsonNode json =
        run(
                "train",
                "--set",
                "features=2",
                "--set",
                "interactions=1",
                "--set",
                "forces=false",
                "--json")
            .json();
    assertEquals(32, json.get("structures").asInt());
    assertEquals(640, json.get("atoms").asInt());
  }

  @Test
  void aPersonReadsOneLine() throws IOException {
    Cli.Result result = run("potential", "--structures", dimers(), "--potential", "edip-si");
    assertTrue(
        result
            .out()
            .matches("potential: median \\S+ us/atom, min \\S+, 3 runs \\(2 structures.*\\s+"),
        result.out());
  }

  @Test
  void aModelInAnotherProcessIsMeasuredWithItsOwnShare() throws IOException {
    OpenKim.model(OpenKim.EDIP);
    JsonNode json =
        run("potential", "--structures", dimers(), "--potential", "kim:" + OpenKim.EDIP, "--json")
            .json();
    double inside = json.get("in_model_us_per_atom").asDouble();
    assertTrue(inside > 0 && inside < json.get("median").asDouble(), json.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing||2|no benchmark nothing: neighbors, potential",
        "soap|--potential=sw-si|2|unknown parameter \"potential\"",
        "neighbors|--set=cutoff=3|2|unknown parameter \"cutoff\" (known: r_cut)",
        "neighbors|--set=r_cut=-3|2|cutoff must be positive",
        "neighbors|--threads=0|2|--threads",
        "potential|--potential=no-such|2|unknown potential",
        "potential|--potential=sw:nowhere.sw|3|no potential file nowhere.sw",
        "potential|--structures=nowhere.xyz|3|nowhere.xyz",
        "coulomb|--set=n_atoms_max=3|2|atoms",
        "potential|--set=cells=9|2|a multiple of 8 atoms",
        "topk|--structures=nowhere.xyz|2|reads no --structures"
      })
  void whatCannotBeMeasuredIsOneLine(String what, String option, int status, String expected) {
    Cli.Result result = option == null ? run(what) : run(what, option);
    assertEquals(status, result.status());
    assertTrue(result.err().contains(expected), result.err());
    assertEquals(1, result.err().strip().lines().count());
  }
}
