package org.quarry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.fixtures.BundledSilicon;
import org.quarry.fixtures.Cli;

class SqlCommandTest {
  @TempDir static Path folder;

  @BeforeAll
  static void ingest() {
    Cli.json(
        "ingest",
        "--lake",
        folder,
        "--dataset",
        "si",
        BundledSilicon.write(folder.resolve("in/si.xyz"), 0, 40));
  }

  @Test
  void queriesSeeTheTablesUnderTheirNames() {
    Cli.Result result =
        sql("--format", "csv", "SELECT dataset_id, count(*) AS n FROM memberships GROUP BY 1");

    assertEquals("dataset_id,n\nsi,6\n", result.out());
  }

  @Test
  void jsonIsOneObjectALine() {
    Cli.Result result =
        sql("--format", "json", "SELECT nsites, pbc FROM configurations ORDER BY nsites");

    assertEquals(6, result.out().lines().count());
    assertTrue(result.json().get("pbc").get(0).asBoolean());
  }

  @Test
  void arraysStandInCsvAsJson() {
    Cli.Result result = sql("--format", "csv", "SELECT elements FROM configurations LIMIT 1");

    assertEquals("elements\n\"[\\\"Si\\\"]\"\n", result.out());
  }

  @Test
  void aNameMayStandTwice() {
    Cli.Result result = sql("--format", "csv", "SELECT 1 AS a, array(2) AS a");

    assertEquals("a,a\n1,[2]\n", result.out(), result.err());
  }

  @Test
  void functionsAndTablesDescribeThemselves() {
    Cli.Result function = sql("DESCRIBE FUNCTION EXTENDED soap");
    Cli.Result table = sql("DESCRIBE descriptors");

    assertEquals(0, function.status(), function.err());
    assertTrue(function.out().contains("n_max"), function.out());
    assertTrue(table.out().contains("parameter_hash"), table.out());
  }

  @Test
  void aStructureThatCannotBeDescribedIsNamed() {
    Cli.Result result =
        sql("SELECT soap(species => 'C', r_cut => 4, n_max => 2, l_max => 1) FROM configurations");

    assertEquals(3, result.status());
    assertTrue(result.err().matches("(?s).* CO_[0-9a-f]{64} holds Si.*try_soap.*"), result.err());
    assertEquals(1, result.err().strip().lines().count(), result.err());
  }

  @Test
  void aWrongQueryIsOneClearLine() {
    for (String query : new String[] {"SELEC 1", "SELECT x FROM nowhere", "SELECT y FROM labels"}) {
      Cli.Result result = sql(query);

      assertEquals(2, result.status(), query);
      assertEquals(1, result.err().strip().lines().count(), result.err());
    }
  }

  @Test
  void nothingIsWritten() {
    Cli.Result result = sql("DROP TABLE labels");

    assertEquals(2, result.status());
    assertTrue(result.err().contains("only reads"), result.err());
  }

  private static Cli.Result sql(Object... words) {
    Object[] all = new Object[words.length + 3];
    all[0] = "sql";
    all[1] = "--lake";
    all[2] = folder;
    System.arraycopy(words, 0, all, 3, words.length);
    return Cli.run(all);
  }
}
