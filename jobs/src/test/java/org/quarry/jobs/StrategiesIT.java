package org.quarry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.fixtures.BundledSilicon;
import org.quarry.fixtures.Cli;
import org.quarry.fixtures.Installation;
import org.quarry.fixtures.LocalSpark;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;

/**
 * The pipelines of the pre-training strategies, end to end, on some thirty frames of silicon with
 * networks too small and trainings too short to be good.
 */
class StrategiesIT {
  private static final List<String> SMALL =
      List.of("network=schnet", "features=4", "interactions=1", "cutoff=3", "epochs=1");

  @TempDir Path folder;

  /** In one lake: what a pipeline finds done, it does not do again. */
  @Test
  void augmentationMultitaskAndBothEndWithTheErrorsOfTheirModels() {
    run("augmentation", settings("training"));
    assertEquals("augmented-0 plain-0", models());
    run("multitask", settings("training", "pretraining"));
    assertEquals("augmented-0 multitask-0 plain-0", models());
    run("augmentation-multitask", settings("training", "pretraining"));
    assertEquals("augmented-0 both-0 multitask-0 plain-0", models());
    assertEquals(5, lake().read(Table.RUNS).where("job = 'train'").count()); // one pre-trains
  }

  /** Budget: the pool once; a third of it three times. */
  @Test
  void selectionSpendsTheSameBudgetOnThePoolAndOnItsBest() {
    Path pool = BundledSilicon.write(folder.resolve("pool.xyz"), 0, 8);
    Path target = BundledSilicon.write(folder.resolve("target.xyz"), 3, 16);
    List<String> settings = settings("training", "pretraining", "network");
    for (String dataset : List.of("pool", "target")) {
      settings.add(
          dataset
              + " = { method = PBE, map = \""
              + BundledSilicon.MAP
              + "\", group-key = none, split-key = none, inputs = [ \""
              + (dataset.equals("pool") ? pool : target)
              + "\" ] }");
    }
    settings.addAll(List.of("species = [ Si ]", "times = 3", "split.split-by = id"));
    settings.add("split.labeled = 0.8");
    run("selection", settings);
    assertEquals("from-pool-0 from-pool-on-0 from-selection-0 scratch-0", models());
    List<Long> rows =
        lake()
            .read(Table.RUNS)
            .where("job = 'shard' and parameters like '%\"pool\"%'")
            .select("rows_out")
            .collectAsList()
            .stream()
            .map(row -> row.getLong(0))
            .toList();
    assertEquals(List.of(30L, 30L), rows);
  }

  private List<String> settings(String... trainings) {
    List<String> settings = new ArrayList<>();
    Path data = BundledSilicon.write(folder.resolve("si.xyz"), 0, 8);
    settings.add("data = \"" + data + "\"");
    settings.add("split.labeled = 0.6");
    settings.add("potentials = [ sw-si, tersoff-si-t3 ]");
    settings.add("descriptor = [ \"r_cut=4\", \"n_max=3\", \"l_max=2\" ]");
    settings.add("augment.folds = 0");
    for (String training : trainings) {
      SMALL.forEach(setting -> settings.add(training + "." + setting));
    }
    return settings;
  }

  private void run(String pipeline, List<String> settings) {
    List<Object> words = new ArrayList<>();
    words.add("run");
    words.add(Installation.file("conf/" + pipeline + ".conf"));
    words.add("--set");
    words.add("work = \"" + folder + "\"");
    for (String setting : settings) {
      words.add("--set");
      words.add(setting);
    }
    Cli.Result result = Cli.run(words.toArray());
    assertEquals(0, result.status(), result.out() + result.err());
    assertTrue(result.out().contains("mae"), result.out()); // the table
  }

  private Lake lake() {
    return Lake.open(LocalSpark.session(), folder.resolve("lake"));
  }

  private String models() {
    return lake()
        .read(Table.EVALUATIONS)
        .where("`group` = '' and quantity = 'energy per atom' and mae < 1e3")
        .select("model")
        .orderBy("model")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .collect(Collectors.joining(" "));
  }
}
