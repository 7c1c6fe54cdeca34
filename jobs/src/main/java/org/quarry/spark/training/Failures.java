package org.quarry.spark.training;

import java.util.Optional;
import org.quarry.network.training.TrainingException;
import org.quarry.network.training.TrainingInputException;
import org.quarry.shard.ShardException;

/** What went wrong, without the layers that a cluster wraps around it. */
final class Failures {
  private Failures() {}

  /**
   * What a failed job ends the training with: bad input if a worker met a shard that is not what it
   * should be, as where the driver meets it.
   */
  static TrainingException of(Throwable thrown) {
    Optional<ShardException> shard = shard(thrown);
    return shard.isPresent()
        ? new TrainingInputException(firstLine(shard.get()), thrown)
        : new TrainingException("a worker failed: " + rootMessage(thrown), thrown);
  }

  /** The damaged shard among the causes. */
  static Optional<ShardException> shard(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof ShardException shard) {
        return Optional.of(shard);
      }
    }
    return Optional.empty();
  }

  /** First line of the innermost cause. */
  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return firstLine(root);
  }

  private static String firstLine(Throwable thrown) {
    return String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
  }
}
