package org.quarry.jobs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
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

  @Test
  void configurationsWithOtherElementsAreQuarantinedOnce() throws IOException {
    Path carbide = Files.writeString(folder.resolve("sic.xyz"), CARBIDE);
    Cli.json("ingest", "--lake", lake(), "--dataset", "sic", carbide);

    assertEquals(1, describe("--species", "Si").get("rows_rejected").asInt());
    assertTrue(describe().get("nothing_to_do").asBoolean());

    Row reject = open().read(Table.QUARANTINE).where("stage = 'describe'").first();
    assertEquals("holds C; the lake's species are Si", reject.getAs("reason"));
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

  private Path lake() {
    return folder.resolve("lake");
  }

  private Lake open() {
    return Lake.open(LocalSpark.session(), lake());
  }
}
