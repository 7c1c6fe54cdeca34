package org.quarry.spark.training;

import java.io.Serializable;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.util.DoubleAccumulator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.solvers.accumulation.encoding.threshold.AdaptiveThresholdAlgorithm;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartitioner;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.parameterserver.training.SharedTrainingMaster;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.parameterserver.distributed.conf.VoidConfiguration;
import org.nd4j.parameterserver.distributed.v2.ModelParameterServer;
import org.quarry.network.training.BatchAssembler;
import org.quarry.network.training.BatchPlan;
import org.quarry.network.training.TrainingEngine;
import org.quarry.network.training.TrainingException;
import scala.collection.Iterator;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;

/**
 * Deeplearning4j's gradient sharing: every worker goes its own way and tells the others, over UDP,
 * which parameters it has moved by more than a threshold; what is less waits until it has added up.
 * For large networks on slow wires.
 *
 * <p>Workers neither wait nor agree, so that the result differs from run to run. An executor that
 * is lost ends the training.
 *
 * <p>Deeplearning4j keeps one server of updates a process and does nothing, without a word, for
 * whoever comes second. So the servers of all processes are shut down after each round, and the
 * next one starts from the driver's graph, learning rate and updater's memory included: that takes
 * some seconds. Steps are counted, and a round in which some are missing is an error.
 */
public final class GradientSharing implements TrainingEngine {
  /** Rounds shorter than this many minibatches a worker take longer to start than to train. */
  private static final int LEAST_PER_WORKER = 64;

  private static final double FIRST_THRESHOLD = 1e-3; // it adapts

  private final JavaSparkContext spark;
  private final int workers;
  private final Slots slots;

  /**
   * An engine.
   *
   * @param workers tasks that train at a time, no more than the cluster's cores
   */
  public GradientSharing(JavaSparkContext spark, int workers) {
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be positive, got " + workers);
    }
    this.spark = spark;
    this.workers = workers;
    this.slots = new Slots(spark);
  }

  @Override
  public int minimumRound() {
    return workers * LEAST_PER_WORKER;
  }

  @Override
  public double fit(ComputationGraph graph, List<BatchPlan> batches, BatchAssembler assembler) {
    if (slots.upTo(workers) < workers) {
      throw new TrainingException(
          "gradient sharing needs a core for each of its "
              + workers
              + " workers, and there are fewer");
    }
    int steps = graph.getConfiguration().getIterationCount();
    DoubleAccumulator losses = spark.sc().doubleAccumulator("losses");
    INDArray before = graph.params().dup();
    SparkComputationGraph shared =
        new SparkComputationGraph(spark, graph, master(batches.get(0).size()));
    shared.setListeners(List.of(new SharedSteps(steps, losses)));
    JavaRDD<String> paths =
        spark.parallelize(batches.stream().map(PlanLoader::path).toList(), workers);
    try (FirstFailure failure = FirstFailure.watch(spark)) {
      try {
        shared.fitPaths(paths, new PlanLoader(assembler));
      } catch (Exception e) { // Spark's own is checked, but not declared
        throw Failures.of(failure.cause().orElse(e));
      }
    } finally {
      paths.unpersist();
      shutDownServers();
    }
    if (losses.count() < batches.size() || before.equalsWithEps(graph.params(), 0)) {
      throw new TrainingException(
          "gradient sharing took "
              + losses.count()
              + " of "
              + batches.size()
              + " steps; train by averaging or synchronous gradients instead");
    }
    graph.getConfiguration().setIterationCount(steps + batches.size() / workers);
    return losses.avg();
  }

  private SharedTrainingMaster master(int batchSize) {
    InetAddress driver = driver();
    VoidConfiguration network =
        VoidConfiguration.builder()
            .portSupplier(new ProcessPort())
            .controllerAddress(driver.getHostAddress())
            .networkMask(network(driver))
            .build();
    return new SharedTrainingMaster.Builder(network, batchSize)
        .batchSizePerWorker(batchSize)
        .workersPerNode(1)
        .thresholdAlgorithm(new AdaptiveThresholdAlgorithm(FIRST_THRESHOLD))
        .rddTrainingApproach(RDDTrainingApproach.Direct)
        .repartitioner(new AsDealt())
        .storageLevel(null)
        .build();
  }

  private InetAddress driver() {
    String host = spark.getConf().get("spark.driver.host");
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new TrainingException("the driver's host " + host + " has no address", e);
    }
  }

  /** The network that an address of this machine is in, as {@code 10.1.0.0/16}. */
  private static String network(InetAddress own) {
    try {
      return NetworkInterface.getByInetAddress(own).getInterfaceAddresses().stream()
          .filter(address -> address.getAddress().equals(own))
          .map(InterfaceAddress::getNetworkPrefixLength)
          .map(length -> own.getHostAddress() + "/" + length)
          .findFirst()
          .orElseThrow();
    } catch (SocketException e) {
      throw new TrainingException("the network of " + own + " is not known: " + e.getMessage(), e);
    }
  }

  /** One task in each slot reaches every executor; then the driver's own. */
  private void shutDownServers() {
    int tasks = slots.upTo(Integer.MAX_VALUE);
    RDD<Integer> places =
        spark.parallelize(IntStream.range(0, tasks).boxed().toList(), tasks).rdd();
    places
        .barrier()
        .mapPartitions(new ShutDown(), false, ClassTag$.MODULE$.apply(Integer.class))
        .count();
    ShutDown.here();
  }

  /** Leaves each worker what it was dealt; otherwise tasks of one minibatch would be made. */
  private static final class AsDealt implements Repartitioner {
    private static final long serialVersionUID = 1L;

    @Override
    public <T> JavaRDD<T> repartition(JavaRDD<T> minibatches, int perPartition, int executors) {
      return minibatches;
    }
  }

  /** Shuts down the server of the process it runs in. */
  private static final class ShutDown
      extends AbstractFunction1<Iterator<Integer>, Iterator<Integer>> implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Integer> apply(Iterator<Integer> places) {
      here();
      return places;
    }

    static synchronized void here() {
      ModelParameterServer server = ModelParameterServer.getInstance();
      if (server.isInitialized()) {
        server.shutdown();
      }
    }
  }
}
