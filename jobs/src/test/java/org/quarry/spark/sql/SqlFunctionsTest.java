package org.quarry.spark.sql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Periodicity;
import org.quarry.descriptor.Descriptors;
import org.quarry.fixtures.LocalSpark;
import org.quarry.lake.RowArrays;
import scala.collection.JavaConverters;
import scala.collection.Seq;

class SqlFunctionsTest {
  private static final Configuration SILICON =
      Configuration.of(
          new int[] {14, 14},
          new double[] {0, 0, 0, 1.3575, 1.3575, 1.3575},
          Cell.of(0, 2.715, 2.715, 2.715, 0, 2.715, 2.715, 2.715, 0),
          Periodicity.ALL);
  private static final Configuration METHYLENE =
      Configuration.isolated(
          new int[] {6, 1, 1}, new double[] {0, 0, 0, 0.9, 0.6, 0, -0.9, 0.6, 0});
  private static final Map<String, Object> SETTINGS =
      Map.of("species", List.of("Si"), "r_cut", 4, "n_max", 3, "l_max", 2, "sigma", 0.5);
  private static final String JSON =
      "'{\"species\":[\"Si\"],\"r_cut\":4,\"n_max\":3,\"l_max\":2,\"sigma\":0.5}'";
  private static final String NAMED =
      "species => array('Si'), r_cut => 4, n_max => 3, l_max => 2, sigma => 0.5";
  private static final String WHERE_SILICON = " FROM structures s WHERE id = 'silicon'";

  private static SparkSession spark;

  @BeforeAll
  static void structures() {
    spark = LocalSpark.session();
    StructType schema =
        new StructType()
            .add("id", DataTypes.StringType)
            .add("atomic_numbers", DataTypes.createArrayType(DataTypes.IntegerType))
            .add("positions", DataTypes.createArrayType(DataTypes.DoubleType))
            .add("cell", DataTypes.createArrayType(DataTypes.DoubleType))
            .add("pbc", DataTypes.createArrayType(DataTypes.BooleanType))
            .add("nsites", DataTypes.IntegerType);
    spark
        .createDataFrame(
            List.of(
                row("silicon", SILICON),
                row("methylene", METHYLENE),
                RowFactory.create("nothing", null, null, null, null, 0)),
            schema)
        .createOrReplaceTempView("structures");
  }

  /** All ways to write one call mean one thing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "soap(atomic_numbers, positions, cell, pbc, " + JSON + ")",
        "soap(s.*, " + JSON + ")",
        "soap(struct(*), " + JSON + ")",
        "soap(" + JSON + ")",
        "soap(" + NAMED + ")",
        "soap(atomic_numbers, positions, cell, pbc, " + NAMED + ")",
        "soap(named_struct('species', array('Si'), 'r_cut', 4, 'n_max', 3, 'l_max', 2, 'sigma', .5))",
        "soap(map('species', 'Si', 'r_cut', '4', 'n_max', '3', 'l_max', '2', 'sigma', '0.5'))",
        "descriptor('soap', " + JSON + ")",
        "descriptor('soap', " + NAMED + ")",
        "descriptor('soap', s.*, " + NAMED + ")",
        "try_soap(" + JSON + ")",
        "soap(array(14L, 14L), array(0.0, 0, 0, 1.3575, 1.3575, 1.3575), cell, pbc, " + JSON + ")",
      })
  void aRowAnAtomIsWhatTheDescriptorGives(String call) {
    List<Seq<Double>> rows = spark.sql("SELECT " + call + WHERE_SILICON).first().getList(0);

    double[][] expected = Descriptors.of("soap", SETTINGS).describe(SILICON);
    assertEquals(expected.length, rows.size());
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(
          expected[i],
          JavaConverters.seqAsJavaList(rows.get(i)).stream().mapToDouble(x -> x).toArray());
    }
  }

  /** The type of the result follows from the settings, before there is any row. */
  @Test
  void pooledRowsAreOneArray() {
    var pooled = spark.sql("SELECT soap(" + NAMED + ", average => 'outer') AS h FROM structures s");

    DataType vector = DataTypes.createArrayType(DataTypes.DoubleType, false);
    assertEquals(vector, pooled.schema().fields()[0].dataType());
    assertEquals(
        DataTypes.createArrayType(vector, false),
        spark.sql("SELECT soap(" + NAMED + ") FROM structures s").schema().fields()[0].dataType());
    var settings = new java.util.HashMap<>(SETTINGS);
    settings.put("average", "outer");
    assertArrayEquals(
        Descriptors.of("soap", settings).describe(SILICON)[0],
        RowArrays.doubles(
            spark.sql("SELECT soap(" + NAMED + ", average => 'outer')" + WHERE_SILICON).first(),
            0));
  }

  /** The matrix of C at the origin and two H: 0.5·6^2.4 and 6·1/r. */
  @Test
  void coulombMatricesNeedNoSpeciesAndNoCell() {
    double[] matrix =
        RowArrays.doubles(
            spark
                .sql(
                    "SELECT coulomb_matrix(n_atoms_max => 3, permutation => 'none')"
                        + " FROM structures WHERE id = 'methylene'")
                .first(),
            0);

    assertEquals(0.5 * Math.pow(6, 2.4), matrix[0], 1e-12);
    assertEquals(6 / Math.sqrt(0.9 * 0.9 + 0.6 * 0.6), matrix[1], 1e-12);
  }

  @Test
  void nullsGiveNull() {
    Row row =
        spark
            .sql(
                "SELECT soap("
                    + NAMED
                    + "), cosine(NULL, array(1)), cosine(array(1, NULL), array(1, 2)),"
                    + " dense(NULL, NULL, NULL, NULL) FROM structures WHERE id = 'nothing'")
            .first();

    for (int i = 0; i < row.length(); i++) {
      assertTrue(row.isNullAt(i), "column " + i);
    }
  }

  /** The one fails and names the structure and the way out, the other gives NULL. */
  @Test
  void aForeignElementFailsOrGivesNull() {
    String where = " FROM structures WHERE id = 'methylene'";

    Exception failure =
        assertThrows(
            Exception.class, () -> spark.sql("SELECT soap(" + NAMED + ")" + where).collectAsList());

    Throwable cause = failure;
    while (cause.getCause() != null && !(cause instanceof IllegalArgumentException)) {
      cause = cause.getCause();
    }
    assertTrue(cause.getMessage().contains(METHYLENE.id()), cause.getMessage());
    assertTrue(cause.getMessage().contains("not in species"), cause.getMessage());
    assertTrue(cause.getMessage().contains("try_soap"), cause.getMessage());
    assertTrue(spark.sql("SELECT try_soap(" + NAMED + ")" + where).first().isNullAt(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "soap('{\"rcut\":5}') | soap: unknown parameter \"rcut\" (known: average",
        "soap(species => 'Si', r_cut => 4, n_max => 30, l_max => 2) | soap: n_max must be between",
        "soap('{') | soap: the settings are not a JSON object",
        "soap(id) | soap: the settings must be constant, got s.id",
        "soap(species => id) | soap: species must be constant",
        "soap(nsites, 'x') | soap: the settings are not a JSON object",
        "coulomb_matrix(nsites, n_atoms_max => 3) | coulomb_matrix: the columns are atomic_numbers, positions, cell, pbc",
        "coulomb_matrix(id, n_atoms_max => 3, positions) | ",
        "coulomb_matrix(struct(id), n_atoms_max => 3) | coulomb_matrix: the struct has no field atomic_numbers",
        "coulomb_matrix(pbc, positions, cell, pbc, n_atoms_max => 3) | atomic_numbers must be ARRAY<INT>, got ARRAY<BOOLEAN>",
        "coulomb_matrix(n_atoms_max => 0) | n_atoms_max must be between 1 and",
        "descriptor('soup', '{}') | unknown descriptor \"soup\" (known: ",
        "descriptor() | descriptor: the descriptor's name is missing",
        "cosine(cell) | cosine: takes two vectors, got 1 arguments",
        "cosine(id, cell) | cosine: a must be ARRAY<DOUBLE>, got STRING",
        "dense(cell) | dense: the columns are values, values_float, blocks, features",
      })
  void aWrongCallIsFoundBeforeAnyRow(String call, String message) {
    AnalysisException refusal =
        assertThrows(
            AnalysisException.class, () -> spark.sql("SELECT " + call + " FROM structures s"));

    assertTrue(
        message == null || refusal.getMessage().contains(message), () -> refusal.getMessage());
  }

  @Test
  void columnsThatAreNotThereAreAskedForByName() {
    AnalysisException refusal =
        assertThrows(
            AnalysisException.class,
            () -> spark.sql("SELECT coulomb_matrix(n_atoms_max => 3) FROM (SELECT 1 AS x)"));

    assertTrue(refusal.getMessage().contains("atomic_numbers"), refusal.getMessage());
  }

  @Test
  void cosines() {
    Row row =
        spark
            .sql(
                "SELECT cosine(array(1, 0), array(1, 1)), cosine(array(2, 1), array(-4, -2)),"
                    + " cosine(array(1e300, 0), array(1e-300, 0)), cosine(array(0), array(3))")
            .first();

    assertEquals(Math.sqrt(0.5), row.getDouble(0), 1e-15);
    assertEquals(-1, row.getDouble(1), 1e-15);
    assertEquals(1, row.getDouble(2));
    assertEquals(0, row.getDouble(3));
    assertThrows(
        Exception.class, () -> spark.sql("SELECT cosine(array(1), array(1, 2))").collectAsList());
  }

  @Test
  void storedVectorsBecomeDense() {
    List<Row> rows =
        spark
            .sql(
                "SELECT dense() FROM VALUES"
                    + " (array(1D, 2D), cast(NULL AS array<float>), cast(NULL AS array<int>), 2),"
                    + " (NULL, array(0.5F, 2F), NULL, 2),"
                    + " (array(7D, 8D), NULL, array(1, 1, 3, 1), 5),"
                    + " (NULL, array(7F), array(2, 1), 4)"
                    + " AS t(values, values_float, blocks, features)")
            .collectAsList();

    assertEquals(
        List.of(
            List.of(1.0, 2.0),
            List.of(0.5, 2.0),
            List.of(0.0, 7.0, 0.0, 8.0, 0.0),
            List.of(0.0, 0.0, 7.0, 0.0)),
        rows.stream().map(row -> row.<Double>getList(0)).collect(Collectors.toList()));
  }

  @Test
  void everyDescriptorHasItsFunctionAndPage() {
    for (String descriptor : Descriptors.names()) {
      String function = DescribeFunction.sqlName(descriptor);
      assertTrue(spark.catalog().functionExists(function), function);
      assertTrue(spark.catalog().functionExists("try_" + function), function);
    }
    String page =
        spark.sql("DESCRIBE FUNCTION EXTENDED soap").collectAsList().stream()
            .map(row -> row.getString(0))
            .collect(Collectors.joining("\n"));
    assertTrue(page.contains("soap([columns,] settings)"), page);
    assertTrue(page.contains("r_cut"), page);
    assertFalse(page.contains("_FUNC_"), page);
  }

  private static Row row(String id, Configuration c) {
    return RowFactory.create(
        id,
        c.atomicNumbers(),
        c.positions(),
        c.cell().isNone() ? null : c.cell().toArray(),
        new boolean[] {c.pbc().a(), c.pbc().b(), c.pbc().c()},
        c.size());
  }
}
