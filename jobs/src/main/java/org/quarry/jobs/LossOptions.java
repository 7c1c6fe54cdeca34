package org.quarry.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quarry.network.LossShares;
import org.quarry.network.ResidualFunction;
import org.quarry.network.ResidualLoss;
import org.quarry.network.ResidualUnit;
import org.quarry.network.training.TargetKind;
import picocli.CommandLine.Option;

/** What a network is compared with, and how. */
final class LossOptions {
  /** Of EIP residuals, in units of the network: forces, or energies of atoms, of about one. */
  private static final double LEAST_SCALE_OF_OUTPUT = 1e-6;

  @Option(names = "--alpha", description = "weight of the EIP rows' loss (default: 0.5)")
  private Optional<Double> alpha = Optional.empty();

  @Option(
      names = "--residual",
      description =
          "atom (default): the loss of energies is of eV/atom; total: of eV, as in the paper")
  private Optional<ResidualUnit> residual = Optional.empty();

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

  /** Weight of empirical rows. */
  double alpha() {
    return alpha.orElse(0.5);
  }

  /** What the loss of energies is of. */
  ResidualUnit residual() {
    return residual.orElse(ResidualUnit.ATOM);
  }

  /** Shares of energies, forces and stress. */
  LossShares shares() {
    return new LossShares(energyShare.orElse(0.05), stressShare.orElse(0.0), residual());
  }

  /** The loss of a potential. */
  ResidualLoss loss() {
    return new ResidualLoss(
        loss.orElse(ResidualFunction.SQUARED),
        huberDelta.orElse(1.0),
        alpha(),
        LEAST_SCALE_OF_OUTPUT);
  }

  /** What a potential is trained on. */
  TargetKind targets() {
    return targets.orElse(TargetKind.LABELS);
  }

  /**
   * Refuses what means nothing beside the other options.
   *
   * @throws UsageException if such an option was given
   */
  void validate() {
    List<String> idle = new ArrayList<>();
    if (targets() == TargetKind.POTENTIALS) { // squares of energies, and of nothing else
      energyShare.ifPresent(x -> idle.add("--energy-share"));
      stressShare.ifPresent(x -> idle.add("--stress-share"));
      loss.ifPresent(x -> idle.add("--loss"));
      huberDelta.ifPresent(x -> idle.add("--huber-delta"));
    }
    if (!idle.isEmpty()) {
      throw new UsageException(
          String.join(", ", idle) + " means nothing to --targets " + targets().text());
    }
    if (huberDelta.isPresent() && loss().function() != ResidualFunction.HUBER) {
      throw new UsageException("--huber-delta means nothing without --loss huber");
    }
  }

  /** Adds the names of those options that were given, but mean something to potentials alone. */
  void addGiven(List<String> names) {
    energyShare.ifPresent(x -> names.add("--energy-share"));
    stressShare.ifPresent(x -> names.add("--stress-share"));
    targets.ifPresent(x -> names.add("--targets"));
    loss.ifPresent(x -> names.add("--loss"));
    huberDelta.ifPresent(x -> names.add("--huber-delta"));
  }
}
