package org.quarry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.fixtures.BundledSilicon;
import org.quarry.fixtures.Cli;
import org.quarry.fixtures.OwnSpark;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;

/** The result does not depend on the cluster, nor on what becomes of its executors. */
class DistributionIT {
  private static final int FILES = 6;
  private static final String NOT_A_NUMBER =
      """
      2
      Properties=species:S:1:pos:R:3 pbc="F F F" energy=-1.5
      Si 0 0 0
      Si 0 0 nan
      """;

  @TempDir static Path folder;
  private static Map<Table, List<String>> alone;
  private static OwnSpark cluster;

  @BeforeAll
  static void workInOneThreadThenStartTheCluster() throws IOException {
    for (int file = 0; file < FILES; file++) {
      BundledSilicon.write(folder.resolve("pool/" + file + ".xyz"), file, 2 * FILES);
    }
    Files.writeString(folder.resolve("pool/bad.xyz"), NOT_A_NUMBER);
    BundledSilicon.write(folder.resolve("task/task.xyz"), FILES, 2 * FILES);
    try (OwnSpark spark = OwnSpark.on("local[1]", 1)) {
      Path lake = folder.resolve("alone");
      ingest(lake);
      describe(lake);
      rank(lake);
      alone = tables(spark.session(), lake);
    }
    cluster = OwnSpark.on("local-cluster[2,1,1024]", 5);
  }

  @AfterAll
  static void stopTheCluster() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void theTablesOfAClusterEqualThoseOfOneThread() {
    Path lake = folder.resolve("distributed");

    ingest(lake);
    describe(lake);
    rank(lake);

    Map<Table, List<String>> distributed = tables(cluster.session(), lake);
    for (Table table : alone.keySet()) {
      assertEquals(alone.get(table), distributed.get(table), table.tableName());
    }
    for (Table table :
        List.of(Table.CONFIGURATIONS, Table.LABELS, Table.DESCRIPTORS, Table.SELECTIONS)) {
      assertFalse(alone.get(table).isEmpty(), table.tableName());
    }
    assertEquals(1, alone.get(Table.QUARANTINE).size());
  }

  @Test
  void aKilledExecutorLosesNothing() throws InterruptedException {
    Path lake = folder.resolve("killed");
    ingest(lake);
    Assassin assassin = new Assassin(executors().get(0));
    cluster.session().sparkContext().addSparkListener(assassin);

    describe(lake);

    assertTrue(assassin.struck.await(1, TimeUnit.MINUTES), "no executor died during describe");
    assertEquals(
        alone.get(Table.DESCRIPTORS), tables(cluster.session(), lake).get(Table.DESCRIPTORS));
  }

  private static void ingest(Path lake) {
    for (String dataset : List.of("pool", "task")) {
      List<Object> words = new ArrayList<>(List.of("ingest", "--lake", lake, "--dataset", dataset));
      words.addAll(BundledSilicon.INGEST_OPTIONS);
      words.add(folder.resolve(dataset));
      Cli.json(words.toArray());
    }
  }

  private static void describe(Path lake) {
    Cli.json(
        "describe",
        "--lake",
        lake,
        "--species",
        "Si",
        "--set",
        "r_cut=5",
        "--set",
        "n_max=6",
        "--set",
        "l_max=4",
        "--set",
        "sigma=0.5");
  }

  private static void rank(Path lake) {
    Cli.json(
        "rank", "--lake", lake, "--pool", "pool", "--task", "task", "--budget", 50, "--cap", 3);
  }

  /**
   * All rows that count of all tables but the books, exact to the bit, in an order of their own.
   */
  private static Map<Table, List<String>> tables(SparkSession spark, Path folder) {
    Lake lake = Lake.open(spark, folder);
    Map<Table, List<String>> tables = new TreeMap<>();
    for (Table table : Table.values()) {
      if (table.kind() != Table.Kind.BOOKS) {
        Dataset<Row> rows = lake.read(table).drop("run_id");
        // to_json writes doubles such that they read back to the same bits
        tables.put(
            table,
            rows.selectExpr("to_json(struct(*))").as(Encoders.STRING()).collectAsList().stream()
                .sorted()
                .toList());
      }
    }
    return tables;
  }

  /** The process ids of the executors. */
  private static List<Long> executors() {
    List<Integer> many = IntStream.range(0, 64).boxed().toList();
    return JavaSparkContext.fromSparkContext(cluster.session().sparkContext())
        .parallelize(many, many.size())
        .map(i -> ProcessHandle.current().pid())
        .distinct()
        .collect();
  }

  /** Kills (as by SIGKILL) an executor as soon as a task has ended that writes vectors. */
  private static final class Assassin extends SparkListener {
    private final CountDownLatch struck = new CountDownLatch(1);
    private final long victim;
    private int stage = -1;
    private boolean killed;

    private Assassin(long victim) {
      this.victim = victim;
    }

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted event) {
      boolean writes = event.stageInfo().name().startsWith("append at ");
      if (stage < 0 && writes && event.stageInfo().numTasks() >= 8) {
        stage = event.stageInfo().stageId();
      }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd event) {
      if (!killed && event.stageId() == stage) {
        killed = ProcessHandle.of(victim).map(ProcessHandle::destroyForcibly).orElse(false);
      }
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
      if (killed) {
        struck.countDown();
      }
    }
  }
}
