package org.quarry.jobs;

import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.quarry.network.training.TrainingEngine;
import org.quarry.spark.training.TrainingMode;
import picocli.CommandLine.Option;

/** How many workers train a network, and how they do it together. */
final class WorkerOptions {
  /** Not the number of cores: the model depends on it, and must not depend on the machine. */
  @Option(
      names = "--workers",
      description =
          "tasks that train at a time, each on its share of the minibatches; 1: this process alone"
              + " (default: ${DEFAULT-VALUE})")
  private int workers = 2;

  @Option(
      names = "--mode",
      description =
          "how several workers train together: averaging of parameters (default), the mean of"
              + " gradients at every step, or sharing of large changes, which is experimental"
              + " (averaging, gradients, sharing)")
  private Optional<TrainingMode> mode = Optional.empty();

  @Option(
      names = "--averaging-frequency",
      description =
          "--mode averaging: most minibatches of a worker between averagings (default: 16)")
  private Optional<Integer> frequency = Optional.empty();

  /**
   * Checks the options.
   *
   * @throws UsageException if one is out of range, or means nothing beside the others
   */
  void validate() {
    if (workers < 1 || frequency() < 1) {
      throw new UsageException("--workers and --averaging-frequency must be positive");
    }
    if (workers == 1 && mode.isPresent()) {
      throw new UsageException("--mode means nothing to --workers 1, which trains alone");
    }
    if (frequency.isPresent() && !averages()) {
      throw new UsageException(
          workers == 1
              ? "--averaging-frequency means nothing to --workers 1, which trains alone"
              : "--averaging-frequency means nothing to --mode " + mode().text());
    }
  }

  /** Adds what the model depends on. */
  void addTo(Map<String, Object> settings) {
    settings.put("workers", workers);
    if (workers > 1) {
      settings.put("mode", mode().text());
    }
    if (averages()) {
      settings.put("averaging_frequency", frequency());
    }
  }

  /** The engine that they are. */
  TrainingEngine engine(JavaSparkContext spark) {
    return mode().engine(spark, workers, frequency());
  }

  private boolean averages() {
    return workers > 1 && mode() == TrainingMode.AVERAGING;
  }

  private TrainingMode mode() {
    return mode.orElse(TrainingMode.AVERAGING);
  }

  private int frequency() {
    return frequency.orElse(16);
  }
}
