package org.quarry.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.fixtures.BundledSilicon;
import org.quarry.fixtures.Cli;
import org.quarry.fixtures.Installation;
import org.quarry.fixtures.NoteRunner;
import org.quarry.fixtures.NoteRunner.Result;
import org.quarry.fixtures.OwnSpark;

class NotebooksIT {
  @TempDir static Path folder;
  private static OwnSpark spark;
  private static Path lake;

  @BeforeAll
  static void makeALake() throws IOException {
    NoteRunner.prepare(folder.resolve("repl"));
    spark = OwnSpark.on("local[2]", 2);
    lake = folder.resolve("lake");
    ingest("pool", BundledSilicon.write(folder.resolve("pool.xyz"), 0, 4));
    ingest("task", BundledSilicon.write(folder.resolve("task.xyz"), 1, 40));
    Cli.json(
        "describe",
        "--lake",
        lake,
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
  }

  @AfterAll
  static void stop() {
    if (spark != null) {
      spark.close();
    }
  }

  @Test
  void exploreTheLakeRunsTopToBottom() throws IOException {
    List<Result> results = run("explore-the-lake.zpln");

    List<Row> datasets = results.get(2).rows();
    assertEquals(60 + 6, datasets.stream().mapToLong(row -> row.getAs("memberships")).sum());
    List<Row> histogram = results.get(5).rows();
    assertEquals(60 + 6, histogram.stream().mapToLong(row -> row.getAs("labels")).sum());
    List<Row> alike = results.get(9).rows();
    assertTrue(alike.size() > 1);
    for (Row pair : alike) {
      double cosine = pair.getAs("mean_cosine");
      assertTrue(cosine > 0.5 && cosine <= 1, pair.toString());
    }
    List<Row> clusters = results.get(11).rows();
    assertEquals(60 + 6, clusters.stream().mapToLong(row -> row.getAs("structures")).sum());
  }

  @Test
  void rankAPoolRunsTopToBottom() throws IOException {
    List<Result> results = run("rank-a-pool.zpln");

    List<Row> best = results.get(4).rows();
    assertEquals(20, best.size());
    List<Row> histogram = results.get(6).rows();
    assertEquals(60, histogram.stream().mapToLong(row -> row.getAs("pool")).sum());
    assertEquals(50, histogram.stream().mapToLong(row -> row.getAs("kept")).sum());
  }

  private static List<Result> run(String note) throws IOException {
    Path file = Installation.file("notebooks").resolve(note);
    try (NoteRunner runner = new NoteRunner(file, spark.session(), Map.of("lake", lake))) {
      return runner.run();
    }
  }

  private static void ingest(String dataset, Path file) {
    List<Object> words = new ArrayList<>(List.of("ingest", "--lake", lake, "--dataset", dataset));
    words.addAll(BundledSilicon.INGEST_OPTIONS);
    words.add(file);
    Cli.json(words.toArray());
  }
}
