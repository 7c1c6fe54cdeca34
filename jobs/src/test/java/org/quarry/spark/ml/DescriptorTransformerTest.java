package org.quarry.spark.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.PCA;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Descriptors;
import org.quarry.fixtures.LocalSpark;

class DescriptorTransformerTest {
  private static final Map<String, Object> SETTINGS =
      Map.of(
          "species",
          List.of("O", "H"),
          "r_cut",
          3,
          "n_max",
          2,
          "l_max",
          1,
          "sigma",
          0.5,
          "average",
          "outer");

  @TempDir static Path folder;
  private static List<Configuration> waters;
  private static Dataset<Row> table;

  /** Water molecules, each O-H bond stretched by a few hundredths of an ångström. */
  @BeforeAll
  static void structures() {
    Random random = new Random(1);
    waters =
        IntStream.range(0, 24)
            .mapToObj(
                i -> {
                  double s = 0.9 + 0.2 * random.nextDouble();
                  return Configuration.isolated(
                      new int[] {8, 1, 1},
                      new double[] {0, 0, 0, 0.757 * s, 0.586 * s, 0, -0.757 * s, 0.586 * s, 0});
                })
            .toList();
    StructType schema =
        new StructType()
            .add("atomic_numbers", DataTypes.createArrayType(DataTypes.IntegerType))
            .add("positions", DataTypes.createArrayType(DataTypes.DoubleType))
            .add("cell", DataTypes.createArrayType(DataTypes.DoubleType))
            .add("pbc", DataTypes.createArrayType(DataTypes.BooleanType))
            .add("bond", DataTypes.DoubleType);
    table = LocalSpark.session().createDataFrame(rows(waters), schema);
  }

  @Test
  void theVectorIsWhatTheDescriptorGives() {
    List<Row> rows = soap().transform(table).select("soap").collectAsList();

    Descriptor descriptor = Descriptors.of("soap", SETTINGS);
    for (int i = 0; i < waters.size(); i++) {
      assertArrayEquals(
          descriptor.describe(waters.get(i))[0], rows.get(i).<Vector>getAs(0).toArray());
    }
  }

  /** The schema that is promised is the schema that comes. */
  @Test
  void schemasAreKept() {
    for (DescriptorTransformer stage :
        List.of(
            soap(),
            soap().setOutputType("array").setOutputCol("h"),
            soap().setOutputType("array").setting("average", "off"),
            DescriptorTransformer.of("coulomb").setting("n_atoms_max", 3))) {
      assertEquals(stage.transformSchema(table.schema()), stage.transform(table).schema());
    }
  }

  /** Scaled, reduced and fitted, the vectors tell the bond that they were made from. */
  @Test
  void pipelinesOfStagesAreFittedSavedAndLoaded() throws IOException {
    PipelineModel model =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  soap(),
                  new StandardScaler().setInputCol("soap").setOutputCol("scaled").setWithMean(true),
                  new PCA().setInputCol("scaled").setOutputCol("reduced").setK(3),
                  new LinearRegression().setFeaturesCol("reduced").setLabelCol("bond")
                })
            .fit(table);
    List<Row> predicted = predictions(model);
    for (Row row : predicted) {
      assertEquals(row.getDouble(0), row.getDouble(1), 1e-3);
    }

    String path = folder.resolve("pipeline").toString();
    model.write().overwrite().save(path);

    assertEquals(predicted, predictions(PipelineModel.load(path)));
  }

  @Test
  void aStageComesBackAsItWasSaved() throws IOException {
    String path = folder.resolve("stage").toString();
    DescriptorTransformer stage =
        soap()
            .setting("compression", Map.of("mode", "mu2"))
            .setHandleInvalid("keep")
            .setInputCols("z", "x", "cell", "pbc");
    stage.save(path);

    DescriptorTransformer loaded = DescriptorTransformer.load(path);

    assertEquals(stage.uid(), loaded.uid());
    assertEquals(text(stage), text(loaded));
    Dataset<Row> renamed =
        table.withColumnRenamed("atomic_numbers", "z").withColumnRenamed("positions", "x");
    assertEquals(
        stage.transform(renamed).collectAsList(), loaded.transform(renamed).collectAsList());
  }

  /** The content of a model's file, say. */
  @Test
  void bytesAreSavedAsBytes() {
    Param<Object> model = DescriptorTransformer.of("representation").getParam("model");
    byte[] content = {1, -2, 3};
    assertArrayEquals(content, (byte[]) model.jsonDecode(model.jsonEncode(content)));
    assertEquals("model.zip", model.jsonDecode(model.jsonEncode("model.zip")));
  }

  @Test
  void copiesTakeOtherParams() {
    DescriptorTransformer stage = soap();
    Param<Object> sigma = stage.getParam("sigma");

    DescriptorTransformer copy = stage.copy(new ParamMap().put(sigma, 0.4));

    assertNotSame(stage, copy);
    assertEquals(0.4, copy.getOrDefault(copy.getParam("sigma")));
    assertEquals(0.5, stage.getOrDefault(sigma));
  }

  @Test
  void everyDescriptorHasItsParams() {
    for (String name : Descriptors.names()) {
      DescriptorTransformer stage = DescriptorTransformer.of(name);
      for (String setting : Descriptors.settings(name)) {
        assertTrue(stage.hasParam(setting), name + " " + setting);
      }
    }
  }

  @Test
  void whatCannotBeDescribedFailsOrIsKept() {
    DescriptorTransformer carbon = soap().setting("species", List.of("C"));

    assertThrows(Exception.class, () -> carbon.transform(table).collectAsList());
    assertEquals(
        waters.size(),
        carbon.setHandleInvalid("keep").transform(table).where("soap is null").count());
  }

  @Test
  void wrongUseIsRefusedBeforeAnyRow() {
    assertRefused("soap: n_max must be", soap().setting("n_max", 99));
    assertRefused(
        "soap: r_cut is missing", DescriptorTransformer.of("soap").setting("species", "O"));
    assertRefused("soap: gives several rows a structure", soap().setting("average", "off"));
    assertRefused(
        "soap: column x is missing", soap().setInputCols("x", "positions", "cell", "pbc"));
    assertRefused(
        "soap: column bond must be ARRAY<DOUBLE>, got DOUBLE",
        soap().setInputCols("atomic_numbers", "bond", "cell", "pbc"));
    assertRefused("soap: column bond is there already", soap().setOutputCol("bond"));
    assertRefused("soap: inputCols must name", soap().setInputCols("x"));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> soap().setting("rcut", 5))
            .getMessage()
            .startsWith("soap: unknown parameter \"rcut\" (known: average"));
  }

  private static void assertRefused(String message, DescriptorTransformer stage) {
    String refusal =
        assertThrows(IllegalArgumentException.class, () -> stage.transform(table)).getMessage();
    assertTrue(refusal.startsWith(message), refusal);
  }

  private static List<Row> predictions(PipelineModel model) {
    return model.transform(table).select("bond", "prediction").collectAsList();
  }

  /** All params with their values, without the addresses of arrays. */
  private static String text(DescriptorTransformer stage) {
    return stage.explainParams().replaceAll("@[0-9a-f]+", "");
  }

  private static DescriptorTransformer soap() {
    DescriptorTransformer stage = DescriptorTransformer.of("soap");
    SETTINGS.forEach(stage::setting);
    return stage;
  }

  private static List<Row> rows(List<Configuration> structures) {
    return structures.stream()
        .map(
            c ->
                RowFactory.create(
                    c.atomicNumbers(),
                    c.positions(),
                    null,
                    new boolean[] {false, false, false},
                    Math.hypot(c.position(1, 0), c.position(1, 1))))
        .toList();
  }
}
