package org.quarry.spark.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.quarry.fixtures.OwnSpark;
import org.quarry.network.training.BatchPlan;
import org.quarry.network.training.TrainingEngine;

/** Gradient sharing by executors that are processes of their own, on one host. */
class GradientSharingIT {
  private static final Molecules MOLECULES = new Molecules(5, 4, DataType.FLOAT);
  private static final List<BatchPlan> EPOCH = Molecules.round(40, 4);

  private static OwnSpark cluster;

  @BeforeAll
  static void start() {
    cluster = OwnSpark.on("local-cluster[2,1,1024]", 2);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  /**
   * In Deeplearning4j, whoever comes second trains nothing. Workers hear of each other's changes
   * when they hear of them, so that the loss met on the way goes up and down: what counts is the
   * network that comes out.
   */
  @Test
  void roundAfterRoundAndEngineAfterEngineTrains() throws IOException {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(cluster.session().sparkContext());
    double untrained = score(MOLECULES.schNet(8, 2, 6));
    for (int engine = 0; engine < 2; engine++) {
      TrainingEngine sharing = new GradientSharing(spark, 2);
      ComputationGraph graph = MOLECULES.schNet(8, 2, 6);
      double met = sharing.fit(graph, EPOCH, MOLECULES);
      assertTrue(met > 0 && met < 2 * untrained, met + " was met, untrained it is " + untrained);
      double once = score(graph);
      assertTrue(once < 0.8 * untrained, once + " is not better than " + untrained);
      INDArray parameters = graph.params().dup();
      sharing.fit(graph, EPOCH, MOLECULES);
      double twice = score(graph);
      assertTrue(twice < 0.8 * untrained, twice + " is not better than " + untrained);
      assertNotEquals(parameters, graph.params());
      assertEquals(40, graph.getConfiguration().getIterationCount());
    }
  }

  /** Mean over all minibatches. */
  private static double score(ComputationGraph graph) throws IOException {
    double sum = 0;
    for (BatchPlan plan : EPOCH) {
      sum += graph.score(MOLECULES.assemble(plan));
    }
    return sum / EPOCH.size();
  }
}
