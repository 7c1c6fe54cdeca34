package org.quarry.spark.training;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A graph on its way between processes: configuration (learning rates included), parameters, the
 * updater's memory and the number of steps taken. Plain bytes, which travel by any serializer.
 */
final class GraphState implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String configuration;
  private final byte[] parameters;
  private final byte[] memory; // empty where the updater has none
  private final int steps;

  private GraphState(String configuration, byte[] parameters, byte[] memory, int steps) {
    this.configuration = configuration;
    this.parameters = parameters;
    this.memory = memory;
    this.steps = steps;
  }

  /** A copy of what a graph has come to. */
  static GraphState of(ComputationGraph graph) {
    INDArray memory = graph.getUpdater().getUpdaterStateViewArray();
    return new GraphState(
        graph.getConfiguration().toJson(),
        bytes(graph.params()),
        memory == null ? new byte[0] : bytes(memory),
        graph.getConfiguration().getIterationCount());
  }

  /** A graph of its own that goes on from here. */
  ComputationGraph toGraph() {
    Accelerator.settle();
    ComputationGraph graph =
        new ComputationGraph(ComputationGraphConfiguration.fromJson(configuration));
    graph.init(array(parameters), false);
    graph.getConfiguration().setIterationCount(steps);
    INDArray view = graph.getUpdater().getUpdaterStateViewArray();
    if (view != null) {
      view.assign(array(memory));
    }
    return graph;
  }

  /**
   * Sets a graph to the mean of states that have gone the same number of steps. Numbers are summed
   * in the order of the list, in double precision.
   */
  static void mean(List<GraphState> states, ComputationGraph graph) {
    GraphState first = states.get(0);
    INDArray parameterSum = widened(first.parameters);
    INDArray memorySum = first.memory.length == 0 ? null : widened(first.memory);
    for (GraphState other : states.subList(1, states.size())) {
      parameterSum.addi(widened(other.parameters));
      if (memorySum != null) {
        memorySum.addi(widened(other.memory));
      }
    }
    graph.params().assign(parameterSum.divi(states.size()));
    if (memorySum != null) {
      graph.getUpdater().getUpdaterStateViewArray().assign(memorySum.divi(states.size()));
    }
    graph.getConfiguration().setIterationCount(first.steps);
  }

  private static INDArray widened(byte[] bytes) {
    return array(bytes).castTo(DataType.DOUBLE);
  }

  private static byte[] bytes(INDArray array) {
    try {
      return Nd4j.toByteArray(array);
    } catch (IOException e) { // memory does not fail
      throw new UncheckedIOException(e);
    }
  }

  private static INDArray array(byte[] bytes) {
    return Nd4j.fromByteArray(bytes);
  }
}
