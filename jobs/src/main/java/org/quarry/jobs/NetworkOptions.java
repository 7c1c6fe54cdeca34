package org.quarry.jobs;

import java.util.ArrayList;
import java.util.List;
import org.quarry.network.Activation;
import org.quarry.network.ResidualUnit;
import org.quarry.network.training.TrainingParameters;
import picocli.CommandLine.Option;

/** Shape and training of a network. */
final class NetworkOptions {
  private static final TrainingParameters DEFAULT = TrainingParameters.DEFAULT;

  @Option(
      names = "--hidden",
      split = ",",
      description = "widths of the hidden layers (default: 32,32)")
  private List<Integer> hidden = new ArrayList<>(DEFAULT.hidden());

  @Option(names = "--activation", description = "silu, tanh or softplus (default: silu)")
  private Activation activation = DEFAULT.activation();

  @Option(names = "--epochs", description = "passes over the rows (default: ${DEFAULT-VALUE})")
  private int epochs = DEFAULT.epochs();

  @Option(
      names = "--batch-size",
      description = "configurations in a minibatch (default: ${DEFAULT-VALUE})")
  private int batchSize = DEFAULT.batchSize();

  @Option(
      names = "--eip-share",
      description = "share of a minibatch that EIP rows take (default: ${DEFAULT-VALUE})")
  private double eipShare = DEFAULT.eipShare();

  @Option(
      names = "--alpha",
      description = "weight of the EIP rows' loss (default: ${DEFAULT-VALUE})")
  private double alpha = DEFAULT.alpha();

  @Option(
      names = "--residual",
      description = "atom (default): the loss is of eV/atom; total: of eV, as in the paper")
  private ResidualUnit residual = DEFAULT.residual();

  @Option(names = "--learning-rate", description = "Adam's (default: ${DEFAULT-VALUE})")
  private double learningRate = DEFAULT.learningRate();

  @Option(names = "--weight-decay", description = "decoupled (default: ${DEFAULT-VALUE})")
  private double weightDecay = DEFAULT.weightDecay();

  @Option(
      names = "--averaging",
      description =
          "share of the averaged parameters that an epoch leaves in place (default:"
              + " ${DEFAULT-VALUE})")
  private double averaging = DEFAULT.averaging();

  @Option(
      names = "--patience",
      description =
          "epochs without a better validation error after which to stop (default: 0, never)")
  private int patience = DEFAULT.patience();

  @Option(
      names = "--seed",
      description = "seed of starting values and order (default: ${DEFAULT-VALUE})")
  private long seed = DEFAULT.seed();

  TrainingParameters parameters() {
    try {
      return new TrainingParameters(
          hidden,
          activation,
          epochs,
          batchSize,
          eipShare,
          alpha,
          residual,
          learningRate,
          DEFAULT.finalRate(),
          weightDecay,
          averaging,
          patience,
          seed);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }
}
