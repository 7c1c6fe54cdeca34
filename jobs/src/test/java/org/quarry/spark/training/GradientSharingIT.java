package org.quarry.spark.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
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

  /** In Deeplearning4j, whoever comes second trains nothing. */
  @Test
  void roundAfterRoundAndEngineAfterEngineTrains() throws IOException {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(cluster.session().sparkContext());
    double untrained = MOLECULES.schNet(8, 2, 6).score(MOLECULES.assemble(EPOCH.get(0)));
    for (int engine = 0; engine < 2; engine++) {
      TrainingEngine sharing = new GradientSharing(spark, 2);
      ComputationGraph graph = MOLECULES.schNet(8, 2, 6);
      double first = sharing.fit(graph, EPOCH, MOLECULES);
      double second = sharing.fit(graph, EPOCH, MOLECULES);
      assertTrue(first < untrained, first + " is not better than " + untrained);
      assertTrue(second < first, second + " is not better than " + first);
      assertTrue(graph.score(MOLECULES.assemble(EPOCH.get(0))) < untrained);
      assertEquals(40, graph.getConfiguration().getIterationCount());
    }
  }
}
