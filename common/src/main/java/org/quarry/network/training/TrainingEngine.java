package org.quarry.network.training;

import java.io.IOException;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Who fits a graph to the minibatches of a round. */
public interface TrainingEngine {
  /**
   * How many minibatches a round should have at least; a round has as many epochs as that takes.
   */
  int minimumRound();

  /**
   * Fits a graph, in place, updater state included.
   *
   * @param graph what the round starts from, and where its result is put
   * @param batches the minibatches of the round, all of the same size
   * @param assembler makes arrays of them
   * @return the mean loss of the round
   * @throws TrainingException if part of the minibatches was not used
   */
  double fit(ComputationGraph graph, List<BatchPlan> batches, BatchAssembler assembler)
      throws IOException;

  /**
   * The same for who wants to see the graph on its way.
   *
   * @param moved is told, whenever the graph has new parameters, by which share of the round they
   *     went on; the shares of a round add up to 1. At least at the end
   */
  default double fit(
      ComputationGraph graph,
      List<BatchPlan> batches,
      BatchAssembler assembler,
      DoubleConsumer moved)
      throws IOException {
    double loss = fit(graph, batches, assembler);
    moved.accept(1);
    return loss;
  }

  /** Fits in this thread, minibatch after minibatch. The same seed gives the same model. */
  static TrainingEngine local() {
    return new TrainingEngine() {
      @Override
      public int minimumRound() {
        return 1;
      }

      @Override
      public double fit(ComputationGraph graph, List<BatchPlan> batches, BatchAssembler assembler)
          throws IOException {
        return fit(graph, batches, assembler, share -> {});
      }

      @Override
      public double fit(
          ComputationGraph graph,
          List<BatchPlan> batches,
          BatchAssembler assembler,
          DoubleConsumer moved)
          throws IOException {
        double sum = 0;
        for (BatchPlan plan : batches) {
          graph.fit(assembler.assemble(plan));
          sum += graph.score();
          moved.accept(1.0 / batches.size());
        }
        return sum / batches.size();
      }
    };
  }
}
