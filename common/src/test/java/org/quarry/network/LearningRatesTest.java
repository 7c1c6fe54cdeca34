package org.quarry.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.quarry.atoms.Configuration;
import org.quarry.network.potential.NeuralPotential;
import org.quarry.network.potential.PairBatch;
import org.quarry.network.potential.RadialBasis;
import org.quarry.network.potential.SchNet;
import org.quarry.network.potential.Targets;

/** Steps of graphs whose parameters sit in a layer and in a vertex. */
class LearningRatesTest {
  private static final List<String> SPECIES = List.of("H", "O");
  private final PairBatch batch =
      PairBatch.of(
          4,
          Configuration.isolated(
              new int[] {8, 1, 1}, new double[] {0, 0, 0, 0.9, 0.1, 0.2, -0.3, 0.8, 0.1}));

  private static ComputationGraph graph(IUpdater updater, double decay) {
    GraphSettings settings =
        new GraphSettings(ResidualLoss.squares(), updater, decay, Double.POSITIVE_INFINITY);
    return PairNetworkGraph.of(
        NeuralPotential.of(new SchNet(SPECIES, 4, 1, RadialBasis.GAUSSIAN, 5, 4)),
        PairNetworkSettings.of(settings, 3),
        DataType.DOUBLE);
  }

  /** One step of training; returns by how much parameters changed. */
  private double[] step(ComputationGraph graph) {
    Targets targets = Targets.empty(1, 1, 3);
    targets.energies()[0] = 100;
    INDArray before = graph.params().dup();
    graph.fit(
        PairNetworkGraph.dataSet(
            PairNetworkGraph.inputs(batch, SPECIES, DataType.DOUBLE),
            PairNetworkGraph.labels(
                batch, targets, java.util.Set.of(), LossShares.of(1), DataType.DOUBLE)));
    return graph.params().sub(before).dup().data().asDouble();
  }

  private static double largest(double[] changes) {
    double largest = 0;
    for (double change : changes) {
      largest = Math.max(largest, Math.abs(change));
    }
    return largest;
  }

  /** Adam's first step is the learning rate in every parameter with a gradient. */
  @ParameterizedTest
  @ValueSource(strings = {"adam", "amsgrad"})
  void theRateReachesLayersAndVertices(String kind) {
    ComputationGraph graph = graph(kind.equals("adam") ? new Adam(0.5) : new AMSGrad(0.5), 0);
    LearningRates.set(graph, 1e-3);
    double[] changes = step(graph);
    for (int k = 0; k < SPECIES.size(); k++) {
      assertEquals(1e-3, Math.abs(changes[k]), 1e-7, "reference energy " + k);
    }
    assertEquals(1e-3, largest(changes), 1e-7);
    LearningRates.set(graph, 1e-5);
    assertTrue(largest(step(graph)) < 2e-5);
  }

  /** The decayed step differs by learning rate × λ × weight, in weights of the potential alone. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 3})
  void weightsDecayAndNothingElse(double decay) {
    ComputationGraph free = graph(new Adam(1e-3), 0);
    ComputationGraph decaying = graph(new Adam(1e-3), decay);
    Map<String, INDArray> start = decaying.clone().paramTable();
    step(free);
    step(decaying);
    Map<String, INDArray> table = free.paramTable();
    decaying
        .paramTable()
        .forEach(
            (name, values) -> {
              double factor = name.endsWith(".weight") ? 1e-3 * decay : 0;
              INDArray expected = table.get(name).sub(start.get(name).mul(factor));
              assertTrue(expected.equalsWithEps(values, 1e-12), name);
            });
  }
}
