package org.quarry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.fixtures.Cli;
import org.quarry.fixtures.LocalSpark;
import org.quarry.lake.ConfigurationRows;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;

/** Whatever a potential does, each configuration has a row that says so, and no other is lost. */
class LabelFaultsTest {
  /** The dimer of which LAMMPS gives −2.1626007864392247 eV by Stillinger-Weber. */
  private static final double[] BOND = {0, 0, 0, 1.3, 1.2, 1.6};

  @TempDir Path folder;

  private void fill(List<Configuration> configurations) {
    Lake lake = Lake.openOrCreate(LocalSpark.session(), folder.resolve("lake"));
    lake.append(
        Table.CONFIGURATIONS,
        LocalSpark.session()
            .createDataFrame(
                configurations.stream().map(ConfigurationRows::write).toList(),
                Run.withoutRun(Table.CONFIGURATIONS)),
        lake.nextRun());
  }

  private static Configuration atom(String symbol, double x) {
    return Configuration.isolated(
        new int[] {Element.of(symbol).atomicNumber()}, new double[] {x, 0, 0});
  }

  private static Configuration pair(String first, String second, double... positions) {
    return Configuration.isolated(
        new int[] {Element.of(first).atomicNumber(), Element.of(second).atomicNumber()}, positions);
  }

  private Object[] words(String... more) {
    List<Object> words = new ArrayList<>(List.of("label", "--lake", folder.resolve("lake")));
    words.addAll(List.of(more));
    return words.toArray();
  }

  private List<Row> rows() {
    return Lake.open(LocalSpark.session(), folder.resolve("lake"))
        .read(Table.EIP_ENERGIES)
        .orderBy("configuration_id", "potential")
        .collectAsList();
  }

  /** Potential and answer of each row: a number, or the message. */
  private Map<String, String> answers(Map<String, Configuration> of) {
    Map<String, String> names = new TreeMap<>();
    of.forEach((name, configuration) -> names.put(configuration.id(), name));
    Map<String, String> answers = new TreeMap<>();
    for (Row row : rows()) {
      boolean ok = row.getAs("status").equals("ok");
      assertTrue(ok || row.getAs("status").equals("no answer"));
      assertEquals(ok, row.getAs("energy") != null);
      assertEquals(ok, row.getAs("message") == null);
      answers.put(
          names.get(row.<String>getAs("configuration_id")) + " by " + row.getAs("potential"),
          ok ? "" + row.<Double>getAs("energy") : row.getAs("message"));
    }
    return answers;
  }

  /** A model that aborts, hangs, gives NaN, refuses, is killed by SIGKILL once, and prints. */
  @Test
  void aModelThatMisbehavesLosesOnlyWhatItIsToBlameFor() {
    Map<String, Configuration> of = new TreeMap<>();
    for (String symbol : List.of("Ar", "Kr", "Xe", "Rn", "Ra", "He", "Li")) {
      of.put(symbol, atom(symbol, 1));
    }
    for (int x = 2; x < 12; x++) {
      of.put("H" + x, atom("H", x));
    }
    fill(List.copyOf(of.values()));
    String spec = "unreliable{folder=" + folder + "}";

    JsonNode first = Cli.json(words("--potential", spec));

    assertEquals(17, first.get("rows_out").asInt());
    Map<String, String> answers = answers(of);
    assertEquals(17, answers.size());
    Map<String, String> expected = new TreeMap<>();
    expected.put("Ar", folder + " has no answer: its process was ended by signal 6");
    expected.put("Kr", folder + " has no answer: no answer within 3 s");
    expected.put("Xe", folder + " gives no finite energy, force or virial");
    expected.put("Rn", "refused");
    expected.put("Ra", "1.0"); // the second time, alone
    expected.put("He", "1.0");
    expected.put(
        "Li", folder + " has no parameters for Li (it describes H, He, Ar, Kr, Xe, Rn, Ra)");
    for (int x = 2; x < 12; x++) {
      expected.put("H" + x, x + ".0");
    }
    expected.forEach((name, answer) -> assertEquals(answer, answers.get(name + " by " + spec)));
    assertTrue(Files.exists(folder.resolve("killed")));
    assertTrue(Cli.json(words("--potential", spec)).get("nothing_to_do").asBoolean());
  }

  @Test
  void aForeignElementAndCoincidentAtomsAreToldByEveryPotential() {
    Map<String, Configuration> of =
        Map.of(
            "good", pair("Si", "Si", BOND),
            "germanium", pair("Si", "Ge", BOND),
            "coincident", pair("Si", "Si", 1, 2, 3, 1, 2, 3));
    fill(List.copyOf(of.values()));

    Cli.json(words("--potential", "sw-si", "--potential", "lj{epsilon=1,sigma=2,r_cut=1}@Si,Ge"));

    Map<String, String> answers = answers(of);
    assertEquals(6, answers.size());
    assertEquals(-2.1626007864392247, Double.parseDouble(answers.get("good by sw-si")), 1e-12);
    assertEquals(
        "sw has no parameters for Ge (it describes Si)", answers.get("germanium by sw-si"));
    assertEquals("atoms 0 and 1 coincide", answers.get("coincident by sw-si"));
    String lj = " by lj{epsilon=1,sigma=2,r_cut=1}@Si,Ge";
    assertEquals("0.0", answers.get("good" + lj));
    assertEquals("0.0", answers.get("germanium" + lj));
    assertEquals("atoms 0 and 1 coincide", answers.get("coincident" + lj));
  }

  @Test
  void aFileThatIsCutIsBadInputAndNothingIsWritten() throws IOException {
    fill(List.of(pair("Si", "Si", BOND)));
    String table = "1 2 3 4 5\n";
    String whole = "a\nb\nc\n1 Si\n5 1 5 1 3\n14 28.1 5.43 diamond\n" + table + table + table;
    Path cut = Files.writeString(folder.resolve("cut.eam"), whole.substring(0, 60));

    Cli.Result result = Cli.run(words("--potential", "eam-alloy:" + cut));

    assertEquals(3, result.status());
    assertEquals(
        cut
            + " ends after line 8, before the density of Si was complete (4 of 5 values):"
            + " is it complete?",
        result.err().strip());
    assertEquals(0, rows().size());
    Files.writeString(cut, whole);
    assertEquals(1, Cli.json(words("--potential", "eam-alloy:" + cut)).get("rows_out").asInt());
  }
}
