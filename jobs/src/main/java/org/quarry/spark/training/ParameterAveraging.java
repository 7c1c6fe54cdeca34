package org.quarry.spark.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.quarry.network.training.BatchAssembler;
import org.quarry.network.training.BatchPlan;
import org.quarry.network.training.TrainingEngine;
import org.quarry.network.training.TrainingException;

/**
 * Synchronous data-parallel training: every worker fits its copy of the network to its share of
 * some minibatches, then parameters and Adam's state are averaged over workers, and so on.
 *
 * <p>A round is cut into windows of (workers × minibatches between averagings); each window is one
 * Spark job. Minibatches are dealt to workers in the order of the round; a last window that is not
 * full is filled up from the round's beginning.
 *
 * <p>Arrays travel by Java's serialization, Spark's default. A session that is set to Kryo needs
 * {@code org.nd4j.kryo.Nd4jRegistrator}.
 *
 * <p>For a given seed and number of workers the result is the same in all bits with one or two
 * workers. With more, Spark adds up the workers' parameters in the order in which they arrive, and
 * the last bits vary from run to run. Another number of workers is another training: each step then
 * averages over other minibatches.
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
   * @param workers tasks that train at a time: executors × cores
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
    int windows = ceil(batches.size(), workers * frequency);
    int perWorker = ceil(batches.size(), workers * windows);
    int batchSize = batches.get(0).size();
    ShardBatchLoader loader = new ShardBatchLoader(assembler);
    double sum = 0;
    int next = 0;
    for (int window = 0; window < windows; window++) {
      List<String> paths = new ArrayList<>();
      for (int i = 0; i < workers * perWorker; i++) {
        paths.add(loader.path(batches.get(next++ % batches.size())));
      }
      int steps = graph.getConfiguration().getIterationCount();
      SparkComputationGraph trained =
          new SparkComputationGraph(spark, graph, master(batchSize, perWorker, steps));
      Set<Integer> kept = spark.getPersistentRDDs().keySet();
      try {
        trained.fitPaths(spark.parallelize(paths, workers), loader);
      } catch (Exception e) { // Spark's own is checked, but not declared
        throw new TrainingException("a worker failed: " + rootMessage(e), e);
      }
      spark
          .getPersistentRDDs()
          .forEach(
              (id, rdd) -> {
                if (!kept.contains(id)) {
                  rdd.unpersist(false); // the workers' results, which are averaged by now
                }
              });
      sum += trained.getScore();
    }
    return sum / windows;
  }

  private ParameterAveragingTrainingMaster master(int batchSize, int perWorker, int steps) {
    // saveUpdater is off unless asked for, whatever its documentation says: without it Adam forgets
    // its moments at every averaging
    return new ParameterAveragingTrainingMaster.Builder(workers, batchSize)
        .batchSizePerWorker(batchSize)
        .averagingFrequency(perWorker)
        .saveUpdater(true)
        .rddTrainingApproach(RDDTrainingApproach.Direct)
        .repartionData(Repartition.Never)
        .storageLevelStreams(null)
        .rngSeed(0)
        .trainingHooks(new StepCount(steps))
        .build();
  }

  private static int ceil(int a, int b) {
    return (a + b - 1) / b;
  }

  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = String.valueOf(root.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
