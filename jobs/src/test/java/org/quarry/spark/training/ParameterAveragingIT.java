package org.quarry.spark.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.fixtures.LocalSpark;
import org.quarry.fixtures.ShardFixture;
import org.quarry.network.training.Trainer;
import org.quarry.network.training.Training;
import org.quarry.network.training.TrainingEngine;
import org.quarry.network.training.TrainingParameters;

class ParameterAveragingIT {
  static final TrainingParameters SMALL =
      TrainingParameters.DEFAULT
          .withHidden(List.of(12))
          .withEpochs(40)
          .withOptimizer(5, 1e-2, 1e-3);

  private final JavaSparkContext spark =
      JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());

  @TempDir private Path folder;

  static double lastError(Training training) {
    return training.curve().get(training.curve().size() - 1).validationMae();
  }

  /** The mean energy misses by 0.1 eV/atom, the best linear function by 0.04. */
  @Test
  void workersTogetherLearnTheLaw() throws IOException {
    ShardFixture.write(folder, 3, 100, 60);
    int kept = spark.getPersistentRDDs().size();
    Training training =
        new Trainer(SMALL, new ParameterAveraging(spark, 2, 20)).train(folder, point -> {});
    assertTrue(lastError(training) < 0.02, lastError(training) + " eV/atom");
    assertEquals(kept, spark.getPersistentRDDs().size());
  }

  @Test
  void threeWorkersGiveTheSameBitsAgain() throws IOException {
    ShardFixture.write(folder, 2, 30, 30);
    Trainer trainer = new Trainer(SMALL.withEpochs(6), new ParameterAveraging(spark, 3, 8));
    Map<String, float[]> first = trainer.train(folder, point -> {}).model().parameters();
    Map<String, float[]> again = trainer.train(folder, point -> {}).model().parameters();
    first.forEach((name, x) -> assertArrayEquals(x, again.get(name)));
  }

  /**
   * With one worker nothing is averaged away: windows, broadcasts, Adam's state and its step count
   * in between must leave what fitting in one go gives.
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
    Map<String, float[]> worker =
        new Trainer(parameters, new ParameterAveraging(spark, 1, 4))
            .train(folder, point -> {})
            .model()
            .parameters();
    alone.forEach((name, x) -> assertArrayEquals(x, worker.get(name), name));
  }
}
