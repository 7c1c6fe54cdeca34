package org.quarry.spark.training;

import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.quarry.network.training.BatchAssembler;
import org.quarry.network.training.BatchPlan;
import org.quarry.network.training.TrainingEngine;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Synchronous stochastic gradient descent: each step follows the mean of the workers' gradients,
 * every worker having computed that of a minibatch of its own.
 *
 * <p>A step is the same as one with the minibatches laid together, if the loss is a mean over
 * configurations or, as that of forces is, over atoms and all minibatches have the same number of
 * them. So more workers mean larger minibatches; parameters and the updater's memory are the same
 * everywhere at every step, and nothing is averaged away.
 *
 * <p>A round is one Spark job in barrier mode, whose tasks exchange gradients among themselves
 * ({@link Peers}). Workers are shared out to as many tasks as can run at a time; a task computes
 * the gradients of its workers one after another. Sums go in the order of workers. So the result is
 * the same in all bits for a given seed and number of workers, whatever the number of executors and
 * where tasks run. If an executor is lost, Spark starts the round again, with the same result.
 */
public final class SynchronousGradients implements TrainingEngine {
  /** Shorter jobs cost more than they train. */
  private static final int LEAST_STEPS = 16;

  private static final String UNRECOVERED = "Could not recover from a failed barrier";
  private static final int ATTEMPTS = 4;

  private final JavaSparkContext spark;
  private final int workers;
  private final Slots slots;

  /**
   * An engine.
   *
   * @param workers minibatches to a step
   */
  public SynchronousGradients(JavaSparkContext spark, int workers) {
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be positive, got " + workers);
    }
    this.spark = spark;
    this.workers = workers;
    this.slots = new Slots(spark);
  }

  @Override
  public int minimumRound() {
    return workers * LEAST_STEPS;
  }

  @Override
  public double fit(ComputationGraph graph, List<BatchPlan> batches, BatchAssembler assembler) {
    int steps = (batches.size() + workers - 1) / workers;
    Deal deal = new Deal(workers, slots.upTo(workers));
    List<String> plans = Plans.toText(batches, 0, steps * workers);
    Broadcast<GraphState> sent = spark.broadcast(GraphState.of(graph));
    FirstFailure damage = FirstFailure.watchShards(spark);
    try (damage) {
      List<Trained> trained = again(sent, plans, deal, assembler);
      GraphState.mean(List.of(trained.get(0).state()), graph); // they are all the same
      return trained.stream().mapToDouble(Trained::loss).sum() / (steps * workers);
    } catch (Exception e) { // Spark's own is checked, but not declared
      throw Failures.of(damage.cause().orElse(e));
    } finally {
      sent.destroy();
    }
  }

  /**
   * Spark cannot resume a barrier stage of which a task has ended when an executor is lost. The
   * round begins again then, from the same state, and gives the same.
   */
  private List<Trained> again(
      Broadcast<GraphState> sent, List<String> plans, Deal deal, BatchAssembler assembler)
      throws Exception {
    for (int attempt = 1; ; attempt++) {
      try {
        return run(new GradientTask(sent, plans, deal, secret(), assembler), deal.tasks());
      } catch (Exception e) {
        boolean lost = String.valueOf(e.getMessage()).contains(UNRECOVERED);
        if (!lost || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private List<Trained> run(GradientTask task, int tasks) {
    RDD<Integer> numbers =
        spark.parallelize(IntStream.range(0, tasks).boxed().toList(), tasks).rdd();
    ClassTag<Trained> tag = ClassTag$.MODULE$.apply(Trained.class);
    RDD<Trained> results =
        tasks == 1
            ? numbers.mapPartitions(task, false, tag)
            : numbers.barrier().mapPartitions(task, false, tag);
    return results.toJavaRDD().collect();
  }

  private static byte[] secret() {
    byte[] secret = new byte[16];
    new SecureRandom().nextBytes(secret);
    return secret;
  }
}
