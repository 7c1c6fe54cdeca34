package org.quarry.jobs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.Descriptors;
import org.quarry.descriptor.PresentBlocks;
import org.quarry.fixtures.Cli;

class FeaturesCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DIMER =
      "2\nProperties=species:S:1:pos:R:3 pbc=\"F F F\"\nC 0 0 0\nO 0.1 0.2 1.1\n";
  private static final String FOREIGN = DIMER.replace("O 0.1", "Si 0.1");
  private static final String BROKEN = DIMER.replace("0.1", "x");
  private static final Configuration CO =
      Configuration.isolated(new int[] {6, 8}, new double[] {0, 0, 0, 0.1, 0.2, 1.1});
  private static final Map<String, Object> SETTINGS =
      Map.of("species", List.of("C", "O"), "r_cut", 3, "n_max", 2, "l_max", 1, "sigma", 0.5);
  private static final String PARAMS =
      "{\"species\":[\"C\",\"O\"],\"r_cut\":3,\"n_max\":2,\"l_max\":1,\"sigma\":0.5}";

  @TempDir Path folder;

  @Test
  void everyAtomHasItsRow() throws IOException {
    run(0, "--params", PARAMS, write("a.xyz", DIMER));
    JsonNode line = lines().get(0);
    assertEquals(0, line.get("index").asInt());
    assertEquals(folder.resolve("a.xyz") + "#0", line.get("source").asText());
    assertEquals("soap", line.get("descriptor").asText());
    assertEquals("gto", line.get("parameters").get("rbf").asText());
    assertFalse(line.has("params_index"));
    double[][] expected = Descriptors.of("soap", SETTINGS).describe(CO);
    assertEquals(2, line.get("values").size());
    for (int i = 0; i < 2; i++) {
      assertArrayEquals(expected[i], numbers(line.get("values").get(i)));
    }
  }

  @Test
  void averagesAreOneFlatRow() throws IOException {
    run(0, "--params", PARAMS, "--average", "outer", write("a.xyz", DIMER));
    double[][] rows = Descriptors.of("soap", SETTINGS).describe(CO);
    double[] mean = numbers(lines().get(0).get("values"));
    for (int q = 0; q < mean.length; q++) {
      assertEquals((rows[0][q] + rows[1][q]) / 2, mean[q], 1e-15);
    }
  }

  @Test
  void settingsMayComeOneByOne() throws IOException {
    Path input = write("a.xyz", DIMER);
    run(0, "--params", PARAMS, input);
    List<JsonNode> whole = lines();
    run(
        0,
        "--set",
        "species=C,O",
        "--set",
        "r_cut=3",
        "--set",
        "n_max=2",
        "--set",
        "l_max=1",
        "--set",
        "sigma=0.5",
        "--set",
        "compression.mode=off",
        input);
    assertEquals(whole, lines());
  }

  @Test
  void linesAreStructureMajorInInputOrder() throws IOException {
    Path z = write("z.xyz", DIMER + DIMER);
    Path a = write("a.xyz", DIMER);
    run(0, "--params", "[" + PARAMS + "," + PARAMS.replace("2", "3") + "]", z, a);
    List<JsonNode> lines = lines();
    String[] sources = {z + "#0", z + "#1", a + "#0"};
    assertEquals(6, lines.size());
    for (int i = 0; i < 6; i++) {
      assertEquals(i / 2, lines.get(i).get("index").asInt());
      assertEquals(i % 2, lines.get(i).get("params_index").asInt());
      assertEquals(sources[i / 2], lines.get(i).get("source").asText());
      assertEquals(2 + i % 2, lines.get(i).get("parameters").get("n_max").asInt());
    }
  }

  @Test
  void aStructureThatFailsHasItsReason() throws IOException {
    Path input = write("a.xyz", FOREIGN + BROKEN + DIMER);
    run(0, "--params", PARAMS, input);
    List<JsonNode> lines = lines();
    assertEquals(3, lines.size());
    assertTrue(lines.get(0).get("error").asText().contains("holds Si"));
    assertTrue(lines.get(1).has("error"));
    assertEquals(2, lines.get(2).get("index").asInt());
    assertTrue(lines.get(2).has("values"));
  }

  @Test
  void strictEndsWithStatusThreeAfterWritingAll() throws IOException {
    Cli.Result result = run(3, "--params", PARAMS, "--strict", write("a.xyz", FOREIGN + DIMER));
    assertTrue(result.err().startsWith("1 without features; the first: "), result.err());
    assertEquals(2, lines().size());
  }

  /** Of 42 features the 22 with hydrogen are left out. */
  @Test
  void sparseRowsLackTheBlocksOfAbsentSpecies() throws IOException {
    String params = PARAMS.replace("[\"C\"", "[\"H\",\"C\"");
    run(0, "--params", params, write("a.xyz", DIMER));
    JsonNode whole = lines().get(0).get("values");

    run(0, "--params", params, "--sparse", write("a.xyz", DIMER));

    JsonNode line = lines().get(0);
    int[] runs = JSON.convertValue(line.get("blocks"), int[].class);
    int features = line.get("features").asInt();
    assertEquals(42, features);
    assertEquals(20, line.get("values").get(0).size());
    for (int row = 0; row < 2; row++) {
      assertArrayEquals(
          numbers(whole.get(row)),
          PresentBlocks.dense(numbers(line.get("values").get(row)), runs, features));
    }
    run(2, "--params", params, "--sparse", "--format", "csv", write("a.xyz", DIMER));
  }

  @Test
  void float32RowsAreTheRoundedOnes() throws IOException {
    run(0, "--params", PARAMS, write("a.xyz", DIMER));
    double[] whole = numbers(lines().get(0).get("values").get(0));

    run(0, "--params", PARAMS, "--dtype", "float32", write("a.xyz", DIMER));

    JsonNode rounded = lines().get(0).get("values").get(0);
    for (int q = 0; q < whole.length; q++) {
      assertEquals(Float.toString((float) whole[q]), Float.toString(rounded.get(q).floatValue()));
      assertEquals(Double.parseDouble(Float.toString((float) whole[q])), rounded.get(q).asDouble());
    }
  }

  @Test
  void coulombMatricesNeedNoSpecies() throws IOException {
    run(
        0,
        "--descriptor",
        "coulomb",
        "--set",
        "n_atoms_max=3",
        "--set",
        "permutation=eigenspectrum",
        write("a.xyz", DIMER));
    assertEquals(3, lines().get(0).get("values").size());
  }

  @Test
  void randomCopiesOfAMatrixAreRows() throws IOException {
    run(
        0,
        "--descriptor",
        "coulomb",
        "--params",
        "{\"n_atoms_max\":3,\"permutation\":\"random\",\"sigma\":1,\"copies\":4,"
            + "\"binarization\":{\"theta\":1,\"max\":9}}",
        write("a.xyz", DIMER));
    JsonNode values = lines().get(0).get("values");
    assertEquals(4, values.size());
    assertEquals(3 * 3 * 10, values.get(3).size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--params|{\"r_cut\":3}|soap: species is missing",
        "--params|[]|--params is an empty array",
        "--params|[1]|--params is not an array of objects",
        "--descriptor|soup|unknown descriptor \"soup\"",
      })
  void wrongSettingsAreWrongUsage(String option, String value, String message) throws IOException {
    Cli.Result result = run(2, option, value, write("a.xyz", DIMER));
    assertTrue(result.err().startsWith(message), result.err());
    assertEquals(1, result.err().strip().lines().count());
    assertFalse(Files.exists(out()));
  }

  @Test
  void missingFilesAreBadInput() {
    run(3, "--params", PARAMS, folder.resolve("nothing.xyz"));
    assertFalse(Files.exists(out()));
  }

  @Test
  void csvHasALineARow() throws IOException {
    run(0, "--params", PARAMS, "--format", "csv", write("a.xyz", DIMER + FOREIGN));
    List<String> lines = Files.readAllLines(out());
    double[][] expected = Descriptors.of("soap", SETTINGS).describe(CO);
    assertEquals(4, lines.size());
    assertTrue(lines.get(0).startsWith("index,source,params_index,row,error,f0,f1,"));
    for (int i = 0; i < 2; i++) {
      String[] cells = lines.get(1 + i).split(",");
      assertEquals(5 + expected[i].length, cells.length);
      assertEquals(String.valueOf(i), cells[3]);
      assertEquals(expected[i][7], Double.parseDouble(cells[5 + 7]));
    }
    assertTrue(lines.get(3).startsWith("1,"));
    assertTrue(lines.get(3).contains("holds Si"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"arrow", "parquet"})
  void columnsHoldTheSameNumbers(String format) throws IOException {
    run(0, "--params", PARAMS, "--format", format, write("a.xyz", DIMER + FOREIGN));
    double[][] expected = Descriptors.of("soap", SETTINGS).describe(CO);
    double[] flat = new double[2 * expected[0].length];
    System.arraycopy(expected[0], 0, flat, 0, expected[0].length);
    System.arraycopy(expected[1], 0, flat, expected[0].length, expected[0].length);
    assertArrayEquals(flat, format.equals("arrow") ? arrow() : parquet());
    try (var files = Files.list(folder)) {
      assertEquals(2, files.count()); // input and output, nothing half-written
    }
  }

  /** Blocks start behind the 22 features of H-H, H-C and H-O. */
  @ParameterizedTest
  @ValueSource(strings = {"arrow", "parquet"})
  void columnsMayBeSparseAndRounded(String format) throws IOException {
    String params = PARAMS.replace("[\"C\"", "[\"H\",\"C\"");
    Object[] words = {"--params", params, "--format", format, "--sparse", "--dtype", "float32"};
    Object[] all = Arrays.copyOf(words, words.length + 1);
    all[words.length] = write("a.xyz", DIMER + FOREIGN);
    run(0, all);
    double[][] expected = Descriptors.of("soap", SETTINGS).describe(CO);
    double[] found = format.equals("arrow") ? arrow() : parquet();
    assertEquals(2 * 20, found.length);
    for (int q = 0; q < found.length; q++) {
      assertEquals((float) expected[q / 20][q % 20], (float) found[q]);
    }
    assertEquals(List.of(22, 20), blocks);
  }

  private final List<Object> blocks = new ArrayList<>(); // of the first record that was read

  private double[] arrow() throws IOException {
    try (RootAllocator allocator = new RootAllocator();
        ArrowFileReader reader = new ArrowFileReader(Files.newByteChannel(out()), allocator)) {
      assertTrue(reader.loadNextBatch());
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      assertEquals(2, root.getRowCount());
      assertEquals(2, root.getVector("rows").getObject(0));
      assertNull(root.getVector("rows").getObject(1));
      assertTrue(root.getVector("error").getObject(1).toString().contains("holds Si"));
      ListVector list = (ListVector) root.getVector("values");
      double[] values = new double[list.getElementEndIndex(0)];
      for (int q = 0; q < values.length; q++) {
        values[q] = ((Number) list.getDataVector().getObject(q)).doubleValue();
      }
      if (root.getVector("blocks") != null) {
        blocks.addAll((List<?>) root.getVector("blocks").getObject(0));
      }
      return values;
    }
  }

  private double[] parquet() throws IOException {
    var path = new org.apache.hadoop.fs.Path(out().toUri());
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), path).build()) {
      Group first = reader.read();
      Group second = reader.read();
      assertNull(reader.read());
      assertEquals(2, first.getInteger("rows", 0));
      assertEquals(0, second.getFieldRepetitionCount("values"));
      assertTrue(second.getString("error", 0).contains("holds Si"));
      Group list = first.getGroup("values", 0);
      double[] values = new double[list.getFieldRepetitionCount("list")];
      for (int q = 0; q < values.length; q++) {
        values[q] = Double.parseDouble(list.getGroup("list", q).getValueToString(0, 0));
      }
      if (first.getType().containsField("blocks")) {
        Group runs = first.getGroup("blocks", 0);
        for (int i = 0; i < runs.getFieldRepetitionCount("list"); i++) {
          blocks.add(runs.getGroup("list", i).getInteger(0, 0));
        }
      }
      return values;
    }
  }

  private Path out() {
    return folder.resolve("out");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Cli.Result run(int status, Object... more) {
    List<Object> words = new ArrayList<>(List.of("features", "--out", out()));
    words.addAll(List.of(more));
    Cli.Result result = Cli.runAlone(words.toArray());
    assertEquals(status, result.status(), result.err());
    return result;
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(out())) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private static double[] numbers(JsonNode array) {
    return JSON.convertValue(array, double[].class);
  }
}
