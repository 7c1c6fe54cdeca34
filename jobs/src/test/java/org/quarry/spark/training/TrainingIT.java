package org.quarry.spark.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quarry.fixtures.Cli;
import org.quarry.fixtures.OwnSpark;
import org.quarry.fixtures.ShardFixture;
import org.quarry.lake.Lake;
import org.quarry.network.training.BatchAssembler;
import org.quarry.network.training.BatchPlan;
import org.quarry.network.training.Trainer;
import org.quarry.network.training.Training;
import org.quarry.network.training.TrainingEngine;
import org.quarry.network.training.TrainingInputException;

/** Training with executors that are processes of their own. */
class TrainingIT {
  private static OwnSpark cluster;
  private static JavaSparkContext spark;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    cluster = OwnSpark.on("local-cluster[2,1,1024]", 2);
    spark = JavaSparkContext.fromSparkContext(cluster.session().sparkContext());
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  /** The mean energy misses by 0.1 eV/atom, the best linear function by 0.04. */
  @Test
  void executorsTogetherLearnTheLaw() throws IOException {
    ShardFixture.write(folder, 3, 100, 60);
    Training training =
        new Trainer(
                ParameterAveragingIT.NETWORK,
                ParameterAveragingIT.SMALL,
                new ParameterAveraging(spark, 2, 20))
            .train(folder, point -> {});
    double error = ParameterAveragingIT.lastError(training);
    assertTrue(error < 0.02, error + " eV/atom");
  }

  /** The driver has read the shards; executors meet the damage. */
  @Test
  void aShardThatIsDamagedMeanwhileEndsTheRunWithItsName() throws IOException {
    ShardFixture.write(folder, 1, 47, 0);
    TrainingEngine engine = new ParameterAveraging(spark, 2, 8);
    TrainingEngine late =
        new TrainingEngine() {
          @Override
          public int minimumRound() {
            return engine.minimumRound();
          }

          @Override
          public double fit(
              ComputationGraph graph, List<BatchPlan> batches, BatchAssembler assembler)
              throws IOException {
            Files.write(folder.resolve("train-00000.arrow"), new byte[] {1, 2, 3});
            return engine.fit(graph, batches, assembler);
          }
        };
    Trainer trainer = new Trainer(ParameterAveragingIT.NETWORK, ParameterAveragingIT.SMALL, late);
    TrainingInputException e =
        assertThrows(TrainingInputException.class, () -> trainer.train(folder, point -> {}));
    assertTrue(e.getMessage().contains("train-00000.arrow is cut"), e.getMessage());
  }

  /** The driver keeps the shards of the first training in memory; executors meet the damage. */
  @ParameterizedTest
  @EnumSource(names = {"AVERAGING", "GRADIENTS"})
  void aShardThatAWorkerFindsDamagedIsBadInput(TrainingMode mode) throws IOException {
    Path lake = folder.resolve("lake");
    Lake.openOrCreate(cluster.session(), lake);
    Path shards = Files.createDirectory(folder.resolve("shards"));
    ShardFixture.write(shards, 1, 40 + mode.ordinal(), 0); // others than another test's
    List<String> train =
        List.of("train", "--lake", lake + "", "--shards", shards + "", "--epochs", "1");
    Cli.json(Stream.concat(train.stream(), Stream.of("--workers", "1")).toArray());

    Files.write(shards.resolve("train-00000.arrow"), new byte[] {1, 2, 3});
    Cli.Result result =
        Cli.run(Stream.concat(train.stream(), Stream.of("--mode", mode.text())).toArray());
    assertEquals(3, result.status(), result.err());
    assertEquals(1, result.err().strip().lines().count(), result.err());
    assertTrue(result.err().contains("train-00000.arrow is cut"), result.err());
  }
}
