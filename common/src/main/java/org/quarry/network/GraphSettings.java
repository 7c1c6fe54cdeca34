package org.quarry.network;

import java.util.Objects;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * What a graph needs besides its architecture to be trained.
 *
 * @param loss compares the output with labels
 * @param updater turns gradients into steps; layers get copies of it
 * @param weightDecay decoupled decay λ: each update also takes away learning rate × λ × weight;
 *     biases do not decay
 * @param clipping largest norm of the gradient by the parameters of a layer: a longer one is
 *     shortened to it; infinite for none
 */
public record GraphSettings(
    ResidualLoss loss, IUpdater updater, double weightDecay, double clipping) {
  public GraphSettings {
    Objects.requireNonNull(loss);
    Objects.requireNonNull(updater);
    if (!(weightDecay >= 0) || !(clipping > 0)) {
      throw new IllegalArgumentException(
          "weight decay "
              + weightDecay
              + " must not be negative and the norm that gradients are clipped to positive, got "
              + clipping);
    }
  }

  /** For predictions, where neither loss nor updater is used. */
  public static GraphSettings forPrediction() {
    return new GraphSettings(ResidualLoss.squares(), new Adam(), 0, Double.POSITIVE_INFINITY);
  }
}
