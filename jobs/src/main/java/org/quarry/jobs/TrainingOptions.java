package org.quarry.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quarry.network.training.LearningRate;
import org.quarry.network.training.Optimizer;
import org.quarry.network.training.TrainingParameters;
import picocli.CommandLine.Option;

/** How a network of any kind is trained. What is not given has the network's own default. */
final class TrainingOptions {
  @Option(names = "--epochs", description = "passes over the rows (default: 200)")
  private Optional<Integer> epochs = Optional.empty();

  @Option(names = "--batch-size", description = "configurations in a minibatch (default: 8)")
  private Optional<Integer> batchSize = Optional.empty();

  @Option(
      names = "--eip-share",
      description = "share of a minibatch that EIP rows take (default: 0.5)")
  private Optional<Double> eipShare = Optional.empty();

  @Option(names = "--optimizer", description = "adam (default) or amsgrad")
  private Optional<Optimizer> optimizer = Optional.empty();

  @Option(
      names = "--learning-rate",
      description = "what it starts from (default: 0.005 for soapnet, 0.001 for potentials)")
  private Optional<Double> learningRate = Optional.empty();

  @Option(
      names = "--schedule",
      description = "how it falls: constant, cosine (default), exponential or plateau")
  private Optional<LearningRate.Schedule> schedule = Optional.empty();

  @Option(
      names = "--final-rate",
      description =
          "share of the learning rate that is left at the end (default: 0.001 for soapnet, 0.01 for"
              + " potentials)")
  private Optional<Double> finalRate = Optional.empty();

  @Option(names = "--warm-up", description = "epochs in which it rises first (default: 0)")
  private Optional<Integer> warmUp = Optional.empty();

  @Option(
      names = "--plateau-factor",
      description = "--schedule plateau: what a plateau multiplies it by (default: 0.5)")
  private Optional<Double> plateauFactor = Optional.empty();

  @Option(
      names = "--plateau-patience",
      description =
          "--schedule plateau: epochs without a better validation loss that make one (default: 10)")
  private Optional<Integer> plateauPatience = Optional.empty();

  @Option(
      names = "--weight-decay",
      description = "decoupled (default: 0.05 for soapnet, 0 for potentials)")
  private Optional<Double> weightDecay = Optional.empty();

  @Option(
      names = "--clip",
      paramLabel = "NORM",
      description = "largest norm of a gradient, 0 for no limit (default: 0; 10 for potentials)")
  private Optional<Double> clip = Optional.empty();

  @Option(
      names = "--averaging",
      description =
          "share of the averaged parameters that an epoch leaves in place (default: 0.95 for"
              + " soapnet, 0.5 for potentials)")
  private Optional<Double> averaging = Optional.empty();

  @Option(
      names = "--patience",
      description =
          "epochs without a better validation loss after which to stop (default: 0, never)")
  private Optional<Integer> patience = Optional.empty();

  @Option(names = "--seed", description = "seed of starting values and order (default: 1)")
  private Optional<Long> seed = Optional.empty();

  /**
   * The parameters.
   *
   * @param base what is not given
   * @throws UsageException if one is out of range, or means nothing beside the others
   */
  TrainingParameters parameters(TrainingParameters base) {
    LearningRate rate = base.learningRate();
    refuseIdle(schedule.orElse(rate.schedule()));
    try {
      return new TrainingParameters(
          epochs.orElse(base.epochs()),
          batchSize.orElse(base.batchSize()),
          eipShare.orElse(base.eipShare()),
          new LearningRate(
              schedule.orElse(rate.schedule()),
              learningRate.orElse(rate.initial()),
              finalRate.orElse(rate.finalShare()),
              warmUp.orElse(rate.warmUp()),
              plateauFactor.orElse(rate.factor()),
              plateauPatience.orElse(rate.stagnation())),
          optimizer.orElse(base.optimizer()),
          weightDecay.orElse(base.weightDecay()),
          clip.orElse(base.clipping()),
          averaging.orElse(base.averaging()),
          patience.orElse(base.patience()),
          seed.orElse(base.seed()));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private void refuseIdle(LearningRate.Schedule wanted) {
    List<String> idle = new ArrayList<>();
    if (wanted == LearningRate.Schedule.CONSTANT) {
      finalRate.ifPresent(x -> idle.add("--final-rate"));
    }
    if (wanted != LearningRate.Schedule.PLATEAU) {
      plateauFactor.ifPresent(x -> idle.add("--plateau-factor"));
      plateauPatience.ifPresent(x -> idle.add("--plateau-patience"));
    }
    if (!idle.isEmpty()) {
      throw new UsageException(
          String.join(", ", idle) + " means nothing to --schedule " + wanted.text());
    }
  }
}
