package org.quarry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.fixtures.BundledSilicon;
import org.quarry.fixtures.Cli;
import org.quarry.fixtures.LocalSpark;
import org.quarry.lake.ConfigurationRows;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;
import org.quarry.potential.Evaluator;
import org.quarry.potential.Potentials;
import org.quarry.regression.AuxiliaryClassifier;
import org.quarry.regression.Choice;
import org.quarry.shard.Shard;
import org.quarry.shard.ShardEntry;
import org.quarry.shard.ShardManifest;
import org.quarry.shard.ShardReader;

/** Label, augment and rank on the bundled silicon set, of whose labels a fifth may be used. */
class AugmentJobTest {
  private static final List<String> POTENTIALS =
      List.of("edip-si", "sw-si", "tersoff-si-t2", "tersoff-si-t3");

  @TempDir static Path folder;
  private static Lake lake;
  private static JsonNode labelled;
  private static JsonNode augmented;

  @BeforeAll
  static void runTheJobs() {
    Path file = BundledSilicon.into(folder);
    run("ingest", "--dataset", "si", "--map", BundledSilicon.MAP, "--method", "PBE", file);
    run(
        "describe",
        "--species",
        "Si",
        "--set",
        "r_cut=5",
        "--set",
        "n_max=4",
        "--set",
        "l_max=3",
        "--set",
        "sigma=0.5");
    labelled = label();
    augmented = augment();
    lake = Lake.open(LocalSpark.session(), folder.resolve("lake"));
  }

  @Test
  void everyConfigurationHasTheEnergyOfEveryPotential() {
    assertEquals(4 * 239, labelled.get("rows_out").asInt());
    Evaluator edip = Potentials.of("edip-si").evaluator();
    Dataset<Row> rows =
        lake.read(Table.EIP_ENERGIES)
            .where("potential = 'edip-si'")
            .join(lake.read(Table.CONFIGURATIONS), "configuration_id");
    ConfigurationRows reader = ConfigurationRows.of(rows.schema());
    for (Row row : rows.collectAsList()) {
      edip.compute(reader.read(row));
      assertEquals(edip.energy(), row.<Double>getAs("energy"));
      assertEquals("ok", row.getAs("status"));
    }
  }

  @Test
  void theSameAgainIsNothingToDo() {
    assertTrue(label().get("nothing_to_do").asBoolean());
    assertTrue(augment().get("nothing_to_do").asBoolean());
  }

  @Test
  void onlyUnlabelledConfigurationsOfTheTrainingSideAreAugmented() {
    int training = augmented.get("training rows").asInt();
    assertEquals(214, training + augmented.get("rows_out").asInt());
    assertEquals(0.2 * 214, training, 20);
    assertEquals(0, augmented.get("rows_rejected").asInt());
    assertEquals(
        0,
        lake.read(Table.AUGMENTATIONS)
            .join(lake.read(Table.MEMBERSHIPS).where("split = 'test'"), "configuration_id")
            .count());
    assertEquals(
        lake.read(Table.AUGMENTATIONS).count(),
        lake.read(Table.AUGMENTATIONS).select("configuration_id").distinct().count());
  }

  @Test
  void aChosenEnergyIsThePotentialsWithItsStoredOffset() {
    Map<String, Double> offsets = new HashMap<>();
    for (Row row : lake.read(Table.ALIGNMENTS).collectAsList()) {
      offsets.put(
          row.getAs("potential"),
          row.<String, Double>getJavaMap(row.fieldIndex("offsets")).get("*"));
      assertEquals("median", row.getAs("mode"));
    }
    List<Row> rows =
        lake.read(Table.AUGMENTATIONS)
            .where("choice is not null")
            .withColumnRenamed("energy", "chosen_energy")
            .join(lake.read(Table.EIP_ENERGIES), "configuration_id")
            .where("choice = potential")
            .join(lake.read(Table.CONFIGURATIONS), "configuration_id")
            .collectAsList();
    assertTrue(rows.size() > 80, rows.size() + " kept");
    for (Row row : rows) {
      int atoms = row.getAs("nsites");
      assertEquals(
          row.<Double>getAs("energy") + atoms * offsets.get(row.<String>getAs("choice")),
          row.<Double>getAs("chosen_energy"),
          1e-9);
      assertEquals("PBE/unknown", row.getAs("target"));
      Map<String, Double> probabilities = row.getJavaMap(row.fieldIndex("probabilities"));
      assertEquals(5, probabilities.size());
      assertEquals(1, probabilities.values().stream().mapToDouble(p -> p).sum(), 1e-12);
    }
  }

  @Test
  void chosenEnergiesAreNearTheReferenceThatWasHeldBack() {
    Row errors =
        lake.read(Table.AUGMENTATIONS)
            .where("choice is not null")
            .selectExpr("configuration_id", "energy as chosen", "expected_error")
            .join(lake.read(Table.LABELS), "configuration_id")
            .join(lake.read(Table.CONFIGURATIONS), "configuration_id")
            .selectExpr("avg(abs(chosen - energy) / nsites)", "avg(expected_error)", "count(*)")
            .first();
    assertTrue(errors.getDouble(0) < 0.03, errors::toString);
    assertEquals(errors.getDouble(0), errors.getDouble(1), 0.02, errors::toString);
  }

  @Test
  void theStoredClassifierDecidesAsTheTableSays() throws IOException {
    AuxiliaryClassifier model =
        AuxiliaryClassifier.fromJson(Files.readString(Path.of(augmented.get("output").asText())));
    Row row =
        lake.read(Table.AUGMENTATIONS)
            .where("choice is not null")
            .orderBy("configuration_id")
            .join(lake.read(Table.DESCRIPTORS), "configuration_id")
            .join(lake.read(Table.CONFIGURATIONS), "configuration_id")
            .join(
                EipRows.byConfiguration(lake.read(Table.EIP_ENERGIES), POTENTIALS.size()),
                "configuration_id")
            .first();
    Choice choice = model.choose(EipRows.observation(row));

    assertEquals(row.<String>getAs("choice"), choice.potential().orElseThrow());
    assertEquals(row.<Double>getAs("energy"), choice.energy().orElseThrow());
    assertEquals(row.<Double>getAs("expected_error"), choice.expectedError().orElseThrow());
    assertEquals(row.getJavaMap(row.fieldIndex("probabilities")), choice.probabilities());
  }

  /** The summary's mean error, by one query over what was written of each held-out row. */
  @Test
  void heldOutLabelsAreJudgedOnceEach() {
    int training = augmented.get("training rows").asInt();
    assertEquals(training, lake.read(Table.CROSS_VALIDATIONS).count());
    assertEquals(
        training, lake.read(Table.CROSS_VALIDATIONS).select("configuration_id").distinct().count());
    lake.registerViews();
    Row errors =
        LocalSpark.session()
            .sql(
                """
                SELECT avg(errors[choice]) AS chosen, avg(array_min(map_values(errors))) AS oracle
                FROM cross_validations WHERE choice IS NOT NULL
                """)
            .first();
    assertEquals(errors.getDouble(0), augmented.get("held-out MAE (eV/atom)").asDouble(), 1e-12);
    assertEquals(errors.getDouble(1), augmented.get("oracle MAE (eV/atom)").asDouble(), 1e-12);
    assertTrue(errors.getDouble(0) < 1.2 * errors.getDouble(1), errors::toString);
  }

  @Test
  void theReportShowsHowHeldOutChoicesTurnedOut() throws IOException {
    Path page = folder.resolve("report.html");
    run("report", "--out", page);
    String html = Files.readString(page);
    assertTrue(html.contains("Error against share kept"));
    assertTrue(html.contains("Calibration of the most probable class"));
    assertTrue(html.contains("best single: "));
  }

  @Test
  void shardsCarryTheEnergiesOfAllPotentials() throws IOException {
    Path folderOfShards =
        Path.of(
            run(
                    "shard",
                    "--dataset",
                    "si",
                    "--labeled",
                    "0.2",
                    "--validation",
                    "0",
                    "--split-by",
                    "id",
                    "--energies",
                    "augmented",
                    "--all-potentials",
                    "--name",
                    "all")
                .get("output")
                .asText());
    ShardManifest manifest = ShardManifest.read(folderOfShards);
    assertEquals(POTENTIALS, manifest.setup().potentials());
    int chosen = 0;
    for (ShardEntry entry : manifest.shards()) {
      Shard shard = ShardReader.read(folderOfShards, manifest.setup(), entry);
      for (int row = 0; row < shard.rows(); row++) {
        if (shard.potential(row).isPresent()) {
          int potential = POTENTIALS.indexOf(shard.potential(row).get());
          assertEquals(
              shard.eipEnergy(row).orElseThrow(),
              shard.eipEnergy(row, potential).orElseThrow(),
              1e-9);
          chosen++;
        }
      }
    }
    assertTrue(chosen > 80, chosen + " chosen");
  }

  /** Without descriptors: the potentials' energies and the density are enough to learn from. */
  @Test
  void potentialsThatAreLeftOutAreReportedWithTheReason() {
    Object other = folder.resolve("left-out");
    Path file = BundledSilicon.write(folder.resolve("some").resolve("Si.extxyz"), 0, 3);
    Cli.json("ingest", "--lake", other, "--dataset", "si", "--method", "PBE", file);
    List<Object> label = new ArrayList<>(List.of("label", "--lake", other, "--dataset", "si"));
    POTENTIALS.forEach(potential -> label.addAll(List.of("--potential", potential)));
    Cli.json(label.toArray());
    JsonNode augmented =
        Cli.json(
            "augment",
            "--lake",
            other,
            "--dataset",
            "si",
            "--labeled",
            "0.5",
            "--split-by",
            "id",
            "--model",
            "random-forest",
            "--trees",
            "40",
            "--features",
            "spread,density",
            "--exclude",
            "tersoff-* (say why)",
            "--folds",
            "0");
    assertEquals("say why", augmented.get("potentials left out").get("tersoff-si-t2").asText());
    assertTrue(augmented.get("rows_out").asInt() > 20);
    assertFalse(augmented.get("choices").toString().contains("tersoff"));
  }

  /** The same by one query: energy, plus atoms times the stored offset, minus the label. */
  @Test
  void alignedPotentialsAreEvaluatedOnThePublishedTestSplit() {
    JsonNode evaluated = run("evaluate", "--dataset", "si", "--split-by", "id", "--potentials");
    lake.registerViews();
    Row best =
        LocalSpark.session()
            .sql(
                """
                SELECT e.potential,
                       avg(abs(e.energy + c.nsites * a.offsets['*'] - l.energy) / c.nsites) AS mae
                FROM eip_energies e
                JOIN configurations c ON c.configuration_id = e.configuration_id
                JOIN alignments a ON a.potential = e.potential
                JOIN labels l ON l.configuration_id = e.configuration_id
                JOIN memberships m ON m.configuration_id = e.configuration_id
                WHERE m.split = 'test' GROUP BY e.potential ORDER BY mae LIMIT 1
                """)
            .first();
    assertEquals(4 * 25, evaluated.get("rows_in").asInt());
    assertEquals(best.getString(0), evaluated.get("best potential").asText());
    assertEquals(best.getDouble(1), evaluated.get("MAE (eV/atom)").asDouble(), 1e-9);
  }

  @Test
  void aPoolOfRealFramesIsRanked() {
    JsonNode ranked = run("rank", "--pool", "si", "--task", "si", "--budget", "51", "--cap", "2");

    assertEquals(26, ranked.get("rows_out").asInt());
    Row sums =
        lake.read(Table.SELECTIONS).selectExpr("sum(multiplicity)", "min(relevance)").first();
    assertEquals(51, sums.getLong(0));
    assertTrue(sums.getDouble(1) > 1.9 && sums.getDouble(1) <= 2, sums::toString);
  }

  @Test
  void parameterFilesTravelToTheWorkersAndMuteRowsSayWhy() throws IOException {
    Path other = folder.resolve("other");
    Path frames =
        Files.writeString(
            folder.resolve("dimers.xyz"),
            "2\nProperties=species:S:1:pos:R:3\nSi 0 0 0\nSi 0 0 2.4\n"
                + "2\nProperties=species:S:1:pos:R:3\nC 0 0 0\nSi 0 0 1.9\n");
    Path parameters =
        Files.writeString(
            folder.resolve("Si.sw"),
            "Si Si Si 2.1683 2.0951 1.80 21.0 1.20 -0.333333333333 7.049556277 0.6022245584 4.0 0.0"
                + " 0.0\n");
    Cli.json("ingest", "--lake", other, "--dataset", "dimers", frames);
    String[] label = {"label", "--lake", other.toString(), "--potential", "sw:" + parameters};
    Cli.json((Object[]) label);
    Files.delete(parameters);

    Map<Integer, Row> rows = new HashMap<>();
    Lake lakeOfDimers = Lake.open(LocalSpark.session(), other);
    lakeOfDimers
        .read(Table.EIP_ENERGIES)
        .join(lakeOfDimers.read(Table.MEMBERSHIPS), "configuration_id")
        .collectAsList()
        .forEach(row -> rows.put(row.getAs("frame"), row));

    assertEquals("sw:Si.sw", rows.get(0).getAs("potential"));
    // a lone bond: A ε (B (σ/r)⁴ − 1) exp(σ/(r − aσ))
    double s = 2.0951;
    double bond =
        7.049556277
            * 2.1683
            * (0.6022245584 * Math.pow(s / 2.4, 4) - 1)
            * Math.exp(s / (2.4 - 1.8 * s));
    assertEquals(bond, rows.get(0).<Double>getAs("energy"), 1e-12);
    assertEquals("no answer", rows.get(1).getAs("status"));
    assertNull(rows.get(1).getAs("energy"));
    assertTrue(rows.get(1).<String>getAs("message").contains("C"), rows.get(1)::toString);
  }

  @Test
  void wrongUsageIsOneLine() {
    Object[][] wrong = {
      {"label", "--potential", "sw-uranium"},
      {"label", "--potential", "sw:/nowhere/Si.sw"},
      {"label", "--potential", "sw-si", "--potential", "sw-si"},
      {"augment", "--alignment", "mode"},
      {"augment", "--tolerance", "0"},
      {"augment", "--trees", "0", "--model", "random-forest"},
      {"augment", "--model", "oracle"},
      {"augment", "--trees", "10"},
      {"augment", "--descriptor", "soap", "--features", "density"},
      {"augment", "--hidden", "4", "--model", "logistic"},
      {"augment", "--hidden", "0", "--model", "network"},
      {"augment", "--process-rows", "9", "--model", "error-forest"},
      {"augment", "--calibration", "platt"},
      {"augment", "--class-weights", "balanced", "--model", "error-forest"},
      {"augment", "--features", "aura"},
      {"augment", "--alignment", "given"},
      {"augment", "--reference-energy", "Si=1"},
      {"augment", "--folds", "1"},
      {"augment", "--min-probability", "2"},
      {"augment", "--method", "CCSD(T)"},
    };
    for (Object[] words : wrong) {
      List<Object> all = new ArrayList<>(Arrays.asList(words));
      all.addAll(List.of("--lake", folder.resolve("lake")));
      Cli.Result result = Cli.run(all.toArray());
      assertTrue(result.status() == 2 || result.status() == 3, all + ": " + result);
      assertEquals(1, result.err().strip().lines().count(), result.err());
      assertFalse(result.err().contains("Exception"), result.err());
    }
  }

  private static JsonNode label() {
    List<Object> words = new ArrayList<>(List.of("label", "--dataset", "si"));
    POTENTIALS.forEach(potential -> words.addAll(List.of("--potential", potential)));
    return run(words.toArray());
  }

  private static JsonNode augment() {
    return run(
        "augment", "--dataset", "si", "--labeled", "0.2", "--validation", "0", "--split-by", "id");
  }

  private static JsonNode run(Object... words) {
    List<Object> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(1, List.of("--lake", folder.resolve("lake")));
    return Cli.json(all.toArray());
  }
}
