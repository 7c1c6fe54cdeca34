package org.quarry.jobs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Descriptors;
import org.quarry.fixtures.BundledSilicon;
import org.quarry.fixtures.Cli;
import org.quarry.fixtures.LocalSpark;
import org.quarry.lake.ConfigurationRows;
import org.quarry.lake.Lake;
import org.quarry.lake.RowArrays;
import org.quarry.lake.Table;

/**
 * The network head of label augmentation, from end to end: a network is trained on what potentials
 * say, describes all configurations, and a head on its representation chooses potentials.
 */
class NetworkHeadTest {
  @TempDir static Path folder;
  private static Lake lake;

  @BeforeAll
  static void trainANetworkOnPotentials() {
    Path file = BundledSilicon.into(folder);
    run("ingest", "--dataset", "si", "--map", BundledSilicon.MAP, "--method", "PBE", file);
    run(
        "label",
        "--dataset",
        "si",
        "--potential",
        "sw-si",
        "--potential",
        "tersoff-si-t2",
        "--potential",
        "edip-si");
    run(augment("--features", "density,spread", "--folds", "0"));
    run(
        split(
            "shard",
            "--species",
            "Si",
            "--name",
            "potentials",
            "--descriptor",
            "none",
            "--energies",
            "potentials"));
    train(1);
    lake = Lake.open(LocalSpark.session(), folder.resolve("lake"));
  }

  private static void train(int seed) {
    run(
        "train",
        "--name",
        "pretrained",
        "--shards",
        "potentials",
        "--targets",
        "potentials",
        "--network",
        "schnet",
        "--features",
        "8",
        "--interactions",
        "1",
        "--cutoff",
        "4",
        "--epochs",
        "2",
        "--batch-size",
        "16",
        "--seed",
        seed);
  }

  private static JsonNode describe() {
    return run("describe", "--descriptor", "representation", "--set", "model=pretrained");
  }

  @Test
  void aHeadOnTheRepresentationChoosesPotentials() throws IOException {
    assertEquals(239, describe().get("rows_out").asInt());
    assertTrue(describe().get("nothing_to_do").asBoolean());

    Descriptor representation =
        Descriptors.of(
            "representation",
            Map.of(
                "model",
                folder.resolve("lake/models/pretrained.zip").toString(),
                "average",
                "outer"));
    String hash = representation.parameters().hash();
    Dataset<Row> rows =
        lake.read(Table.DESCRIPTORS)
            .where("parameter_hash = '" + hash + "'")
            .join(lake.read(Table.CONFIGURATIONS), "configuration_id");
    ConfigurationRows reader = ConfigurationRows.of(rows.schema());
    List<Row> all = rows.collectAsList();
    assertEquals(239, all.size());
    for (Row row : all.subList(0, 5)) {
      assertArrayEquals(
          representation.describe(reader.read(row))[0],
          RowArrays.doubles(row, row.fieldIndex("values")));
    }

    Object[] head = augment("--model", "network", "--descriptor", hash, "--hidden", "12");
    JsonNode augmented = run(head);
    assertTrue(augmented.get("nearly right").asDouble() > 0.6, augmented::toString);
    assertTrue(augmented.get("rows_out").asInt() > 100, augmented::toString);
    JsonNode stored =
        new ObjectMapper().readTree(Files.readString(Path.of(augmented.get("output").asText())));
    assertTrue(stored.findValuesAsText("type").contains("perceptron"));
    assertTrue(run(head).get("nothing_to_do").asBoolean());

    train(2); // another model of the name is another representation
    assertEquals(239, describe().get("rows_out").asInt());
    assertEquals(2, refused("augment", "--dataset", "si", "--descriptor", "representation"));
    String now = "representation:pretrained";
    JsonNode again = run(augment("--model", "network", "--descriptor", now, "--folds", "0"));
    assertEquals(augmented.get("rows_out").asInt(), again.get("rows_out").asInt());
    assertEquals(3, refused("shard", "--dataset", "si", "--descriptor", now)); // no row an atom
  }

  @Test
  void aModelThatDoesNotServeIsOneLine() throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve("lake/models/pretrained.zip"));
    Path cut = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(whole, whole.length / 2));
    assertEquals(3, refused("describe", "--descriptor", "representation", "--set", "model=none"));
    assertEquals(3, refused("describe", "--descriptor", "representation", "--set", "model=" + cut));
    assertEquals(3, refused("augment", "--dataset", "si", "--descriptor", "representation:none"));
  }

  private static int refused(Object... words) {
    List<Object> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(List.of("--lake", folder.resolve("lake")));
    Cli.Result result = Cli.run(all.toArray());
    String last = result.err().strip().lines().reduce((a, b) -> b).orElse("");
    assertTrue(!last.isEmpty() && !last.contains("Exception"), result.err());
    return result.status();
  }

  private static Object[] augment(Object... more) {
    List<Object> words = new ArrayList<>(List.of(split("augment")));
    words.addAll(Arrays.asList(more));
    return words.toArray();
  }

  private static Object[] split(Object job, Object... more) {
    List<Object> words = new ArrayList<>(List.of(job));
    words.addAll(
        List.of("--dataset", "si", "--labeled", "0.4", "--validation", "0", "--split-by", "id"));
    words.addAll(Arrays.asList(more));
    return words.toArray();
  }

  private static JsonNode run(Object... words) {
    List<Object> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(1, List.of("--lake", folder.resolve("lake")));
    return Cli.json(all.toArray());
  }
}
