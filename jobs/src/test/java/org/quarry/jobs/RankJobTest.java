package org.quarry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.fixtures.LocalSpark;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;
import org.quarry.selection.Relevance;
import org.quarry.selection.Scored;
import org.quarry.selection.TaskMean;
import picocli.CommandLine;

class RankJobTest {
  private static final int LENGTH = 5;

  @TempDir Path folder;
  private Lake lake;
  private final Map<String, double[]> pool = new TreeMap<>();
  private final Map<String, double[]> task = new TreeMap<>();

  @BeforeEach
  void fill() {
    lake = Lake.openOrCreate(LocalSpark.session(), folder.resolve("lake"));
    Random random = new Random(6);
    for (int i = 0; i < 120; i++) {
      // few distinct directions: many ties
      double[] vector = random.ints(LENGTH, 0, 2).asDoubleStream().toArray();
      pool.put(String.format("CO_%04x", random.nextInt(1 << 16)), vector);
    }
    for (int i = 0; i < 7; i++) {
      task.put("CO_task" + i, random.doubles(LENGTH).toArray());
    }
    put("pool", "h1", pool);
    put("task", "h1", task);
  }

  @Test
  void selectsTheExactSolutionOfTheLinearProgramme() {
    TaskMean mean = TaskMean.ofLength(LENGTH);
    task.forEach(mean::add);
    Relevance relevance = Relevance.to(mean.mean());
    List<Scored> ranking =
        pool.entrySet().stream()
            .map(entry -> new Scored(relevance.of(entry.getValue()), entry.getKey()))
            .sorted()
            .toList();

    Summary summary = rank("--budget", "100", "--cap", "3");

    Map<String, String> expected = new TreeMap<>();
    for (int rank = 0; rank < 34; rank++) {
      Scored row = ranking.get(rank);
      expected.put(row.id(), row.score() + " x " + (rank < 33 ? 3 : 1));
    }
    assertEquals(expected, selected());
    assertEquals(34, summary.rowsOut());
    assertEquals(pool.size(), summary.rowsIn());
  }

  @Test
  void aPoolSmallerThanTheBudgetIsTakenWhole() {
    rank("--budget", "1000", "--cap", "2");

    assertEquals(pool.keySet(), selected().keySet());
    assertTrue(selected().values().stream().allMatch(text -> text.endsWith(" x 2")));
  }

  @Test
  void theSameAgainIsNothingToDoAndMorePoolIsNot() {
    rank("--budget", "10");

    assertTrue(rank("--budget", "10").isNothing());
    assertEquals(11, rank("--budget", "11").rowsOut());
    put("pool", "h1", Map.of("CO_new", new double[] {1, 1, 1, 1, 1}));
    assertEquals(10, rank("--budget", "10").rowsOut());
  }

  @Test
  void vectorsOfUnequalParametersAreRefused() {
    put("elsewhere", "h2", Map.of("CO_other", new double[LENGTH]));

    assertThrows(UsageException.class, () -> rank("--budget", "10"));
    var error =
        assertThrows(
            InputException.class,
            () ->
                run(
                    "--pool",
                    "pool",
                    "--task",
                    "elsewhere",
                    "--budget",
                    "1",
                    "--descriptor",
                    "h1"));
    assertTrue(error.getMessage().contains("elsewhere"), error.getMessage());
    assertEquals(10, rank("--budget", "10", "--descriptor", "h1").rowsOut());
  }

  @Test
  void undescribedConfigurationsAreCountedAsRejected() {
    put(Table.CONFIGURATIONS, List.of(configuration("CO_dark")));
    put(Table.MEMBERSHIPS, List.of(membership("pool", "CO_dark")));

    assertEquals(1, rank("--budget", "10").rowsRejected());
  }

  @Test
  void aBudgetOfNothingIsWrongUsage() {
    assertThrows(UsageException.class, () -> rank("--budget", "0"));
  }

  private Summary rank(String... more) {
    List<String> words = new ArrayList<>(List.of("--pool", "pool", "--task", "task"));
    words.addAll(Arrays.asList(more));
    return run(words.toArray(String[]::new));
  }

  private Summary run(String... words) {
    RankJob job = new RankJob();
    new CommandLine(job).parseArgs(withLake(words));
    return job.run(lake);
  }

  private String[] withLake(String... words) {
    List<String> all = new ArrayList<>(List.of("--lake", lake.root().toString()));
    all.addAll(Arrays.asList(words));
    return all.toArray(String[]::new);
  }

  private Map<String, String> selected() {
    return lake
        .read(Table.SELECTIONS)
        .select("configuration_id", "relevance", "multiplicity")
        .collectAsList()
        .stream()
        .collect(
            Collectors.toMap(
                row -> row.getString(0),
                row -> row.getDouble(1) + " x " + row.getLong(2),
                (a, b) -> {
                  throw new AssertionError("selected twice: " + a + ", " + b);
                },
                TreeMap::new));
  }

  private void put(String dataset, String hash, Map<String, double[]> vectors) {
    put(Table.CONFIGURATIONS, vectors.keySet().stream().map(RankJobTest::configuration).toList());
    put(Table.MEMBERSHIPS, vectors.keySet().stream().map(id -> membership(dataset, id)).toList());
    put(
        Table.DESCRIPTORS,
        vectors.entrySet().stream()
            .map(
                entry ->
                    RowFactory.create(
                        entry.getKey(), "soap", hash, entry.getValue(), null, null, null))
            .toList());
  }

  private void put(Table table, List<Row> rows) {
    lake.append(table, lake.spark().createDataFrame(rows, Run.withoutRun(table)), lake.nextRun());
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

  private static Row membership(String dataset, String id) {
    return RowFactory.create(dataset, id, dataset + ".xyz", 0, null, "", "", "{}");
  }
}
