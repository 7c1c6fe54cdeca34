package org.quarry.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
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
import org.quarry.network.potential.Targets;
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

  private static final PairNetworkSettings SETTINGS = PairNetworkSettings.of(new Adam(5e-3), 4);
  private static final Set<Output> FORCES = Set.of(Output.FORCES);

  private ComputationGraph graph(DataType type) {
    return PairNetworkGraph.of(potential, SETTINGS.withOutputs(Output.FORCES), type);
  }

  private INDArray[] inputs(DataType type) {
    return PairNetworkGraph.inputs(batch, SPECIES, type);
  }

  private INDArray labels(DataType type) {
    return labels(energies, forces, type);
  }

  private INDArray labels(double[] energyLabels, double[] forceLabels, DataType type) {
    Targets targets = Targets.empty(1, batch.size(), batch.atoms());
    System.arraycopy(energyLabels, 0, targets.energies(), 0, energyLabels.length);
    System.arraycopy(forceLabels, 0, targets.forces(), 0, forceLabels.length);
    LossShares shares = LossShares.of(loss.energyShare());
    return PairNetworkGraph.labels(batch, targets, FORCES, shares, type);
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
    ComputationGraph teacher =
        PairNetworkGraph.of(
            potential,
            PairNetworkSettings.of(new Adam(5e-3), 99).withOutputs(Output.FORCES),
            DataType.FLOAT);
    double[] taught = teacher.outputSingle(inputs).dup('c').data().asDouble();
    double[] energyLabels = {taught[0], taught[3], taught[6]};
    double[] forceLabels = Arrays.copyOfRange(taught, 9, taught.length);
    var data = PairNetworkGraph.dataSet(inputs, labels(energyLabels, forceLabels, DataType.FLOAT));
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
            SETTINGS
                .withOutputs(Output.FORCES)
                .withLoss(new ResidualLoss(ResidualFunction.HUBER, 0.1, 0.5, 1e-4))
                .withClipping(10)
                .withFrozen("representation.embedding"),
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

  private static double[] numbers(INDArray array) {
    return array.dup('c').data().asDouble();
  }

  /** Σ of an output times random numbers: its gradient is a backward pass for those numbers. */
  private static void backwardAgreesWithDifferences(
      ComputationGraph graph, INDArray[] inputs, int columns) {
    INDArray output = graph.outputSingle(inputs);
    int rows = Math.toIntExact(output.size(0));
    assertEquals(columns, output.size(1));
    double[] label = new double[rows * ResidualLoss.labelColumns(columns)];
    Random random = new Random(8);
    for (int row = 0; row < rows; row++) {
      for (int c = 0; c < columns; c++) {
        ResidualLoss.putNumber(label, columns, row, c, random.nextGaussian(), 0.1);
      }
      ResidualLoss.putRow(label, columns, row, 1, ResidualLoss.REFERENCE);
    }
    INDArray labels =
        Nd4j.createFromArray(label).reshape('c', rows, ResidualLoss.labelColumns(columns));
    graph.setInputs(inputs);
    graph.setLabels(labels);
    graph.computeGradientAndScore();
    double[] gradient = numbers(graph.getFlattenedGradients());
    INDArray parameters = graph.params();
    double h = 1e-5;
    for (int i = 0; i < gradient.length; i += 5) {
      double at = parameters.getDouble(i);
      parameters.putScalar(i, at + h);
      double above = graph.score(PairNetworkGraph.dataSet(inputs, labels));
      parameters.putScalar(i, at - h);
      double below = graph.score(PairNetworkGraph.dataSet(inputs, labels));
      parameters.putScalar(i, at);
      assertEquals((above - below) / (2 * h), gradient[i], 1e-7, "parameter " + i);
    }
  }

  @Test
  void stressIsTheStrainDerivativeByVolumeAndItsGradientIsRight() {
    ComputationGraph graph =
        PairNetworkGraph.of(
            potential, SETTINGS.withOutputs(Output.STRESS, Output.FORCES), DataType.DOUBLE);
    double[] output = numbers(graph.outputSingle(inputs(DataType.DOUBLE)));
    assertEquals(3 * (batch.size() + batch.atoms() + 2 * batch.size()), output.length);
    double[] strain =
        onTape(
            (e, w, l) -> potential.predict(batch, w).derivatives().strainDerivatives().toArray());
    int first = 3 * (batch.size() + batch.atoms());
    int[] entries = {0, 4, 8, 5, 2, 1}; // xx yy zz yz xz xy
    for (int b = 0; b < batch.size(); b++) {
      for (int v = 0; v < 6; v++) {
        double expected = b == 1 ? strain[9 * b + entries[v]] / batch.volume(b) : 0;
        assertEquals(expected, output[first + 6 * b + v], 1e-13);
      }
    }
    backwardAgreesWithDifferences(graph, inputs(DataType.DOUBLE), 3);
  }

  /** σ_xx V is dE by stretching everything along x. */
  @Test
  void stressIsPositiveInTension() {
    ComputationGraph graph =
        PairNetworkGraph.of(potential, SETTINGS.withOutputs(Output.STRESS), DataType.DOUBLE);
    double h = 1e-5;
    double[] energy = new double[2];
    double volume = 0;
    double stress = 0;
    for (int k = -1; k <= 1; k++) {
      Configuration c = crystal();
      double[] stretched = new double[6];
      double[] cell = new double[9];
      for (int i = 0; i < 9; i++) {
        double factor = i % 3 == 0 ? 1 + k * h : 1;
        cell[i] = c.cell().toArray()[i] * factor;
        if (i < 6) {
          stretched[i] = c.positions()[i] * factor;
        }
      }
      PairBatch one =
          PairBatch.of(
              CUTOFF,
              Configuration.of(new int[] {6, 8}, stretched, Cell.of(cell), Periodicity.ALL));
      double[] output =
          numbers(graph.outputSingle(PairNetworkGraph.inputs(one, SPECIES, DataType.DOUBLE)));
      if (k == 0) {
        volume = one.volume(0);
        stress = output[3];
      } else {
        energy[(k + 1) / 2] = output[0];
      }
    }
    assertEquals((energy[1] - energy[0]) / (2 * h * volume), stress, 1e-8);
  }

  @Test
  void energiesAloneAreTheSameEnergies() {
    double[] all = numbers(graph(DataType.DOUBLE).outputSingle(inputs(DataType.DOUBLE)));
    double[] alone =
        numbers(
            PairNetworkGraph.of(potential, SETTINGS, DataType.DOUBLE)
                .outputSingle(inputs(DataType.DOUBLE)));
    assertArrayEquals(Arrays.copyOf(all, 3 * batch.size()), alone);
  }

  @Test
  void severalTasksGiveAColumnEachAndNoForces() {
    NeuralPotential four = potential.withTasks(4);
    ComputationGraph graph = PairNetworkGraph.of(four, SETTINGS, DataType.DOUBLE);
    assertEquals(4 * SPECIES.size() + four.layout().size(), graph.params().length());
    backwardAgreesWithDifferences(graph, inputs(DataType.DOUBLE), 4);
    PairNetworkSettings forces = SETTINGS.withOutputs(Output.FORCES);
    assertThrows(IllegalArgumentException.class, () -> PairNetwork.of(four, forces));
  }

  @Test
  void frozenParametersStayAndTheOthersMoveAsTheyWould() {
    INDArray[] inputs = inputs(DataType.DOUBLE);
    var data = PairNetworkGraph.dataSet(inputs, labels(DataType.DOUBLE));
    PairNetworkSettings settings = SETTINGS.withOutputs(Output.FORCES);
    ComputationGraph free = PairNetworkGraph.of(potential, settings, DataType.DOUBLE);
    ComputationGraph graph =
        PairNetworkGraph.of(
            potential, settings.withFrozen(NeuralPotential.REPRESENTATION), DataType.DOUBLE);
    Map<String, INDArray> before = copies(graph);
    graph.fit(data);
    free.fit(data);
    Map<String, INDArray> freed = copies(free);
    copies(graph)
        .forEach(
            (name, values) -> {
              boolean frozen = name.contains(NeuralPotential.REPRESENTATION);
              assertEquals((frozen ? before : freed).get(name), values, name);
            });
  }

  private static Map<String, INDArray> copies(ComputationGraph graph) {
    Map<String, INDArray> copies = new HashMap<>();
    graph.paramTable().forEach((name, values) -> copies.put(name, values.dup()));
    return copies;
  }

  @Test
  void aLongGradientIsShortenedToTheNormAndAShortOneIsNot() {
    double free = step(Double.POSITIVE_INFINITY);
    assertEquals(free, step(2 * free), 1e-12);
    assertEquals(0.3 * free, step(0.3 * free), 1e-12);
  }

  /** How far a step of gradient descent at rate 1 moves the potential's parameters. */
  private double step(double clipping) {
    PairNetworkSettings settings =
        PairNetworkSettings.of(new Sgd(1), 4).withOutputs(Output.FORCES).withClipping(clipping);
    ComputationGraph graph = PairNetworkGraph.of(potential, settings, DataType.DOUBLE);
    double[] before = numbers(graph.params());
    graph.fit(PairNetworkGraph.dataSet(inputs(DataType.DOUBLE), labels(DataType.DOUBLE)));
    double[] after = numbers(graph.params());
    double squares = 0;
    for (int i = SPECIES.size(); i < before.length; i++) { // the references are another layer
      squares += (after[i] - before[i]) * (after[i] - before[i]);
    }
    return Math.sqrt(squares);
  }
}
