package org.quarry.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

class SoapNetTest {
  private static final SoapNet NETWORK =
      new SoapNet(4, List.of("Si", "C"), List.of(5, 3), Activation.SILU);
  private static final ResidualLoss LOSS = new ResidualLoss(ResidualFunction.SQUARED, 1, 0.5, 1e-6);
  private static final int[] SIZES = {1, 3, 2, 4};

  private static ComputationGraph graph(SoapNet network) {
    ComputationGraph graph =
        network.graph(new GraphSettings(LOSS, new Adam(1e-2), 0.1, Double.POSITIVE_INFINITY));
    Map<String, float[]> start = network.initialParameters(7);
    Random random = new Random(2);
    start
        .values()
        .forEach(
            x -> {
              for (int i = 0; i < x.length; i++) {
                x[i] += (float) (0.1 * random.nextGaussian()); // nothing is left at zero
              }
            });
    Model.load(graph, network, start);
    return graph;
  }

  /** Configurations of 1, 3, 2 and 4 atoms; rows two and four are empirical. */
  private static MultiDataSet batch() {
    Random random = new Random(1);
    float[] atoms = new float[10 * NETWORK.inputs()];
    float[] weights = new float[SIZES.length * 10];
    double[] labels = new double[SIZES.length * ResidualLoss.labelColumns(1)];
    int atom = 0;
    for (int b = 0; b < SIZES.length; b++) {
      for (int i = 0; i < SIZES[b]; i++, atom++) {
        for (int f = 0; f < NETWORK.features(); f++) {
          atoms[atom * NETWORK.inputs() + f] = (float) random.nextGaussian();
        }
        atoms[atom * NETWORK.inputs() + NETWORK.features() + atom % 2] = 1;
        weights[b * 10 + atom] = 1f / SIZES[b];
      }
      ResidualLoss.putNumber(labels, 1, b, 0, random.nextGaussian(), 0.5);
      ResidualLoss.putRow(labels, 1, b, 1, b % 2);
    }
    return new MultiDataSet(
        new INDArray[] {
          Nd4j.create(weights, new long[] {SIZES.length, 10}, 'c'),
          Nd4j.create(atoms, new long[] {10, NETWORK.inputs()}, 'c')
        },
        new INDArray[] {
          Nd4j.createFromArray(labels).castTo(DataType.FLOAT).reshape('c', SIZES.length, 4)
        });
  }

  @Test
  void parameterGradientsAreThoseOfTheLoss() {
    ComputationGraph single = graph(NETWORK);
    ComputationGraph graph = single.convertDataType(DataType.DOUBLE);
    MultiDataSet data = batch();
    INDArray[] inputs = {
      data.getFeatures(0).castTo(DataType.DOUBLE), data.getFeatures(1).castTo(DataType.DOUBLE)
    };
    INDArray labels = data.getLabels(0).castTo(DataType.DOUBLE);
    labels.putColumn(3, Nd4j.zeros(DataType.DOUBLE, SIZES.length)); // no k to be held constant
    MultiDataSet exact = new MultiDataSet(inputs, new INDArray[] {labels});
    graph.setInputs(inputs);
    graph.setLabels(labels);
    graph.computeGradientAndScore();
    INDArray gradient = graph.getFlattenedGradients().dup();
    INDArray parameters = graph.params();
    assertEquals(NETWORK.inputs() * 6 + 5 + 18 + 4, parameters.length());
    double step = 1e-6;
    for (long i = 0; i < parameters.length(); i++) {
      double at = parameters.getDouble(i);
      parameters.putScalar(i, at + step);
      double above = graph.score(exact);
      parameters.putScalar(i, at - step);
      double below = graph.score(exact);
      parameters.putScalar(i, at);
      assertEquals((above - below) / (2 * step), gradient.getDouble(i), 2e-8, "parameter " + i);
    }
  }

  /** The same numbers as the formula, written out with loops. */
  @Test
  void outputIsTheMeanOverAtomsOfLinearPathAndPerceptron() {
    ComputationGraph graph = graph(NETWORK);
    Map<String, float[]> p = Model.unload(graph, NETWORK);
    MultiDataSet data = batch();
    INDArray output = graph.outputSingle(data.getFeatures());
    int atom = 0;
    for (int b = 0; b < SIZES.length; b++) {
      double sum = 0;
      for (int i = 0; i < SIZES[b]; i++, atom++) {
        double[] x = data.getFeatures(1).getRow(atom).toDoubleVector();
        double[] h = silu(product(x, p.get("hidden1_W"), p.get("hidden1_b")));
        h = silu(product(h, p.get("hidden2_W"), p.get("hidden2_b")));
        sum +=
            product(h, p.get("deep_W"), p.get("deep_b"))[0]
                + product(x, p.get("linear_W"), new float[1])[0];
      }
      assertEquals(sum / SIZES[b], output.getDouble(b, 0), 1e-6);
    }
  }

  private static double[] product(double[] x, float[] w, float[] bias) {
    double[] y = new double[bias.length];
    for (int j = 0; j < y.length; j++) {
      y[j] = bias[j];
      for (int i = 0; i < x.length; i++) {
        y[j] += x[i] * w[i * y.length + j];
      }
    }
    return y;
  }

  private static double[] silu(double[] x) {
    return java.util.Arrays.stream(x).map(v -> v / (1 + Math.exp(-v))).toArray();
  }

  @Test
  void orderOfAtomsDoesNotMatter() {
    ComputationGraph graph = graph(NETWORK);
    MultiDataSet data = batch();
    INDArray output = graph.outputSingle(data.getFeatures());
    int[] reversed = {9, 8, 7, 6, 5, 4, 3, 2, 1, 0};
    INDArray atoms = Nd4j.pullRows(data.getFeatures(1), 1, reversed);
    INDArray weights = Nd4j.pullRows(data.getFeatures(0).transpose().dup('c'), 1, reversed);
    INDArray again = graph.outputSingle(weights.transpose().dup('c'), atoms);
    assertArrayEquals(output.toDoubleVector(), again.toDoubleVector(), 1e-6);
  }

  /** Spark sends configurations to its workers as JSON. */
  @Test
  void theGraphSurvivesJson() {
    ComputationGraph graph = graph(NETWORK);
    ComputationGraph again =
        new ComputationGraph(
            ComputationGraphConfiguration.fromJson(graph.getConfiguration().toJson()));
    again.init(graph.params().dup(), false);
    MultiDataSet data = batch();
    graph.fit(data);
    again.fit(data);
    assertEquals(graph.params(), again.params());
    assertEquals(graph.score(data), again.score(data));
  }

  @Test
  void weightsDecayByRateTimesLambdaAndBiasesDoNot() {
    ComputationGraph decaying = graph(NETWORK);
    ComputationGraph free =
        NETWORK.graph(new GraphSettings(LOSS, new Adam(1e-2), 0, Double.POSITIVE_INFINITY));
    Map<String, float[]> start = Model.unload(decaying, NETWORK);
    Model.load(free, NETWORK, start);
    decaying.fit(batch());
    free.fit(batch());
    Map<String, float[]> with = Model.unload(decaying, NETWORK);
    Model.unload(free, NETWORK)
        .forEach(
            (name, values) -> {
              double decay = name.endsWith("_W") ? 1e-2 * 0.1 : 0;
              for (int i = 0; i < values.length; i++) {
                assertEquals(values[i] - decay * start.get(name)[i], with.get(name)[i], 1e-7, name);
              }
            });
  }

  @Test
  void startingValuesAreAFunctionOfTheSeed() {
    assertArrayEquals(
        NETWORK.initialParameters(3).get("hidden1_W"),
        NETWORK.initialParameters(3).get("hidden1_W"));
    assertTrue(
        !java.util.Arrays.equals(
            NETWORK.initialParameters(3).get("hidden1_W"),
            NETWORK.initialParameters(4).get("hidden1_W")));
  }

  @Test
  void theRecordIsReadBackAndUnknownTypesAreRefused() {
    ObjectNode json = NETWORK.toJson();
    assertEquals(NETWORK, Architecture.fromJson(json));
    json.put("type", "java.lang.ProcessBuilder");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Architecture.fromJson(json));
    assertTrue(e.getMessage().contains("is not known to this program"), e.getMessage());
  }
}
