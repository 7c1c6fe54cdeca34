package org.quarry.spark.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quarry.fixtures.ShardFixture;
import org.quarry.network.training.BatchAssembler;
import org.quarry.network.training.BatchPlan;
import org.quarry.network.training.CurvePoint;
import org.quarry.network.training.Trainer;
import org.quarry.network.training.Training;
import org.quarry.network.training.TrainingEngine;
import org.quarry.network.training.TrainingException;
import org.quarry.network.training.TrainingParameters;

class ParameterAveragingIT {
  private static final TrainingParameters SMALL =
      TrainingParameters.DEFAULT
          .withHidden(List.of(12))
          .withEpochs(40)
          .withOptimizer(5, 1e-2, 1e-3);

  @TempDir private Path folder;

  private static JavaSparkContext spark(String master) {
    SparkConf conf =
        new SparkConf()
            .setMaster(master)
            .setAppName("training")
            .set("spark.ui.enabled", "false")
            .set("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
            .set("spark.kryo.registrator", "org.nd4j.kryo.Nd4jRegistrator")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1")
            .set("spark.executorEnv.OMP_NUM_THREADS", "1");
    if (master.startsWith("local-cluster")) {
      conf.set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
          .set("spark.executor.extraJavaOptions", options())
          .set("spark.executor.memory", "1g");
    }
    return new JavaSparkContext(conf);
  }

  private static String options() {
    try {
      return String.join(
          " ",
          Files.readAllLines(Path.of(System.getProperty("quarry.root"), "conf", "jvm.options"))
              .stream()
              .filter(line -> line.startsWith("-"))
              .toList());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The mean energy misses by 0.1 eV/atom, the best linear function by 0.04. */
  @ParameterizedTest
  @ValueSource(strings = {"local[2]", "local-cluster[2,1,1024]"})
  void theLawIsLearnedByWorkersAsByOneProcess(String master) throws IOException {
    ShardFixture.write(folder, 3, 100, 60);
    double alone = last(new Trainer(SMALL, TrainingEngine.local()).train(folder, point -> {}));
    try (JavaSparkContext spark = spark(master)) {
      Training training =
          new Trainer(SMALL, new ParameterAveraging(spark, 2, 20)).train(folder, point -> {});
      assertTrue(last(training) < 0.02, last(training) + " eV/atom, alone " + alone);
      assertTrue(spark.getPersistentRDDs().isEmpty());
    }
  }

  private static double last(Training training) {
    List<CurvePoint> curve = training.curve();
    return curve.get(curve.size() - 1).validationMae();
  }

  @Test
  void twoWorkersGiveTheSameBitsAgain() throws IOException {
    ShardFixture.write(folder, 2, 30, 30);
    TrainingParameters parameters = SMALL.withEpochs(6);
    try (JavaSparkContext spark = spark("local[2]")) {
      Trainer trainer = new Trainer(parameters, new ParameterAveraging(spark, 2, 8));
      Map<String, float[]> first = trainer.train(folder, point -> {}).model().parameters();
      Map<String, float[]> again = trainer.train(folder, point -> {}).model().parameters();
      first.forEach((name, x) -> assertArrayEquals(x, again.get(name)));
    }
  }

  /**
   * With one worker nothing is averaged away: windows, broadcasts and Adam's state in between must
   * leave what fitting in one go gives.
   */
  @Test
  void oneWorkerDoesWhatOneProcessDoes() throws IOException {
    ShardFixture.write(folder, 1, 40, 0);
    TrainingParameters parameters = SMALL.withEpochs(5); // eight minibatches each
    Map<String, float[]> alone =
        new Trainer(parameters, TrainingEngine.local())
            .train(folder, point -> {})
            .model()
            .parameters();
    try (JavaSparkContext spark = spark("local[1]")) {
      Map<String, float[]> worker =
          new Trainer(parameters, new ParameterAveraging(spark, 1, 4))
              .train(folder, point -> {})
              .model()
              .parameters();
      alone.forEach((name, x) -> assertArrayEquals(x, worker.get(name), 1e-6f, name));
    }
  }

  /** The driver has read the shards; the executors, which start later, meet the damage. */
  @Test
  void aShardThatIsDamagedLaterEndsTheRunWithItsName() throws IOException {
    ShardFixture.write(folder, 1, 40, 0);
    TrainingEngine late =
        new TrainingEngine() {
          @Override
          public int minimumRound() {
            return 1;
          }

          @Override
          public double fit(
              ComputationGraph graph, List<BatchPlan> batches, BatchAssembler assembler)
              throws IOException {
            Files.write(folder.resolve("train-00000.arrow"), new byte[] {1, 2, 3});
            try (JavaSparkContext spark = spark("local-cluster[1,1,1024]")) {
              return new ParameterAveraging(spark, 1, 8).fit(graph, batches, assembler);
            }
          }
        };
    Trainer trainer = new Trainer(SMALL, late);
    TrainingException e =
        assertThrows(TrainingException.class, () -> trainer.train(folder, point -> {}));
    assertTrue(e.getMessage().contains("train-00000.arrow is cut"), e.getMessage());
  }
}
