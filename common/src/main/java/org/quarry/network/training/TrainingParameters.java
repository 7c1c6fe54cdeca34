package org.quarry.network.training;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.quarry.network.Activation;
import org.quarry.network.ResidualUnit;
import org.quarry.parameters.Parameters;

/**
 * Settings of a training. The defaults suit some ten to some thousand labelled configurations.
 *
 * @param hidden widths of the hidden layers
 * @param activation between them
 * @param epochs passes over the rows
 * @param batchSize configurations in a minibatch
 * @param eipShare share of the minibatch that EIP rows take, where there are both kinds; in (0, 1)
 * @param alpha weight of the EIP rows' loss
 * @param residual eV per atom or eV
 * @param learningRate of Adam at the start; it follows half a cosine down to {@code finalRate}
 *     times that
 * @param finalRate share of the learning rate that is left at the end, in (0, 1]
 * @param weightDecay decoupled decay of weights, see {@link org.quarry.network.GraphSettings}
 * @param averaging share of the averaged parameters that an epoch leaves in place: validated and
 *     kept is the moving average, which wanders less than the parameters themselves; 0 for none
 * @param patience epochs without a better validation error after which training stops and the best
 *     parameters are kept; 0 to train to the end and keep the last
 * @param seed of starting values and of the order of rows
 */
public record TrainingParameters(
    List<Integer> hidden,
    Activation activation,
    int epochs,
    int batchSize,
    double eipShare,
    double alpha,
    ResidualUnit residual,
    double learningRate,
    double finalRate,
    double weightDecay,
    double averaging,
    int patience,
    long seed)
    implements Parameters, Serializable {
  /** What is used unless told otherwise. */
  public static final TrainingParameters DEFAULT =
      new TrainingParameters(
          List.of(32, 32),
          Activation.SILU,
          200,
          8,
          0.5,
          0.5,
          ResidualUnit.ATOM,
          5e-3,
          1e-3,
          0.05,
          0.95,
          0,
          1);

  public TrainingParameters {
    hidden = List.copyOf(hidden);
    Objects.requireNonNull(activation);
    Objects.requireNonNull(residual);
    require(epochs >= 1, "epochs", epochs, "at least 1");
    require(batchSize >= 1, "batch size", batchSize, "at least 1");
    require(eipShare > 0 && eipShare < 1, "EIP share", eipShare, "between 0 and 1");
    require(alpha >= 0, "alpha", alpha, "not negative");
    require(learningRate > 0, "learning rate", learningRate, "positive");
    require(finalRate > 0 && finalRate <= 1, "final rate", finalRate, "in (0, 1]");
    require(weightDecay >= 0, "weight decay", weightDecay, "not negative");
    require(averaging >= 0 && averaging < 1, "averaging", averaging, "in [0, 1)");
    require(patience >= 0, "patience", patience, "not negative");
  }

  private static void require(boolean holds, String what, double value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(what + " must be " + rule + ", got " + value);
    }
  }

  /** Learning rate after a share of the epochs, from 0 to 1. */
  public double learningRateAt(double progress) {
    double cosine = 0.5 * (1 + Math.cos(Math.PI * progress));
    return learningRate * (finalRate + (1 - finalRate) * cosine);
  }

  public TrainingParameters withSeed(long other) {
    return new TrainingParameters(
        hidden,
        activation,
        epochs,
        batchSize,
        eipShare,
        alpha,
        residual,
        learningRate,
        finalRate,
        weightDecay,
        averaging,
        patience,
        other);
  }

  public TrainingParameters withEpochs(int other) {
    return new TrainingParameters(
        hidden,
        activation,
        other,
        batchSize,
        eipShare,
        alpha,
        residual,
        learningRate,
        finalRate,
        weightDecay,
        averaging,
        patience,
        seed);
  }

  public TrainingParameters withHidden(List<Integer> other) {
    return new TrainingParameters(
        other,
        activation,
        epochs,
        batchSize,
        eipShare,
        alpha,
        residual,
        learningRate,
        finalRate,
        weightDecay,
        averaging,
        patience,
        seed);
  }

  public TrainingParameters withPatience(int other) {
    return new TrainingParameters(
        hidden,
        activation,
        epochs,
        batchSize,
        eipShare,
        alpha,
        residual,
        learningRate,
        finalRate,
        weightDecay,
        averaging,
        other,
        seed);
  }

  /** The same with another loss. */
  public TrainingParameters withLoss(double otherAlpha, ResidualUnit otherResidual) {
    return new TrainingParameters(
        hidden,
        activation,
        epochs,
        batchSize,
        eipShare,
        otherAlpha,
        otherResidual,
        learningRate,
        finalRate,
        weightDecay,
        averaging,
        patience,
        seed);
  }

  /** The same with another optimizer. */
  public TrainingParameters withOptimizer(
      int otherBatchSize, double otherLearningRate, double otherWeightDecay) {
    return new TrainingParameters(
        hidden,
        activation,
        epochs,
        otherBatchSize,
        eipShare,
        alpha,
        residual,
        otherLearningRate,
        finalRate,
        otherWeightDecay,
        averaging,
        patience,
        seed);
  }

  @Override
  public String name() {
    return "soapnet";
  }

  @Override
  public Map<String, Object> toMap() {
    return Map.ofEntries(
        Map.entry("hidden", hidden),
        Map.entry("activation", activation.text()),
        Map.entry("epochs", epochs),
        Map.entry("batch_size", batchSize),
        Map.entry("eip_share", eipShare),
        Map.entry("alpha", alpha),
        Map.entry("residual", residual.text()),
        Map.entry("learning_rate", learningRate),
        Map.entry("final_rate", finalRate),
        Map.entry("weight_decay", weightDecay),
        Map.entry("averaging", averaging),
        Map.entry("patience", patience),
        Map.entry("seed", seed));
  }
}
