package org.quarry.jobs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.Labels;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Descriptors;
import org.quarry.fixtures.BundledSilicon;
import org.quarry.fixtures.Cli;
import org.quarry.fixtures.LocalSpark;
import org.quarry.io.ConfigurationReaders;
import org.quarry.io.Frame;
import org.quarry.io.FrameIterator;
import org.quarry.io.ReadOptions;
import org.quarry.lake.ConfigurationRows;
import org.quarry.lake.Lake;
import org.quarry.lake.RowArrays;
import org.quarry.lake.Table;
import org.quarry.network.Activation;
import org.quarry.network.EnergyReference;
import org.quarry.network.FeatureScaling;
import org.quarry.network.Model;
import org.quarry.network.ModelCard;
import org.quarry.network.ModelFile;
import org.quarry.network.PotentialNetwork;
import org.quarry.network.Predictor;
import org.quarry.network.SoapNet;
import org.quarry.network.potential.NeuralPotential;
import org.quarry.network.potential.RadialBasis;
import org.quarry.network.potential.SchNet;
import org.quarry.report.LakeReport;

/**
 * Predictions by two untrained models, one on SOAP vectors and one on pairs, of files and of a lake
 * with 24 frames of silicon.
 */
class PredictJobTest {
  private static final String GERMANIUM =
      "1\nProperties=species:S:1:pos:R:3 pbc=\"F F F\"\nGe 0 0 0\n";
  private static final String BROKEN =
      "1\nProperties=species:S:1:pos:R:3 pbc=\"F F F\"\nSi 0 x 0\n";
  private static final String DIMER =
      "2\nProperties=species:S:1:pos:R:3 energy=-7 pbc=\"F F F\"\nSi 0 0 0\nSi 1.3 1.2 1.6\n";

  @TempDir static Path folder;
  private static Path silicon;
  private static Path first;
  private static Path second;

  @BeforeAll
  static void write() throws IOException {
    silicon = BundledSilicon.write(folder.resolve("data/si.extxyz"), 0, 10);
    first = model("one", 1, "PBE");
    second = potential("two");
    Cli.json(
        "ingest",
        "--lake",
        lake(),
        "--dataset",
        "si",
        "--map",
        BundledSilicon.MAP,
        "--method",
        "PBE",
        silicon);
  }

  private static Path lake() {
    return folder.resolve("lake");
  }

  private static Path model(String name, long seed, String method) throws IOException {
    Descriptor soap =
        Descriptors.of(
            "soap",
            Map.of(
                "species",
                List.of("Si"),
                "r_cut",
                4.0,
                "n_max",
                3,
                "l_max",
                2,
                "sigma",
                0.5,
                "periodic",
                true));
    SoapNet network = new SoapNet(soap.features(), List.of("Si"), List.of(4), Activation.TANH);
    float[] factor = new float[soap.features()];
    Arrays.fill(factor, 0.2f);
    ModelCard card =
        new ModelCard(
            "snapshot",
            "shards",
            method,
            "unknown",
            "soap",
            soap.parameters().hash(),
            soap.parameters().canonicalText(),
            "{}",
            new TreeMap<>());
    Path file = folder.resolve(name + ".zip");
    ModelFile.write(
        file,
        Model.of(
            network,
            card,
            FeatureScaling.of(new float[soap.features()], factor),
            EnergyReference.of(new TreeMap<>(Map.of(Element.of("Si"), -5.4)), 0.5),
            network.initialParameters(seed)));
    return file;
  }

  private static Path potential(String name) throws IOException {
    PotentialNetwork network =
        new PotentialNetwork(
            NeuralPotential.of(new SchNet(List.of("Si"), 8, 2, RadialBasis.GAUSSIAN, 8, 4)));
    ModelCard card =
        new ModelCard("snapshot", "shards", "PBE", "unknown", "", "", "", "{}", new TreeMap<>());
    Path file = folder.resolve(name + ".zip");
    ModelFile.write(
        file,
        Model.of(
            network,
            card.withoutDescriptor(),
            EnergyReference.of(new TreeMap<>(Map.of(Element.of("Si"), -5.4)), 0.5),
            network.initialParameters(2)));
    return file;
  }

  private static Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static List<Frame.Accepted> frames(Path file) throws IOException {
    List<Frame.Accepted> frames = new ArrayList<>();
    try (FrameIterator all =
        ConfigurationReaders.forPath(file).read(file, ReadOptions.builder().build())) {
      while (all.hasNext()) {
        frames.add((Frame.Accepted) all.next());
      }
    }
    return frames;
  }

  private static Labels expected(Path model, Configuration configuration) throws IOException {
    return Predictor.of("m", ModelFile.read(model)).predict(configuration);
  }

  @Test
  void aFileOfStructuresBecomesOneWithTheModelsLabels() throws IOException {
    Path out = folder.resolve("predicted.extxyz");
    Cli.Result result = Cli.runAlone("predict", first, silicon, "--out", out);
    assertEquals(0, result.status(), result.err());
    List<Frame.Accepted> given = frames(silicon);
    List<Frame.Accepted> predicted = frames(out);
    assertEquals(given.size(), predicted.size());
    for (int i = 0; i < given.size(); i += 5) {
      Configuration configuration = given.get(i).configuration();
      assertEquals(configuration.id(), predicted.get(i).configuration().id());
      Labels labels = predicted.get(i).labels();
      Labels expected = expected(first, configuration);
      assertEquals(expected.energy().orElseThrow(), labels.energy().orElseThrow(), 1e-11);
      assertArrayEquals(expected.forces().orElseThrow(), labels.forces().orElseThrow(), 1e-11);
      assertArrayEquals(expected.stress().orElseThrow(), labels.stress().orElseThrow(), 1e-13);
      assertEquals("model:one", labels.method());
    }
  }

  @Test
  void aCommitteeTellsHowFarItsMembersAreApart() throws IOException {
    Path dimer = file("dimer.xyz", DIMER);
    Path out = folder.resolve("committee.extxyz");
    Cli.Result result = Cli.runAlone("predict", first, "--committee", second, dimer, "--out", out);
    assertEquals(0, result.status(), result.err());
    Frame.Accepted frame = frames(out).get(0);
    double a = expected(first, frame.configuration()).energy().orElseThrow();
    double b = expected(second, frame.configuration()).energy().orElseThrow();
    assertEquals((a + b) / 2, frame.labels().energy().orElseThrow(), 1e-11);
    Map<String, String> info = frame.provenance().info();
    assertEquals(Math.abs(a - b) / 2, Double.parseDouble(info.get("energy_std")), 1e-11);
    assertEquals(Math.abs(a - b) / 4, Double.parseDouble(info.get("energy_std_per_atom")), 1e-11);
    double[] f = expected(first, frame.configuration()).forces().orElseThrow();
    double[] g = expected(second, frame.configuration()).forces().orElseThrow();
    double apart = Math.hypot(Math.hypot(f[0] - g[0], f[1] - g[1]), f[2] - g[2]) / 2;
    assertEquals(apart, Double.parseDouble(info.get("max_forces_std")), 1e-11);
    String[] lines = Files.readString(out).split("\n");
    assertTrue(lines[1].contains("forces:R:3:forces_std:R:1"), lines[1]);
    assertEquals(apart, Double.parseDouble(lines[2].split(" ")[7]), 1e-11);
    assertFalse(lines[1].contains("stress"), lines[1]);
  }

  @Test
  void aFrameWithoutAnAnswerIsALineAndCostsNoOther() throws IOException {
    Path mixed = file("mixed.xyz", DIMER + GERMANIUM + BROKEN + DIMER);
    Path out = folder.resolve("mixed.extxyz");
    Cli.Result result = Cli.runAlone("predict", first, mixed, "--out", out);
    assertEquals(0, result.status(), result.err());
    List<String> complaints = result.err().strip().lines().toList();
    assertEquals(2, complaints.size(), result.err());
    assertTrue(
        result.err().contains(mixed + "#1: model one was trained on Si only; configuration CO_"),
        result.err());
    assertTrue(result.err().contains(mixed + "#2: "), result.err());
    List<Frame.Accepted> frames = frames(out);
    assertEquals(3, frames.size());
    assertTrue(frames.get(1).labels().isEmpty());
    assertTrue(frames.get(1).provenance().info().get("prediction_error").contains("holds Ge"));
    assertTrue(frames.get(2).labels().forces().isPresent());

    Cli.Result strict = Cli.runAlone("predict", first, mixed, "--out", out, "--strict");
    assertEquals(3, strict.status());
    assertTrue(strict.err().contains("2 without an answer; the first: " + mixed + "#1"));
  }

  @Test
  void whatCannotWorkIsOneLineAndLeavesNoFile() throws IOException {
    Path empty = file("empty.xyz", "");
    Path cut = folder.resolve("cut.zip");
    byte[] good = Files.readAllBytes(first);
    Files.write(cut, Arrays.copyOf(good, good.length / 2));
    Path other = model("other", 1, "SCAN");
    Path out = folder.resolve("nothing.extxyz");
    Map<List<Object>, String> wrong = new java.util.LinkedHashMap<>();
    wrong.put(List.of(first, empty), "empty.xyz#0: the file holds no frame");
    wrong.put(List.of(first, file("ge.xyz", GERMANIUM)), "ge.xyz#0: model one was trained on Si");
    wrong.put(List.of(first, file("bad.xyz", BROKEN + BROKEN)), "no structure has an answer");
    wrong.put(List.of(cut, silicon), "cut.zip is cut or altered");
    wrong.put(List.of(folder.resolve("no.zip"), silicon), "there is no model");
    wrong.put(List.of(first, folder.resolve("no.xyz")), "no.xyz: no such file");
    wrong.put(List.of(first, "--committee", other, silicon), "they make no committee");
    wrong.forEach(
        (words, message) -> {
          List<Object> line = new ArrayList<>(List.of("predict", "--out", out));
          line.addAll(words);
          Cli.Result result = Cli.runAlone(line.toArray());
          assertEquals(3, result.status(), result.err());
          assertEquals(1, result.err().strip().lines().count(), result.err());
          assertTrue(result.err().contains(message), result.err());
          assertFalse(Files.exists(out));
        });
  }

  @Test
  void halfACommandLineIsWrongUsage() {
    for (List<Object> words :
        List.<List<Object>>of(
            List.of("predict"),
            List.of("predict", first, silicon),
            List.of("predict", first, "--out", "x.extxyz"),
            List.of("predict", "--lake", lake(), first, silicon, "--out", "x.extxyz"))) {
      Cli.Result result = Cli.runAlone(words.toArray());
      assertEquals(2, result.status(), result.err());
      assertEquals(1, result.err().strip().lines().count(), result.err());
    }
  }

  @Test
  void aLakeIsPredictedByACommitteeAndEvaluatedWithForces() throws IOException {
    JsonNode done =
        Cli.json(
            "predict", "--lake", lake(), "--dataset", "si", "--model", first, "--model", second);
    assertEquals(24, done.get("rows_out").asInt());
    assertEquals("one,two", done.get("model").asText());
    Lake lake = Lake.open(LocalSpark.session(), lake());
    List<Row> rows =
        lake.read(Table.PREDICTIONS)
            .where("model = 'one,two'")
            .drop("run_id")
            .join(lake.read(Table.CONFIGURATIONS), "configuration_id")
            .limit(3)
            .collectAsList();
    for (Row row : rows) {
      Configuration configuration = ConfigurationRows.of(row.schema()).read(row);
      Labels a = expected(first, configuration);
      Labels b = expected(second, configuration);
      double difference = a.energy().orElseThrow() - b.energy().orElseThrow();
      assertEquals(a.energy().orElseThrow() - difference / 2, row.<Double>getAs("energy"), 1e-10);
      assertEquals(Math.abs(difference) / 2, row.<Double>getAs("energy_std"), 1e-10);
      assertEquals(
          configuration.size(), RowArrays.doubles(row, row.fieldIndex("forces_std")).length);
      assertEquals(
          (a.stress().orElseThrow()[5] + b.stress().orElseThrow()[5]) / 2,
          RowArrays.doubles(row, row.fieldIndex("stress"))[5],
          1e-12);
    }
    evaluation(lake);
  }

  /** The MAE of forces, from the frames and the model themselves. */
  private static void evaluation(Lake lake) throws IOException {
    JsonNode evaluated =
        Cli.json("evaluate", "--lake", lake(), "--dataset", "si", "--model", first);
    double sum = 0;
    int count = 0;
    for (Frame.Accepted frame : frames(silicon)) {
      if (frame.provenance().split().equals("test")) {
        double[] predicted = expected(first, frame.configuration()).forces().orElseThrow();
        double[] labelled = frame.labels().forces().orElseThrow();
        for (int k = 0; k < predicted.length; k++) {
          sum += Math.abs(predicted[k] - labelled[k]);
          count++;
        }
      }
    }
    assertEquals(sum / count, evaluated.get("MAE (eV/Å)").asDouble(), 1e-10);
    Row row = lake.read(Table.EVALUATIONS).where("quantity = 'forces' AND `group` = ''").first();
    assertEquals(count, row.<Long>getAs("rows"));
    assertEquals("eV/Å", row.getAs("unit"));
    String page = LakeReport.of(lake);
    assertTrue(page.contains("reference (eV/Å)"), "a parity plot of forces");
  }
}
