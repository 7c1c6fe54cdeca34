package org.quarry.spark.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.quarry.fixtures.OwnSpark;
import org.quarry.fixtures.StandaloneCluster;
import org.quarry.network.training.BatchAssembler;
import org.quarry.network.training.BatchPlan;
import org.quarry.network.training.ShardSet;
import org.quarry.network.training.TrainingEngine;

/**
 * A small SchNet is trained on energies and forces by three workers under every kind of master: on
 * three threads, and by two executors of one core, which are processes of their own.
 */
class MastersIT {
  private static final int WORKERS = 3;
  private static final int EPOCHS = 3;
  private static final List<BatchPlan> EPOCH = Molecules.round(17, 4);
  private static final Molecules MOLECULES = new Molecules(5, 4, DataType.FLOAT);

  @TempDir static Path folder;

  /** What came out for each engine; the first is that of threads. */
  private static double[][] threads;

  private static double[][] standalone;
  private static double[][] localCluster; // one of whose executors is killed

  @BeforeAll
  static void trainEverywhere() throws IOException {
    threads = train("local[3]", MOLECULES, MOLECULES);
    localCluster =
        train(
            "local-cluster[2,1,1024]",
            new DeadlyMolecules(folder.resolve("averaging").toString()),
            new DeadlyMolecules(folder.resolve("gradients").toString()));
    try (StandaloneCluster cluster = StandaloneCluster.start(folder.resolve("cluster"), 2)) {
      standalone = train(cluster.master(), MOLECULES, MOLECULES);
    }
  }

  /** Parameters after averaging, and after synchronous gradients. */
  private static double[][] train(
      String master, BatchAssembler forAveraging, BatchAssembler forGradients) throws IOException {
    try (OwnSpark own = OwnSpark.on(master, 2)) {
      JavaSparkContext spark = JavaSparkContext.fromSparkContext(own.session().sparkContext());
      return new double[][] {
        train(new ParameterAveraging(spark, WORKERS, 4), forAveraging),
        train(new SynchronousGradients(spark, WORKERS), forGradients)
      };
    }
  }

  private static double[] train(TrainingEngine engine, BatchAssembler assembler)
      throws IOException {
    ComputationGraph graph = MOLECULES.schNet(8, 2, 6);
    double first = engine.fit(graph, EPOCH, assembler);
    double last = first;
    for (int epoch = 1; epoch < EPOCHS; epoch++) {
      last = engine.fit(graph, EPOCH, assembler);
    }
    assertTrue(last < first, "the loss went from " + first + " to " + last);
    return graph.params().dup().data().asDouble();
  }

  @Test
  void executorsAverageToTheSameBitsAsThreads() {
    assertArrayEquals(threads[0], standalone[0]);
  }

  @Test
  void executorsSumGradientsToTheSameBitsAsThreads() {
    assertArrayEquals(threads[1], standalone[1]);
  }

  @Test
  void anExecutorThatIsKilledInTheMiddleOfAnEpochChangesNothing() {
    assertTrue(Files.exists(folder.resolve("averaging")), "nobody was killed");
    assertTrue(Files.exists(folder.resolve("gradients")), "nobody was killed");
    assertArrayEquals(threads[0], localCluster[0]);
    assertArrayEquals(threads[1], localCluster[1]);
  }

  /** Kill, once, the executor that asks for a certain minibatch. */
  private record DeadlyMolecules(String trace) implements BatchAssembler {
    @Override
    public ShardSet shards() {
      return MOLECULES.shards();
    }

    @Override
    public MultiDataSet assemble(BatchPlan plan) throws IOException {
      if (plan.equals(EPOCH.get(10))) {
        kill();
      }
      return MOLECULES.assemble(plan);
    }

    private void kill() throws IOException {
      try {
        Files.createFile(Path.of(trace));
      } catch (FileAlreadyExistsException e) {
        return;
      }
      String self = Long.toString(ProcessHandle.current().pid());
      try {
        new ProcessBuilder("kill", "-9", self).inheritIO().start().waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new IllegalStateException("survived");
    }
  }
}
