package org.quarry.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.quarry.network.Activation;
import org.quarry.network.LossShares;
import org.quarry.network.ResidualFunction;
import org.quarry.network.ResidualLoss;
import org.quarry.network.ResidualUnit;
import org.quarry.network.potential.RadialBasis;
import org.quarry.network.training.LearningRate;
import org.quarry.network.training.NetworkSettings;
import org.quarry.network.training.Optimizer;
import org.quarry.network.training.PotentialSettings;
import org.quarry.network.training.SoapNetSettings;
import org.quarry.network.training.TargetKind;
import org.quarry.network.training.TrainingParameters;
import picocli.CommandLine.Option;

/**
 * Shape and training of a network. What is not given has the network's own default; what does not
 * belong to the network is refused.
 */
final class NetworkOptions {
  private static final double LEAST_SCALE = 1e-6; // of EIP residuals in units of the network

  /** Kinds of networks on the command line. */
  private enum Kind {
    SOAPNET,
    SCHNET,
    PAINN
  }

  @Option(
      names = "--network",
      description =
          "soapnet (default): energies from the shards' vectors; schnet, painn: energies and forces"
              + " from positions")
  private Kind kind = Kind.SOAPNET;

  @Option(
      names = "--hidden",
      split = ",",
      description = "soapnet: widths of the hidden layers (default: 32,32)")
  private List<Integer> hidden = new ArrayList<>();

  @Option(names = "--activation", description = "soapnet: silu (default), tanh or softplus")
  private Optional<Activation> activation = Optional.empty();

  @Option(names = "--alpha", description = "weight of the EIP rows' loss (default: 0.5)")
  private Optional<Double> alpha = Optional.empty();

  @Option(
      names = "--residual",
      description =
          "atom (default): the loss of energies is of eV/atom; total: of eV, as in the paper")
  private Optional<ResidualUnit> residual = Optional.empty();

  @Option(names = "--features", description = "potentials: numbers an atom (default: 64)")
  private Optional<Integer> features = Optional.empty();

  @Option(names = "--interactions", description = "potentials: interaction blocks (default: 3)")
  private Optional<Integer> interactions = Optional.empty();

  @Option(names = "--cutoff", description = "potentials: range of a pair in Å (default: 5)")
  private Optional<Double> cutoff = Optional.empty();

  @Option(
      names = "--radial-functions",
      description = "potentials: functions of a distance (default: 20)")
  private Optional<Integer> radialFunctions = Optional.empty();

  @Option(
      names = "--radial-basis",
      description = "potentials: gaussian (schnet's default) or bessel (painn's)")
  private Optional<RadialBasis> radialBasis = Optional.empty();

  @Option(
      names = "--energy-share",
      paramLabel = "P",
      description =
          "potentials: the loss is P times that of energies per atom, 1 - P times that of forces"
              + " (default: 0.05)")
  private Optional<Double> energyShare = Optional.empty();

  @Option(
      names = "--stress-share",
      paramLabel = "Q",
      description = "potentials: share of the stress in the loss, 1 - Q of the rest (default: 0)")
  private Optional<Double> stressShare = Optional.empty();

  @Option(
      names = "--targets",
      description =
          "potentials: labels (default), or potentials: the aligned energies of all empirical"
              + " potentials of the shards, a task each, to pre-train on")
  private Optional<TargetKind> targets = Optional.empty();

  @Option(
      names = "--loss",
      description = "potentials: of first-principles labels: squared (default), absolute or huber")
  private Optional<ResidualFunction> loss = Optional.empty();

  @Option(
      names = "--huber-delta",
      description =
          "potentials: where Huber's loss becomes linear, in units of the forces' root mean square"
              + " (default: 1)")
  private Optional<Double> huberDelta = Optional.empty();

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
      description = "what a plateau multiplies it by (default: 0.5)")
  private Optional<Double> plateauFactor = Optional.empty();

  @Option(
      names = "--plateau-patience",
      description = "epochs without a better validation loss that make a plateau (default: 10)")
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

  /** What is trained. */
  NetworkSettings network() {
    refuseForeign();
    try {
      return kind == Kind.SOAPNET ? soapNet() : potential();
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private SoapNetSettings soapNet() {
    SoapNetSettings base = SoapNetSettings.DEFAULT;
    return new SoapNetSettings(
        hidden.isEmpty() ? base.hidden() : hidden,
        activation.orElse(base.activation()),
        alpha.orElse(base.alpha()),
        residual.orElse(base.residual()));
  }

  private PotentialSettings potential() {
    RadialBasis basis =
        radialBasis.orElse(kind == Kind.PAINN ? RadialBasis.BESSEL : RadialBasis.GAUSSIAN);
    SortedMap<String, Object> shape = new TreeMap<>();
    shape.put("version", 1);
    shape.put("type", name(kind));
    shape.put("features", features.orElse(64));
    shape.put("interactions", interactions.orElse(3));
    shape.put("cutoff", cutoff.orElse(5.0));
    shape.put("radial_functions", radialFunctions.orElse(20));
    shape.put("radial_basis", name(basis));
    shape.put("energy_hidden", Math.max(1, features.orElse(64) / 2));
    PotentialSettings settings =
        new PotentialSettings(
            shape,
            new LossShares(
                energyShare.orElse(0.05),
                stressShare.orElse(0.0),
                residual.orElse(ResidualUnit.ATOM)),
            new ResidualLoss(
                loss.orElse(ResidualFunction.SQUARED),
                huberDelta.orElse(1.0),
                alpha.orElse(0.5),
                LEAST_SCALE),
            targets.orElse(TargetKind.LABELS));
    settings.potential(List.of("H")); // a wrong width is said now, not when shards are there
    return settings;
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(java.util.Locale.ROOT);
  }

  private void refuseForeign() {
    List<String> foreign = new ArrayList<>();
    if (kind == Kind.SOAPNET) {
      features.ifPresent(x -> foreign.add("--features"));
      interactions.ifPresent(x -> foreign.add("--interactions"));
      cutoff.ifPresent(x -> foreign.add("--cutoff"));
      radialFunctions.ifPresent(x -> foreign.add("--radial-functions"));
      radialBasis.ifPresent(x -> foreign.add("--radial-basis"));
      energyShare.ifPresent(x -> foreign.add("--energy-share"));
      stressShare.ifPresent(x -> foreign.add("--stress-share"));
      targets.ifPresent(x -> foreign.add("--targets"));
      loss.ifPresent(x -> foreign.add("--loss"));
      huberDelta.ifPresent(x -> foreign.add("--huber-delta"));
    } else {
      hidden.stream().limit(1).forEach(x -> foreign.add("--hidden"));
      activation.ifPresent(x -> foreign.add("--activation"));
    }
    if (!foreign.isEmpty()) {
      throw new UsageException(
          String.join(", ", foreign) + " means nothing to --network " + name(kind));
    }
  }

  /** How it is trained. */
  TrainingParameters training() {
    TrainingParameters base =
        kind == Kind.SOAPNET ? TrainingParameters.DEFAULT : TrainingParameters.POTENTIAL;
    LearningRate rate = base.learningRate();
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
}
