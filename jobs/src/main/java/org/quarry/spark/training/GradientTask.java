package org.quarry.spark.training;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.quarry.network.training.BatchAssembler;
import org.quarry.network.training.BatchPlan;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.runtime.AbstractFunction1;

/**
 * What each task of {@link SynchronousGradients} does: the steps of a round, on a graph of its own,
 * with gradients that all have a part in.
 */
final class GradientTask extends AbstractFunction1<Iterator<Integer>, Iterator<Trained>>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Broadcast<GraphState> start;
  private final List<String> plans;
  private final Deal deal;
  private final byte[] secret;
  private final BatchAssembler assembler;

  /**
   * A task.
   *
   * @param plans of minibatches: the workers' of the first step, those of the second, and so on
   */
  GradientTask(
      Broadcast<GraphState> start,
      List<String> plans,
      Deal deal,
      byte[] secret,
      BatchAssembler assembler) {
    this.start = start;
    this.plans = plans;
    this.deal = deal;
    this.secret = secret;
    this.assembler = assembler;
  }

  /** Takes its number and gives what it has trained. */
  @Override
  public Iterator<Trained> apply(Iterator<Integer> number) {
    try (Exchange exchange =
        deal.tasks() == 1 ? Exchange.alone() : Peers.meet(BarrierTaskContext.get(), deal, secret)) {
      Trained trained = steps(number.next(), exchange);
      return JavaConverters.asScalaIterator(List.of(trained).iterator());
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    } finally {
      // the memory of a thread that may never train again
      Workspaces.free();
    }
  }

  private Trained steps(int task, Exchange exchange) throws IOException {
    ComputationGraph graph = start.value().toGraph();
    double[][] own = new double[deal.size(task)][];
    double loss = 0;
    for (int at = deal.first(task); at < plans.size(); at += deal.workers()) {
      for (int k = 0; k < own.length; k++) {
        own[k] = gradient(graph, assembler.assemble(BatchPlan.parse(plans.get(at + k))));
        loss += graph.score();
      }
      double[] mean = exchange.sum(own);
      for (int i = 0; i < mean.length; i++) {
        mean[i] /= deal.workers();
      }
      step(graph, mean);
    }
    return new Trained(GraphState.of(graph), loss);
  }

  /** The first half of what a graph's {@code fit} does. */
  private static double[] gradient(ComputationGraph graph, MultiDataSet minibatch) {
    graph.setInputs(minibatch.getFeatures());
    graph.setLabels(minibatch.getLabels());
    graph.computeGradientAndScore();
    return graph.getFlattenedGradients().dup().data().asDouble();
  }

  /** The second half, with another gradient. */
  private static void step(ComputationGraph graph, double[] gradient) {
    INDArray view = graph.getFlattenedGradients();
    view.assign(Nd4j.createFromArray(gradient).reshape(view.shape()));
    var configuration = graph.getConfiguration();
    int steps = configuration.getIterationCount();
    int epochs = configuration.getEpochCount();
    graph
        .getUpdater()
        .update(
            graph.gradient(), steps, epochs, graph.batchSize(), LayerWorkspaceMgr.noWorkspaces());
    INDArray parameters = graph.params();
    parameters.subi(view.reshape(parameters.shape()));
    configuration.setIterationCount(steps + 1);
    graph.applyConstraints(steps + 1, epochs);
    graph.clearLayersStates();
  }
}
