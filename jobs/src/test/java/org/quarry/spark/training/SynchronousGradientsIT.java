package org.quarry.spark.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.quarry.fixtures.LocalSpark;
import org.quarry.fixtures.ShardFixture;
import org.quarry.network.training.BatchPlan;
import org.quarry.network.training.Trainer;
import org.quarry.network.training.Training;
import org.quarry.network.training.TrainingEngine;

class SynchronousGradientsIT {
  private static final int ATOMS = 5;

  private final JavaSparkContext spark =
      JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());

  @TempDir private Path folder;

  private static double[] numbers(INDArray array) {
    return array.dup().data().asDouble();
  }

  /** Three workers on two threads: five steps, the last of which takes in the first minibatch. */
  @Test
  void aStepIsThatOfTheMinibatchesTogether() throws IOException {
    Molecules molecules = new Molecules(ATOMS, 4, DataType.DOUBLE);
    List<BatchPlan> apart = Molecules.round(14, 4);
    List<BatchPlan> together =
        List.of(
            Molecules.join(apart.subList(0, 3)),
            Molecules.join(apart.subList(3, 6)),
            Molecules.join(apart.subList(6, 9)),
            Molecules.join(apart.subList(9, 12)),
            Molecules.join(List.of(apart.get(12), apart.get(13), apart.get(0))));
    ComputationGraph expected = molecules.schNet(8, 2, 6);
    ComputationGraph graph = expected.clone();

    double expectedLoss = TrainingEngine.local().fit(expected, together, molecules);
    double loss = new SynchronousGradients(spark, 3).fit(graph, apart, molecules);

    assertEquals(expectedLoss, loss, 1e-12);
    assertArrayEquals(numbers(expected.params()), numbers(graph.params()), 1e-10);
    assertArrayEquals(
        numbers(expected.getUpdater().getStateViewArray()),
        numbers(graph.getUpdater().getStateViewArray()),
        1e-10);
    assertEquals(5, graph.getConfiguration().getIterationCount());
  }

  @Test
  void oneWorkerDoesWhatOneProcessDoesRoundAfterRound() throws IOException {
    ShardFixture.write(folder, 1, 40, 20);
    // without a moving average of weights, which one process takes by the step, a cluster by the
    // round
    var parameters = ParameterAveragingIT.SMALL.toBuilder().epochs(5).averaging(0).build();
    Map<String, float[]> alone =
        new Trainer(ParameterAveragingIT.NETWORK, parameters, TrainingEngine.local())
            .train(folder, point -> {})
            .model()
            .parameters();
    TrainingEngine engine = new SynchronousGradients(spark, 1);
    TrainingEngine everyEpoch =
        new TrainingEngine() {
          @Override
          public int minimumRound() {
            return 1;
          }

          @Override
          public double fit(
              ComputationGraph graph,
              List<BatchPlan> batches,
              org.quarry.network.training.BatchAssembler assembler)
              throws IOException {
            return engine.fit(graph, batches, assembler);
          }
        };
    Map<String, float[]> worker =
        new Trainer(ParameterAveragingIT.NETWORK, parameters, everyEpoch)
            .train(folder, point -> {})
            .model()
            .parameters();
    alone.forEach((name, x) -> assertArrayEquals(x, worker.get(name), name));
  }

  /** The mean energy misses by 0.1 eV/atom, the best linear function by 0.04. */
  @Test
  void workersTogetherLearnTheLaw() throws IOException {
    ShardFixture.write(folder, 3, 100, 60);
    Training training =
        new Trainer(
                ParameterAveragingIT.NETWORK,
                ParameterAveragingIT.SMALL,
                new SynchronousGradients(spark, 2))
            .train(folder, point -> {});
    double error = ParameterAveragingIT.lastError(training);
    assertTrue(error < 0.02, error + " eV/atom");
  }
}
