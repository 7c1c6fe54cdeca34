package org.quarry.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Periodicity;
import org.quarry.network.autograd.Array;
import org.quarry.network.autograd.Nd4jEngine;
import org.quarry.network.autograd.Precision;
import org.quarry.network.autograd.Tape;
import org.quarry.network.potential.EnergyForceLoss;
import org.quarry.network.potential.NeuralPotential;
import org.quarry.network.potential.PaiNN;
import org.quarry.network.potential.PairBatch;
import org.quarry.network.potential.ParameterLayout;
import org.quarry.network.potential.RadialBasis;
import org.quarry.network.potential.SchNet;
import org.quarry.network.potential.Weights;

/** The vertex, against the same potential used without Deeplearning4j. */
class PairNetworkTest {
  private static final List<String> SPECIES = List.of("H", "C", "O");
  private static final double CUTOFF = 3;
  private final NeuralPotential potential =
      NeuralPotential.of(new SchNet(SPECIES, 8, 2, RadialBasis.GAUSSIAN, 6, CUTOFF));
  private final EnergyForceLoss loss = new EnergyForceLoss(0.2);
  private final PairBatch batch = PairBatch.of(CUTOFF, molecule(), crystal(), atom());
  private final double[] energies = new Random(2).doubles(batch.size(), -1, 1).toArray();
  private final double[] forces = new Random(3).doubles(3L * batch.atoms(), -1, 1).toArray();

  private static Configuration molecule() {
    return Configuration.isolated(
        new int[] {6, 8, 1, 1},
        new double[] {0.1, 0, 0.2, 1.2, 0.3, 0, -0.5, 0.9, 0.1, -0.4, -0.8, -0.5});
  }

  private static Configuration crystal() {
    return Configuration.of(
        new int[] {6, 8},
        new double[] {0.1, 0.2, 0, 1.4, 1.1, 0.9},
        Cell.of(2.9, 0.1, 0, 0.4, 3, 0.2, -0.3, 0.5, 3.1),
        Periodicity.ALL);
  }

  private static Configuration atom() {
    return Configuration.isolated(new int[] {1}, new double[3]);
  }

  private ComputationGraph graph(DataType type) {
    return PairNetworkGraph.of(potential, new Adam(5e-3), 4, type);
  }

  private INDArray[] inputs(DataType type) {
    return PairNetworkGraph.inputs(batch, SPECIES, type);
  }

  private INDArray labels(DataType type) {
    return PairNetworkGraph.labels(batch, loss, energies, forces, type);
  }

  private interface Use<R> {
    R of(Nd4jEngine engine, Weights weights, ParameterLayout layout);
  }

  private <R> R onTape(Use<R> use) {
    Nd4jEngine engine = Nd4jEngine.of(Precision.DOUBLE);
    ParameterLayout layout = potential.layout();
    Array flat = engine.allocate(1, layout.size());
    engine.write(layout.initial(4), flat);
    try (Tape tape = Tape.on(engine)) {
      return use.of(engine, Weights.on(tape, layout, flat), layout);
    }
  }

  @Test
  void theGraphGivesTheTapesEnergiesAndForces() {
    double[] output =
        graph(DataType.DOUBLE).outputSingle(inputs(DataType.DOUBLE)).dup('c').data().asDouble();
    double[] expected =
        onTape(
            (engine, weights, layout) -> {
              var prediction = potential.predict(batch, weights);
              double[] e = prediction.energies().toArray();
              double[] f = prediction.derivatives().forces().toArray();
              double[] rows = new double[3 * e.length + f.length];
              for (int b = 0; b < e.length; b++) {
                rows[3 * b] = e[b];
              }
              System.arraycopy(f, 0, rows, 3 * e.length, f.length);
              return rows;
            });
    assertArrayEquals(expected, output, 1e-13);
  }

  @Test
  void theGraphsLossAndGradientAreTheTapes() {
    ComputationGraph graph = graph(DataType.DOUBLE);
    graph.setInputs(inputs(DataType.DOUBLE));
    graph.setLabels(labels(DataType.DOUBLE));
    graph.computeGradientAndScore();
    double[] all = graph.getFlattenedGradients().dup().data().asDouble();
    double[] expected =
        onTape(
            (engine, weights, layout) -> {
              var value = loss.of(potential.predict(batch, weights), energies, forces);
              assertEquals(value.toNumber(), graph.score(), 1e-13);
              Array gradient = engine.allocate(1, layout.size());
              weights.lastGradient(value, gradient);
              return engine.read(gradient);
            });
    assertEquals(expected.length + SPECIES.size(), all.length);
    double[] own = new double[expected.length];
    System.arraycopy(all, SPECIES.size(), own, 0, own.length);
    assertArrayEquals(expected, own, 1e-13);
  }

  @Test
  void referenceEnergiesAreTrainedToo() {
    ComputationGraph graph = graph(DataType.DOUBLE);
    INDArray[] inputs = inputs(DataType.DOUBLE);
    graph.setInputs(inputs);
    graph.setLabels(labels(DataType.DOUBLE));
    graph.computeGradientAndScore();
    INDArray reference = graph.getParam("reference_W");
    for (int k = 0; k < SPECIES.size(); k++) {
      double gradient = graph.getFlattenedGradients().getDouble(k);
      double h = 1e-4;
      reference.putScalar(k, h);
      double above = graph.score(PairNetworkGraph.dataSet(inputs, labels(DataType.DOUBLE)));
      reference.putScalar(k, -h);
      double below = graph.score(PairNetworkGraph.dataSet(inputs, labels(DataType.DOUBLE)));
      reference.putScalar(k, 0);
      assertEquals((above - below) / (2 * h), gradient, 1e-9);
    }
  }

  @Test
  void fittingComesCloseToWhatAnotherPotentialSays() {
    INDArray[] inputs = inputs(DataType.FLOAT);
    ComputationGraph teacher = PairNetworkGraph.of(potential, new Adam(5e-3), 99, DataType.FLOAT);
    double[] taught = teacher.outputSingle(inputs).dup('c').data().asDouble();
    double[] energyLabels = {taught[0], taught[3], taught[6]};
    double[] forceLabels = Arrays.copyOfRange(taught, 9, taught.length);
    var data =
        PairNetworkGraph.dataSet(
            inputs,
            PairNetworkGraph.labels(batch, loss, energyLabels, forceLabels, DataType.FLOAT));
    ComputationGraph graph = graph(DataType.FLOAT);
    double before = graph.score(data);
    for (int step = 0; step < 80; step++) {
      graph.fit(data);
    }
    double after = graph.score(data);
    assertTrue(after < 0.2 * before, before + " -> " + after);
  }

  @Test
  void aSavedGraphPredictsAndTrainsOnTheSame(@TempDir Path folder) throws IOException {
    var data = PairNetworkGraph.dataSet(inputs(DataType.FLOAT), labels(DataType.FLOAT));
    ComputationGraph graph =
        PairNetworkGraph.of(
            NeuralPotential.of(new PaiNN(SPECIES, 8, 2, RadialBasis.BESSEL, 6, CUTOFF)),
            new Adam(5e-3),
            4,
            DataType.FLOAT);
    graph.fit(data);
    graph.fit(data);
    Path file = folder.resolve("graph.zip");
    ModelSerializer.writeModel(graph, file.toFile(), true);
    ComputationGraph restored = ModelSerializer.restoreComputationGraph(file.toFile(), true);
    assertEquals(graph.params(), restored.params());
    assertEquals(graph.outputSingle(data.getFeatures()), restored.outputSingle(data.getFeatures()));
    graph.fit(data); // Adam's memory of two steps came along
    restored.fit(data);
    assertEquals(graph.params(), restored.params());
    assertEquals(graph.clone().params(), graph.params());
  }
}
