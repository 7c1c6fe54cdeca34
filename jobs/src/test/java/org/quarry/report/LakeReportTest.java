package org.quarry.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.fixtures.Cli;
import org.quarry.fixtures.LocalSpark;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;

/**
 * The page about twenty dimers without a published split, on which a model of one name was trained
 * and evaluated twice, on what {@code --test} holds out.
 */
class LakeReportTest {
  private static final int DIMERS = 20;
  private static final int EPOCHS = 3;
  private static final Object[] SPLIT = {
    "--split-by", "id", "--test", "0.3", "--validation", "0.2"
  };

  @TempDir static Path folder;
  private static int heldOut;
  private static String page;

  @BeforeAll
  static void runTheJobs() throws IOException {
    ingest("PBE", 0);
    json("shard", "--descriptor", "none", "--species", "Si", SPLIT);
    train(EPOCHS + 2);
    json("evaluate", "--model", "net", SPLIT);
    train(EPOCHS);
    heldOut = json("evaluate", "--model", "net", SPLIT).get("rows_in").asInt();
    json("predict", "--model", "net");
    page = LakeReport.of(lake());
  }

  private static void train(int epochs) {
    json(
        "train",
        "--name",
        "net",
        "--network",
        "schnet",
        "--features",
        "4",
        "--interactions",
        "1",
        "--cutoff",
        "4",
        "--stress-share",
        "0.1",
        "--epochs",
        epochs,
        "--workers",
        "1");
  }

  /** Dimer i is 2 + 0.05 i Å long. */
  private static void ingest(String method, double shift) throws IOException {
    StringBuilder frames = new StringBuilder();
    for (int i = 0; i < DIMERS; i++) {
      double stretch = 0.05 * i - 0.4;
      frames.append(
          String.format(
              Locale.ROOT,
              """
              2
              Lattice="9 0 0 0 9 0 0 0 9" pbc="T T T" Properties=species:S:1:pos:R:3:forces:R:3 \
              energy=%.6f stress="%.6f 0 0 0 0 0 0 0 0"
              Si 0 0 0 %.6f 0 0
              Si %.2f 0 0 %.6f 0 0
              """,
              shift + stretch * stretch,
              stretch / 300,
              2 * stretch,
              2.4 + stretch,
              -2 * stretch));
    }
    Path file = Files.writeString(folder.resolve(method + ".extxyz"), frames);
    json("ingest", "--dataset", "si", "--method", method, file);
  }

  private static JsonNode json(String job, Object... words) {
    List<Object> line = new ArrayList<>(List.of(job, "--lake", folder.resolve("lake")));
    for (Object word : words) {
      line.addAll(word instanceof Object[] many ? List.of(many) : List.of(word));
    }
    return Cli.json(line.toArray());
  }

  private static Lake lake() {
    return Lake.open(LocalSpark.session(), folder.resolve("lake"));
  }

  /** The plots of a page that hold some words. */
  private static List<String> plots(String html, String words) {
    return Pattern.compile("<svg.*?</svg>", Pattern.DOTALL)
        .matcher(html)
        .results()
        .map(MatchResult::group)
        .filter(svg -> svg.contains(words))
        .toList();
  }

  private static String plot(String words) {
    List<String> plots = plots(page, words);
    assertEquals(1, plots.size(), words);
    return plots.get(0);
  }

  private static int count(String text, String pattern) {
    return (int) Pattern.compile(pattern).matcher(text).results().count();
  }

  @Test
  void whatAShareHoldsOutIsPlottedNumberByNumber() {
    assertTrue(heldOut > 1 && heldOut < DIMERS, heldOut + " held out");
    assertEquals(heldOut, count(plot("reference (eV/atom)"), "<circle"));
    assertEquals(6 * heldOut, count(plot("reference (eV/Å)"), "<circle"));
    assertEquals(6 * heldOut, count(plot("reference (eV/Å³)"), "<circle"));
  }

  @Test
  void ofAModelThatWasTrainedAgainOnlyTheNewestIsShown() {
    List<Long> runs =
        lake().read(Table.RUNS).where("job = 'evaluate'").orderBy("run_id").collectAsList().stream()
            .map(row -> row.<Long>getAs("run_id"))
            .toList();
    assertEquals(2, runs.size());
    for (String plot : plots(page, "reference (")) {
      assertTrue(plot.contains(">test, run " + runs.get(1) + "<"), plot);
      assertFalse(plot.contains("run " + runs.get(0) + "<"), plot);
    }
    String loss = plot("Training loss");
    assertEquals(1, count(loss, "class=\"curve\""));
    assertEquals(EPOCHS, count(loss, "\\d,\\d"));
  }

  @Test
  void errorsOfForcesAndVirialHaveTheirCurves() {
    for (String title :
        List.of("Validation: energies", "Validation: forces", "Validation: virial")) {
      assertEquals(EPOCHS, count(plot("aria-label=\"" + title), "\\d,\\d"), title);
    }
    assertTrue(plot("Validation: forces").contains("(eV/Å)"));
  }

  /** Labels of another method would be refused by an evaluation; they must not reach the page. */
  @Test
  void labelsThatCameAfterTheEvaluationWereNotCompared() throws IOException {
    ingest("SCAN", -1000);
    assertEquals(
        plots(page, "reference ("), plots(LakeReport.of(lake()), "reference ("), "a plot changed");
    List<Row> methods = lake().read(Table.LABELS).select("method").distinct().collectAsList();
    assertEquals(2, methods.size());
  }
}
