package org.quarry.spark.training;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.fixtures.OwnSpark;
import org.quarry.fixtures.ShardFixture;
import org.quarry.network.training.BatchAssembler;
import org.quarry.network.training.BatchPlan;
import org.quarry.network.training.Trainer;
import org.quarry.network.training.Training;
import org.quarry.network.training.TrainingEngine;
import org.quarry.network.training.TrainingException;

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
    TrainingException e =
        assertThrows(TrainingException.class, () -> trainer.train(folder, point -> {}));
    assertTrue(e.getMessage().contains("train-00000.arrow is cut"), e.getMessage());
  }
}
