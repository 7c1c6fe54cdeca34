package org.quarry.network;

import java.util.Objects;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * What a graph needs besides its architecture to be trained.
 *
 * @param loss compares energies with labels
 * @param learningRate of Adam
 * @param weightDecay decoupled decay λ: each update also takes away learning rate × λ × weight;
 *     biases do not decay
 */
public record GraphSettings(ILossFunction loss, double learningRate, double weightDecay) {
  public GraphSettings {
    Objects.requireNonNull(loss);
    if (!(learningRate > 0) || !(weightDecay >= 0)) {
      throw new IllegalArgumentException(
          "learning rate "
              + learningRate
              + " must be positive and weight decay "
              + weightDecay
              + " not negative");
    }
  }

  /** For predictions, where neither loss nor updater is used. */
  public static GraphSettings forPrediction() {
    return new GraphSettings(ResidualLoss.squares(), 1e-3, 0);
  }
}
