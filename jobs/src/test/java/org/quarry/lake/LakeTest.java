package org.quarry.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Periodicity;
import org.quarry.fixtures.LocalSpark;

class LakeTest {
  @TempDir Path folder;
  private Lake lake;

  @BeforeEach
  void open() {
    lake = Lake.openOrCreate(LocalSpark.session(), folder.resolve("lake"));
  }

  @Test
  void aConfigurationComesBackAsItWent() {
    Configuration silicon =
        Configuration.of(
            new int[] {14, 14},
            new double[] {0, 0, 0, 1.3575, 1.3575, 1.3575},
            Cell.of(0, 2.715, 2.715, 2.715, 0, 2.715, 2.715, 2.715, 0),
            Periodicity.ALL);
    Configuration water =
        Configuration.isolated(
            new int[] {8, 1, 1}, new double[] {0, 0, 0.12, 0, 0.76, -0.48, 0, -0.76, -0.48});

    put(1, Table.CONFIGURATIONS, ConfigurationRows.write(silicon), ConfigurationRows.write(water));

    Dataset<Row> rows = lake.raw(Table.CONFIGURATIONS);
    ConfigurationRows reader = ConfigurationRows.of(rows.schema());
    List<Configuration> read =
        rows.orderBy("nsites").collectAsList().stream().map(reader::read).toList();
    assertEquals(List.of(silicon, water), read);
    assertEquals(List.of("H", "O"), rows.where("nsites = 3").first().getList(6));
    assertEquals("H2O", rows.where("nsites = 3").first().getString(7));
  }

  @Test
  void aRetractedDatasetIsGoneFromReadsButNotFromTheTables() {
    put(1, Table.CONFIGURATIONS, configuration("A"), configuration("B"));
    put(1, Table.MEMBERSHIPS, membership("good", "A", "a.xyz"), membership("bad", "B", "b.xyz"));
    put(2, Table.DESCRIPTORS, descriptor("A"), descriptor("B"));

    put(3, Table.RETRACTIONS, RowFactory.create("dataset", "bad", ""));

    assertEquals(List.of("A"), ids(Table.CONFIGURATIONS));
    assertEquals(List.of("A"), ids(Table.DESCRIPTORS));
    assertEquals(2, lake.raw(Table.DESCRIPTORS).count());
  }

  @Test
  void aStructureStaysAsLongAsAnotherFileHoldsIt() {
    put(1, Table.CONFIGURATIONS, configuration("A"));
    put(1, Table.MEMBERSHIPS, membership("one", "A", "a.xyz"), membership("two", "A", "b.xyz"));

    put(2, Table.RETRACTIONS, RowFactory.create("file", "a.xyz", ""));

    assertEquals(List.of("A"), ids(Table.CONFIGURATIONS));
    assertEquals(1, lake.read(Table.MEMBERSHIPS).count());
  }

  @Test
  void whatWasRetractedMayBeTakenInAnew() {
    put(1, Table.CONFIGURATIONS, configuration("A"));
    put(1, Table.MEMBERSHIPS, membership("one", "A", "a.xyz"));
    put(2, Table.RETRACTIONS, RowFactory.create("dataset", "one", ""));
    assertEquals(List.of(), ids(Table.CONFIGURATIONS));

    put(3, Table.MEMBERSHIPS, membership("one", "A", "a.xyz"));

    assertEquals(List.of("A"), ids(Table.CONFIGURATIONS));
  }

  @Test
  void resultsOfARunThatDidNotEndDoNotCount() {
    put(1, Table.SELECTIONS, RowFactory.create("pool", "task", "A", 2.0, 1L));

    assertEquals(0, lake.read(Table.SELECTIONS).count());
    assertEquals(1, lake.raw(Table.SELECTIONS).count());
  }

  @Test
  void aLakeBeforeARunKnowsNothingOfWhatCameSinceAndTakesNothingIn() {
    put(1, Table.CONFIGURATIONS, configuration("A"));
    put(1, Table.MEMBERSHIPS, membership("one", "A", "a.xyz"));
    put(3, Table.CONFIGURATIONS, configuration("B"));
    put(3, Table.MEMBERSHIPS, membership("two", "B", "b.xyz"));
    put(4, Table.RETRACTIONS, RowFactory.create("dataset", "one", ""));

    Lake past = lake.before(3);

    assertEquals("A", past.read(Table.CONFIGURATIONS).select("configuration_id").first().get(0));
    assertEquals(1, past.memberships(List.of()).count());
    assertEquals(List.of("B"), ids(Table.CONFIGURATIONS));
    Dataset<Row> rows = past.read(Table.CONFIGURATIONS).drop("run_id");
    assertThrows(IllegalStateException.class, () -> past.append(Table.CONFIGURATIONS, rows, 2));
  }

  @Test
  void runNumbersGrow() {
    long first = lake.nextRun();

    assertTrue(lake.nextRun() > first);
  }

  @Test
  void aLockKeepsOthersOutUntilItIsReleased() {
    Ledger ledger = Ledger.open(folder.resolve("lake/catalog.db"));
    Lock held = lake.lock(Table.LABELS);

    assertThrows(
        LakeException.class, () -> Lock.acquire(ledger, "labels", java.time.Duration.ZERO));
    held.close();

    Lock.acquire(ledger, "labels", java.time.Duration.ZERO).close();
  }

  @Test
  void theLockOfADeadProcessOnThisHostIsTakenOver() throws Exception {
    Ledger ledger = Ledger.open(folder.resolve("lake/catalog.db"));
    String host = java.net.InetAddress.getLocalHost().getHostName();
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    ledger.tryLock("labels", host + "/" + dead.pid() + "/x", java.time.Duration.ofHours(1));

    Lock.acquire(ledger, "labels", java.time.Duration.ZERO).close();
  }

  @Test
  void aMovedLakeSaysSo() throws Exception {
    Path moved = folder.resolve("elsewhere");
    Files.move(folder.resolve("lake"), moved);

    LakeException error =
        assertThrows(LakeException.class, () -> Lake.open(LocalSpark.session(), moved));

    assertTrue(error.getMessage().contains("lake move"), error.getMessage());
  }

  @Test
  void aMovedLakeIsSettledWithAllItsRows() throws Exception {
    put(1, Table.CONFIGURATIONS, configuration("A"), configuration("B"));
    put(1, Table.MEMBERSHIPS, membership("one", "A", "a.xyz"), membership("one", "B", "b.xyz"));
    put(2, Table.RETRACTIONS, RowFactory.create("file", "b.xyz", ""));
    Path moved = folder.resolve("elsewhere");
    Files.move(folder.resolve("lake"), moved);

    assertEquals(lake.root(), LakeMove.settle(LocalSpark.session(), moved));

    lake = Lake.open(LocalSpark.session(), moved);
    assertEquals(List.of("A"), ids(Table.CONFIGURATIONS));
    put(3, Table.CONFIGURATIONS, configuration("C"));
    assertEquals(3, lake.raw(Table.CONFIGURATIONS).count());
    assertTrue(Files.notExists(folder.resolve("lake")));
    try (var files = Files.walk(moved)) {
      for (Path json : files.filter(path -> path.toString().endsWith(".metadata.json")).toList()) {
        assertTrue(!Files.readString(json).contains(folder.resolve("lake") + "/"), json.toString());
      }
    }
    assertEquals(moved.toRealPath(), LakeMove.settle(LocalSpark.session(), moved));
  }

  @Test
  void anEmptyFolderIsNoLake() {
    assertThrows(
        LakeException.class, () -> Lake.open(LocalSpark.session(), folder.resolve("nothing")));
  }

  @Test
  void theFingerprintDependsOnContentAlone() {
    Dataset<Row> numbers = LocalSpark.session().range(100).toDF("x");

    String fingerprint = Fingerprint.of(numbers, "x");

    assertEquals(fingerprint, Fingerprint.of(numbers.repartition(7).orderBy("x").coalesce(1), "x"));
    assertTrue(!fingerprint.equals(Fingerprint.of(numbers.where("x <> 7"), "x")));
    assertTrue(!fingerprint.equals(Fingerprint.of(numbers.selectExpr("x + 1 as x"), "x")));
  }

  private void put(long run, Table table, Row... rows) {
    StructType schema =
        new StructType(Arrays.copyOf(table.schema().fields(), table.schema().length() - 1));
    lake.append(table, lake.spark().createDataFrame(List.of(rows), schema), run);
  }

  private static Row configuration(String id) {
    return RowFactory.create(
        id,
        new int[] {14},
        new double[] {0, 0, 0},
        null,
        new boolean[] {false, false, false},
        1,
        new String[] {"Si"},
        "Si");
  }

  private static Row membership(String dataset, String id, String file) {
    return RowFactory.create(dataset, id, file, 0, null, "", "", "{}");
  }

  /** What version 1 wrote is read, and what it lacked is there to be written. */
  @Test
  void aLakeOfAnOlderVersionIsBroughtUpToDate() {
    Path old = folder.resolve("old");
    Lake lake = Lake.openOrCreate(LocalSpark.session(), old);
    String table = lake.qualified(Table.DESCRIPTORS);
    lake.spark().sql("alter table " + table + " drop columns (values_float, blocks, features)");
    lake.spark()
        .sql("alter table " + lake.qualified(Table.QUARANTINE) + " drop column parameter_hash");
    lake.spark().sql("insert into " + table + " values ('A', 'soap', '0', array(1D, 2D), 1)");
    Ledger.open(lake.root().resolve(Lake.CATALOG_FILE)).set("tables", "1");

    Lake again = Lake.open(LocalSpark.session(), old);

    Row row = again.read(Table.DESCRIPTORS).first();
    assertEquals(List.of(1.0, 2.0), row.getList(row.fieldIndex("values")));
    assertEquals(1L, row.<Long>getAs("run_id"));
    assertTrue(Arrays.asList(again.raw(Table.QUARANTINE).columns()).contains("parameter_hash"));
    StructType schema =
        new StructType(
            Arrays.copyOf(
                Table.DESCRIPTORS.schema().fields(), Table.DESCRIPTORS.schema().length() - 1));
    again.append(
        Table.DESCRIPTORS,
        again.spark().createDataFrame(List.of(descriptor("B")), schema),
        again.nextRun());
    assertEquals(2, again.read(Table.DESCRIPTORS).count());
  }

  private static Row descriptor(String id) {
    return RowFactory.create(
        id, "soap", "0", IntStream.range(0, 3).asDoubleStream().toArray(), null, null, 3);
  }

  private List<String> ids(Table table) {
    return lake.read(table).select("configuration_id").collectAsList().stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }
}
