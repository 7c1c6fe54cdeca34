package org.quarry.spark.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.quarry.network.training.BatchAssembler;
import org.quarry.network.training.BatchPlan;
import org.quarry.network.training.TrainingEngine;

/**
 * Data-parallel training in lockstep: every worker fits its copy of the network to its share of
 * some minibatches, then parameters and the updater's memory are averaged over workers, and so on.
 *
 * <p>A round is cut into windows of (workers × minibatches between averagings); each window is one
 * Spark job of independent tasks, one a worker, which run on as many cores as there are.
 * Minibatches are dealt to workers in the order of the round; a last window that is not full is
 * filled up from the round's beginning.
 *
 * <p>For a given seed and number of workers the result is the same in all bits, whatever executors
 * the tasks run on, in which order they end, and whether some are lost on the way: sums go in the
 * order of workers, and a task that is run again starts from the same state. Another number of
 * workers is another training: each step then averages over other minibatches.
 *
 * <p>Deeplearning4j's own master for this forgets Adam's number of steps at every averaging, and
 * sums in the order in which workers end.
 */
public final class ParameterAveraging implements TrainingEngine {
  /** Jobs shorter than this many minibatches a worker cost more than they train. */
  private static final int LEAST_PER_WORKER = 16;

  private final JavaSparkContext spark;
  private final int workers;
  private final int frequency;

  /**
   * An engine.
   *
   * @param workers shares that a window is dealt into; with executors × cores of them, all train at
   *     a time
   * @param frequency most minibatches that a worker goes through between averagings
   */
  public ParameterAveraging(JavaSparkContext spark, int workers, int frequency) {
    if (workers < 1 || frequency < 1) {
      throw new IllegalArgumentException(
          "workers " + workers + " and averaging frequency " + frequency + " must be positive");
    }
    this.spark = spark;
    this.workers = workers;
    this.frequency = frequency;
  }

  @Override
  public int minimumRound() {
    return workers * Math.min(LEAST_PER_WORKER, frequency);
  }

  @Override
  public double fit(ComputationGraph graph, List<BatchPlan> batches, BatchAssembler assembler) {
    return fit(graph, batches, assembler, share -> {});
  }

  @Override
  public double fit(
      ComputationGraph graph,
      List<BatchPlan> batches,
      BatchAssembler assembler,
      DoubleConsumer moved) {
    int windows = ceil(batches.size(), workers * frequency);
    int perWorker = ceil(batches.size(), workers * windows);
    double loss = 0;
    for (int window = 0; window < windows; window++) {
      List<List<String>> shares = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        int first = (window * workers + worker) * perWorker;
        shares.add(Plans.toText(batches, first, perWorker));
      }
      List<Trained> trained = run(GraphState.of(graph), shares, assembler);
      GraphState.mean(trained.stream().map(Trained::state).toList(), graph);
      loss += trained.stream().mapToDouble(Trained::loss).sum();
      moved.accept(1.0 / windows);
    }
    return loss / ((double) windows * workers * perWorker);
  }

  /** Results in the order of shares. */
  private List<Trained> run(GraphState start, List<List<String>> shares, BatchAssembler assembler) {
    Broadcast<GraphState> sent = spark.broadcast(start);
    try {
      return spark
          .parallelize(shares, shares.size())
          .map(share -> fitAll(sent.value(), share, assembler))
          .collect();
    } catch (Exception e) { // Spark's own is checked, but not declared
      throw Failures.of(e);
    } finally {
      sent.destroy();
    }
  }

  private static int ceil(int a, int b) {
    return (a + b - 1) / b;
  }

  private static Trained fitAll(GraphState start, List<String> share, BatchAssembler assembler)
      throws IOException {
    try {
      ComputationGraph graph = start.toGraph();
      double loss = 0;
      for (String plan : share) {
        graph.fit(assembler.assemble(BatchPlan.parse(plan)));
        loss += graph.score();
      }
      return new Trained(GraphState.of(graph), loss);
    } finally {
      // the memory of a thread that may never train again
      Workspaces.free();
    }
  }
}
