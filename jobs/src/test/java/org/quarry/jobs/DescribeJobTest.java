package org.quarry.jobs;

import static org.apache.spark.sql.functions.col;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Descriptors;
import org.quarry.fixtures.BundledSilicon;
import org.quarry.fixtures.Cli;
import org.quarry.fixtures.LocalSpark;
import org.quarry.lake.ConfigurationRows;
import org.quarry.lake.Lake;
import org.quarry.lake.RowArrays;
import org.quarry.lake.Table;

class DescribeJobTest {
  private static final String CARBIDE =
      "2\nLattice=\"0 2.18 2.18 2.18 0 2.18 2.18 2.18 0\" Properties=species:S:1:pos:R:3\n"
          + "Si 0 0 0\nC 1.09 1.09 1.09\n";

  @TempDir Path folder;

  @BeforeEach
  void ingest() {
    Cli.json(
        "ingest",
        "--lake",
        lake(),
        "--dataset",
        "si",
        "--map",
        BundledSilicon.MAP,
        BundledSilicon.write(folder.resolve("in/si.xyz"), 0, 20));
  }

  @Test
  void everyConfigurationGetsTheVectorThatTheDescriptorGivesIt() {
    assertEquals(12, describe("--species", "Si").get("rows_out").asInt());

    Descriptor soap =
        Descriptors.of(
            "soap",
            Map.of(
                "species",
                List.of("Si"),
                "r_cut",
                4,
                "n_max",
                4,
                "l_max",
                3,
                "sigma",
                0.5,
                "average",
                "outer"));
    Dataset<Row> rows =
        open()
            .read(Table.CONFIGURATIONS)
            .join(open().read(Table.DESCRIPTORS).drop("run_id"), "configuration_id")
            .limit(5);
    ConfigurationRows reader = ConfigurationRows.of(rows.schema());
    int values = rows.schema().fieldIndex("values");
    for (Row row : rows.collectAsList()) {
      assertArrayEquals(soap.describe(reader.read(row))[0], RowArrays.doubles(row, values));
      assertEquals(soap.parameters().hash(), row.getAs("parameter_hash"));
    }
  }

  @Test
  void onlyWhatIsNewIsDescribed() throws IOException {
    describe("--species", "Si");
    assertTrue(describe().get("nothing_to_do").asBoolean());

    Path more = Files.writeString(folder.resolve("more.xyz"), CARBIDE.replace("C 1.09", "Si 1.2"));
    Cli.json("ingest", "--lake", lake(), "--dataset", "more", more);

    assertEquals(1, describe().get("rows_out").asInt());
  }

  /** A foreign element and atoms at one place: each stands aside with its reason, once. */
  @Test
  void whatTheDescriptorRefusesIsQuarantinedOnceAndTheOthersLand() throws IOException {
    Path carbide = Files.writeString(folder.resolve("sic.xyz"), CARBIDE);
    Cli.json("ingest", "--lake", lake(), "--dataset", "sic", carbide);
    Configuration coincident =
        Configuration.isolated(new int[] {14, 14}, new double[] {1, 2, 3, 1, 2, 3});
    open().append(Table.CONFIGURATIONS, configurations(coincident), open().nextRun());

    JsonNode first = describe("--species", "Si");

    assertEquals(14, first.get("rows_in").asInt());
    assertEquals(12, first.get("rows_out").asInt());
    assertEquals(2, first.get("rows_rejected").asInt());
    assertTrue(describe().get("nothing_to_do").asBoolean());
    assertEquals(
        List.of(
            "soap: has atoms 0 and 1 at the same place",
            "soap: holds C, which is not in species [Si]"),
        refusals());
    // Other settings refuse it for themselves.
    assertEquals(2, describe("--set", "sigma=0.4").get("rows_rejected").asInt());
    assertTrue(describe("--set", "sigma=0.4").get("nothing_to_do").asBoolean());
    assertEquals(4, refusals().size());
  }

  /** A Coulomb matrix has no species: those of the lake are not forced upon it. */
  @Test
  void tooManyAtomsAreQuarantinedAndNoSpeciesAreNeeded() {
    Object[] words = {
      "describe", "--lake", lake(), "--descriptor", "coulomb", "--set", "n_atoms_max=60"
    };
    long small = open().read(Table.CONFIGURATIONS).where("nsites <= 60").count();

    JsonNode first = Cli.json(words);

    assertEquals(small, first.get("rows_out").asLong());
    assertEquals(12 - small, first.get("rows_rejected").asLong());
    assertTrue(small > 0 && small < 12);
    assertTrue(Cli.json(words).get("nothing_to_do").asBoolean());
    assertTrue(refusals().get(0).endsWith("atoms, n_atoms_max is 60"), refusals().get(0));
    Cli.Result average =
        Cli.run("describe", "--lake", lake(), "--descriptor", "coulomb", "--average", "outer");
    assertEquals(2, average.status());
    assertTrue(average.err().contains("unknown parameter \"average\""), average.err());
  }

  /** Blocks of absent species are not stored; what is read is the same, under the same name. */
  @Test
  void sparseVectorsAreTheSameVectors() {
    describe("--species", "C,Si", "--sparse");
    Row stored = open().raw(Table.DESCRIPTORS).select("values", "blocks", "features").first();
    Map<String, List<Double>> sparse = vectors();
    String hash = open().read(Table.DESCRIPTORS).first().getAs("parameter_hash");

    // C-C and Si-Si have 40 features each, C-Si has 64: Si-Si comes last.
    assertEquals(List.of(104, 40), stored.getList(1));
    assertEquals(144, stored.getInt(2));
    assertEquals(40, stored.getList(0).size());
    assertTrue(describe().get("nothing_to_do").asBoolean());

    Cli.json("retract", "--lake", lake(), "--run", "2");
    describe();
    assertEquals(sparse, vectors());
    assertEquals(hash, open().read(Table.DESCRIPTORS).first().getAs("parameter_hash"));
  }

  /** Rounded values are other values: they stand beside the exact ones under another hash. */
  @Test
  void float32VectorsAreTheRoundedOnes() {
    describe("--species", "Si");
    Map<String, List<Double>> exact = vectors();

    assertEquals(12, describe("--dtype", "float32").get("rows_out").asInt());

    List<Row> hashes =
        open()
            .raw(Table.DESCRIPTORS)
            .where("values is null")
            .select("parameter_hash")
            .collectAsList();
    assertEquals(12, hashes.size());
    for (Row row :
        open()
            .read(Table.DESCRIPTORS)
            .where(col("parameter_hash").equalTo(hashes.get(0).getString(0)))
            .collectAsList()) {
      List<Double> rounded = row.getList(row.fieldIndex("values"));
      List<Double> whole = exact.get(row.<String>getAs("configuration_id"));
      assertEquals(whole.stream().map(x -> (double) x.floatValue()).toList(), rounded);
    }
  }

  @Test
  void otherParametersMakeOtherRows() {
    describe("--species", "Si");

    JsonNode summary = describe("--set", "sigma=0.4");

    assertEquals(12, summary.get("rows_out").asInt());
    assertEquals(2, open().read(Table.DESCRIPTORS).select("parameter_hash").distinct().count());
  }

  @Test
  void theSpeciesOfALakeAreFixed() {
    Cli.Result untold = Cli.run("describe", "--lake", lake(), "--set", "r_cut=4");
    assertEquals(2, untold.status());
    assertTrue(untold.err().contains("--species"), untold.err());

    describe("--species", "Si");
    Cli.Result other = Cli.run("describe", "--lake", lake(), "--species", "Si,C");
    assertEquals(2, other.status());
    assertTrue(other.err().contains("fixed"), other.err());
  }

  @Test
  void anUnknownSettingIsWrongUsage() {
    Cli.Result result =
        Cli.run(
            "describe",
            "--lake",
            lake(),
            "--species",
            "Si",
            "--params",
            "{\"r_cut\": 4, \"n_max\": 4, \"l_max\": 3}",
            "--set",
            "rcut=4");

    assertEquals(2, result.status());
    assertTrue(result.err().contains("rcut"), result.err());
  }

  private JsonNode describe(Object... more) {
    Object[] words = {
      "describe",
      "--lake",
      lake(),
      "--set",
      "r_cut=4",
      "--set",
      "n_max=4",
      "--set",
      "l_max=3",
      "--set",
      "sigma=0.5"
    };
    Object[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return Cli.json(all);
  }

  private List<String> refusals() {
    return open()
        .read(Table.QUARANTINE)
        .where("stage = 'describe' and parameter_hash is not null")
        .select("reason")
        .orderBy("reason")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private Map<String, List<Double>> vectors() {
    return open()
        .read(Table.DESCRIPTORS)
        .select("configuration_id", "values")
        .collectAsList()
        .stream()
        .collect(Collectors.toMap(row -> row.getString(0), row -> List.copyOf(row.getList(1))));
  }

  private Dataset<Row> configurations(Configuration configuration) {
    return LocalSpark.session()
        .createDataFrame(
            List.of(ConfigurationRows.write(configuration)), Run.withoutRun(Table.CONFIGURATIONS));
  }

  private Path lake() {
    return folder.resolve("lake");
  }

  private Lake open() {
    return Lake.open(LocalSpark.session(), lake());
  }
}
