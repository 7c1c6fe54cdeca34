package org.quarry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.fixtures.BundledSilicon;
import org.quarry.fixtures.Cli;
import org.quarry.fixtures.LocalSpark;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;

class IngestJobTest {
  private static final String GOOD =
      "2\nLattice=\"5.43 0 0 0 5.43 0 0 0 5.43\" Properties=species:S:1:pos:R:3 energy=-10.5\n"
          + "Si 0 0 0\nSi 1.35 1.35 1.35\n";
  private static final String SHIFTED = GOOD.replace("1.35 1.35 1.35", "1.36 1.36 1.36");

  @TempDir Path folder;

  @Test
  void realFramesLandWithTheirLabelsAndSplit() {
    JsonNode summary =
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
            BundledSilicon.into(folder));

    assertEquals(239, summary.get("rows_out").asInt());
    assertEquals(239, open().read(Table.CONFIGURATIONS).count());
    assertEquals(25, open().read(Table.MEMBERSHIPS).where("split = 'test'").count());
    Row first =
        open()
            .read(Table.LABELS)
            .join(open().read(Table.MEMBERSHIPS), "configuration_id")
            .where("frame = 0")
            .select("energy", "cauchy_stress", "method", "energy_kind")
            .first();
    assertEquals(-295.49753016, first.getDouble(0));
    // VASP's kbar, xx yy zz xy yz zx, compression positive; ours eV/Å³, xx yy zz yz xz xy, tension
    // positive
    double[] vasp = {-6.58094686, -9.63365488, -2.75897261, -1.60618898, -5.41948494, 9.08682588};
    List<Double> stress = first.getList(1);
    for (int i = 0; i < 6; i++) {
      assertEquals(-vasp[i] / 1602.1766, stress.get(i), 1e-8);
    }
    assertEquals("PBE", first.getString(2));
    assertEquals("unknown", first.getString(3));
  }

  @Test
  void takingInTheSameFileAgainIsNothingToDo() throws IOException {
    Path file = write("a.xyz", GOOD);
    ingest(file);

    assertTrue(ingest(file).get("nothing_to_do").asBoolean());
  }

  @Test
  void aFileThatGrewBringsOnlyItsNewFrames() throws IOException {
    ingest(write("a.xyz", GOOD));

    JsonNode summary = ingest(write("a.xyz", GOOD + SHIFTED));

    assertEquals(1, summary.get("rows_out").asInt());
    assertEquals(2, open().read(Table.MEMBERSHIPS).count());
    assertEquals(2, open().read(Table.CONFIGURATIONS).count());
  }

  @Test
  void aStructureInTwoFilesStandsOnceAndBelongsToBoth() throws IOException {
    ingest(write("a.xyz", GOOD), write("b.xyz", GOOD));

    assertEquals(1, open().read(Table.CONFIGURATIONS).count());
    assertEquals(1, open().read(Table.LABELS).count());
    assertEquals(2, open().read(Table.MEMBERSHIPS).count());
  }

  @Test
  void badFramesGoToQuarantineAndTheOthersLand() throws IOException {
    Path file =
        write(
            "batch.xyz",
            GOOD
                + GOOD.replace("1.35 1.35 1.35", "nan 0 0")
                + GOOD.replace("1.35 1.35 1.35", "0 0 0.05")
                + GOOD.replace("Si 0 0 0", "Xx 0 0 0")
                + "1\nProperties=species:S:1:pos:R:3 pbc=\"T T T\"\nSi 0 0 0\n"
                + SHIFTED);

    Cli.Result result = Cli.run("ingest", "--lake", lake(), "--dataset", "x", "--json", file);

    assertEquals(0, result.status());
    assertEquals(2, result.json().get("rows_out").asInt());
    assertEquals(4, result.json().get("rows_rejected").asInt());
    List<Row> rows =
        open()
            .read(Table.QUARANTINE)
            .orderBy("frame")
            .select("file", "frame", "reason")
            .collectAsList();
    assertEquals(List.of(1, 2, 3, 4), rows.stream().map(row -> row.getInt(1)).toList());
    for (Row row : rows) {
      assertEquals(file.toString(), row.getString(0));
      assertFalse(row.getString(2).isBlank());
    }
    assertEquals(
        3, Cli.run("ingest", "--lake", lake(), "--dataset", "y", "--strict", file).status());
  }

  @Test
  void aTruncatedArchiveIsQuarantinedAndItsWholeFramesLand() throws IOException {
    byte[] whole = Files.readAllBytes(BundledSilicon.into(folder));
    Path cut = folder.resolve("cut.extxyz.gz");
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));

    JsonNode summary = ingest(cut);

    assertTrue(summary.get("rows_out").asInt() > 50, summary.toString());
    assertEquals(1, summary.get("rows_rejected").asInt());
  }

  @Test
  void aRetractedFileMayBeTakenInAgainWithTheRightUnits() throws IOException {
    Path file = write("a.xyz", GOOD);
    ingest(file);

    assertEquals(1, Cli.json("retract", "--lake", lake(), "--file", file).get("rows_out").asInt());
    assertEquals(0, open().read(Table.LABELS).count());

    Cli.json("ingest", "--lake", lake(), "--dataset", "x", "--units", "energy=Hartree", file);
    Row label = open().read(Table.LABELS).select("energy").first();
    assertEquals(-10.5 * 27.211386245988, label.getDouble(0), 1e-9);
  }

  @Test
  void aMissingFileIsOneClearLine() {
    Cli.Result result =
        Cli.run("ingest", "--lake", lake(), "--dataset", "x", folder.resolve("none.xyz"));

    assertEquals(3, result.status());
    assertEquals(1, result.err().strip().lines().count());
    assertTrue(result.err().contains("none.xyz: no such file"), result.err());
    assertFalse(Files.exists(folder.resolve("lake")));
  }

  @Test
  void anUnknownOptionIsOneClearLine() {
    Cli.Result result = Cli.run("ingest", "--lake", lake(), "--datset", "x", "a.xyz");

    assertEquals(2, result.status());
    assertEquals(1, result.err().strip().lines().count(), result.err());
  }

  @Test
  void anUnknownUnitIsWrongUsage() throws IOException {
    Cli.Result result =
        Cli.run(
            "ingest",
            "--lake",
            lake(),
            "--dataset",
            "x",
            "--units",
            "energy=furlong",
            write("a.xyz", GOOD));

    assertEquals(2, result.status());
    assertTrue(result.err().contains("furlong"), result.err());
  }

  private JsonNode ingest(Path... files) {
    Object[] words = {"ingest", "--lake", lake(), "--dataset", "x"};
    Object[] all = Arrays.copyOf(words, words.length + files.length);
    System.arraycopy(files, 0, all, words.length, files.length);
    return Cli.json(all);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path lake() {
    return folder.resolve("lake");
  }

  private Lake open() {
    return Lake.open(LocalSpark.session(), lake());
  }
}
