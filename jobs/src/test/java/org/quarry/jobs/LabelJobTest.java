package org.quarry.jobs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.atoms.Configuration;
import org.quarry.fixtures.Cli;
import org.quarry.fixtures.LocalSpark;
import org.quarry.lake.ConfigurationRows;
import org.quarry.lake.Lake;
import org.quarry.lake.RowArrays;
import org.quarry.lake.Table;
import org.quarry.potential.Evaluator;
import org.quarry.potential.Potentials;

/** Labels by two potentials with and without forces. */
class LabelJobTest {
  private static final int FRAMES = 3;
  private static final String[] BOTH = {"sw-si", "edip-si"};

  @TempDir Path folder;
  private Path root;

  @BeforeEach
  void makeALake() {
    root = folder.resolve("lake");
    fill();
  }

  /** A silicon dimer and two trimers, and a molecule with an element that is not described. */
  private void fill() {
    List<Configuration> structures = new ArrayList<>();
    structures.add(Configuration.isolated(new int[] {14, 29}, new double[] {0, 0, 0, 0, 0, 2.4}));
    structures.add(Configuration.isolated(new int[] {14, 14}, new double[] {0, 0, 0, 0, 0, 2.4}));
    for (double x = 2.3; x < 2.5; x += 0.1) {
      structures.add(
          Configuration.isolated(new int[] {14, 14, 14}, new double[] {0, 0, 0, x, 0, 0, 0, 2, 1}));
    }
    Lake lake = Lake.openOrCreate(LocalSpark.session(), root);
    put(lake, Table.CONFIGURATIONS, structures.stream().map(ConfigurationRows::write).toList());
    put(
        lake,
        Table.MEMBERSHIPS,
        structures.stream()
            .map(c -> RowFactory.create("si", c.id(), "si.xyz", 0, null, "", "", "{}"))
            .toList());
  }

  private static void put(Lake lake, Table table, List<Row> rows) {
    lake.append(table, lake.spark().createDataFrame(rows, Run.withoutRun(table)), lake.nextRun());
  }

  @Test
  void forcesAreThePotentialsOwn() {
    assertEquals(2 * (FRAMES + 1), label(true, BOTH).get("rows_out").asInt());

    Dataset<Row> rows =
        rows().join(lake().read(Table.CONFIGURATIONS), "configuration_id").where("status = 'ok'");
    ConfigurationRows reader = ConfigurationRows.of(rows.schema());
    assertEquals(2 * FRAMES, rows.count());
    for (Row row : rows.collectAsList()) {
      Evaluator evaluator = Potentials.of(row.<String>getAs("potential")).evaluator();
      evaluator.compute(reader.read(row));
      double[] forces = RowArrays.doubles(row, row.fieldIndex("forces"));
      assertEquals(evaluator.energy(), row.<Double>getAs("energy"));
      assertEquals(3 * row.<Integer>getAs("nsites"), forces.length);
      assertArrayEquals(Arrays.copyOf(evaluator.forces(), forces.length), forces);
    }
  }

  @Test
  void forcesAreAddedToEnergiesThatStay() {
    assertEquals(2 * (FRAMES + 1), label(false, BOTH).get("rows_out").asInt());
    assertEquals(0, rows().where("forces is not null").count());
    Map<String, String> energies = energies();

    JsonNode added = label(true, BOTH);

    assertEquals(
        2 * FRAMES, added.get("rows_out").asInt()); // what has no answer is not asked again
    assertEquals(energies, energies());
    assertEveryKeyOnce();
    assertEquals(2 * FRAMES, rows().where("forces is not null").count());
  }

  @Test
  void theSameAgainIsNothingToDo() {
    label(false, BOTH);
    assertTrue(label(false, BOTH).get("nothing_to_do").asBoolean());

    label(true, BOTH);

    assertTrue(label(true, BOTH).get("nothing_to_do").asBoolean());
  }

  @Test
  void whatIsNewAndWhatIsIncompleteAreDoneInOneRun() {
    label(false, "sw-si");
    assertEquals(2 * FRAMES + 1, label(true, BOTH).get("rows_out").asInt());

    assertEveryKeyOnce();
    assertEquals(2 * FRAMES, rows().where("forces is not null").count());
  }

  @Test
  void aRunThatIsCutOffAndRepeatedEndsWithTheSameTable() {
    label(false, BOTH);
    Map<String, String> before = table();
    SparkContext context = LocalSpark.session().sparkContext();
    CutOff cutOff = new CutOff(context);
    context.addSparkListener(cutOff);
    Cli.Result result = Cli.run(words(true, BOTH));
    context.removeSparkListener(cutOff);
    assertTrue(cutOff.done.get());
    assertNotEquals(0, result.status(), result.out());
    assertEquals(before, table());

    label(true, BOTH);

    Map<String, String> after = table();
    assertEveryKeyOnce();
    root = folder.resolve("another");
    fill();
    label(true, BOTH);
    assertEquals(after, table());
  }

  @Test
  void withTheRunThatAddedThemForcesAreRetractedAndEnergiesStay() {
    label(false, BOTH);
    Map<String, String> energies = energies();
    label(true, BOTH);
    long run = rows().where("forces is not null").first().getAs("run_id");

    Cli.json("retract", "--lake", root, "--run", run);

    assertEquals(0, rows().where("forces is not null").count());
    assertEquals(energies, energies());
    assertEquals(2 * FRAMES, label(true, BOTH).get("rows_out").asInt());
    assertEveryKeyOnce();
  }

  /** Ends the work on rows to be appended as soon as it begins. */
  private static final class CutOff extends SparkListener {
    private final AtomicBoolean done = new AtomicBoolean();
    private final SparkContext context;

    CutOff(SparkContext context) {
      this.context = context;
    }

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted event) {
      if (event.stageInfo().name().startsWith("append at ") && !done.getAndSet(true)) {
        context.cancelAllJobs();
      }
    }
  }

  private JsonNode label(boolean forces, String... potentials) {
    return Cli.json(words(forces, potentials));
  }

  private Object[] words(boolean forces, String... potentials) {
    List<Object> words = new ArrayList<>(List.of("label", "--lake", root, "--dataset", "si"));
    for (String potential : potentials) {
      words.addAll(List.of("--potential", potential));
    }
    if (forces) {
      words.add("--forces");
    }
    return words.toArray();
  }

  private Lake lake() {
    return Lake.open(LocalSpark.session(), root);
  }

  private Dataset<Row> rows() {
    return lake().read(Table.EIP_ENERGIES);
  }

  private void assertEveryKeyOnce() {
    lake().requireUnique(Table.EIP_ENERGIES);
    assertEquals(2 * (FRAMES + 1), rows().count());
  }

  /** Energies and messages by configuration and potential. */
  private Map<String, String> energies() {
    return byKey(rows().drop("forces", "with_forces"));
  }

  /** All that counts. */
  private Map<String, String> table() {
    return byKey(rows().drop("with_forces"));
  }

  private static Map<String, String> byKey(Dataset<Row> rows) {
    Map<String, String> all = new TreeMap<>();
    for (Row row :
        rows.drop("run_id")
            .selectExpr("configuration_id || potential", "to_json(struct(*))")
            .collectAsList()) {
      all.put(row.getString(0), row.getString(1));
    }
    return all;
  }
}
