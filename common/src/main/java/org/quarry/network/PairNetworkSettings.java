package org.quarry.network;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * What a {@link PairNetworkGraph} needs besides its potential.
 *
 * @param outputs what it gives besides energies
 * @param training how its parameters are trained; clipping takes all parameters of the potential
 *     together
 * @param frozen beginnings of the names of parameters that are not trained, as {@code
 *     representation.}
 * @param seed of the starting values
 */
public record PairNetworkSettings(
    Set<Output> outputs, GraphSettings training, List<String> frozen, long seed) {
  public PairNetworkSettings {
    outputs = Set.copyOf(outputs);
    frozen = List.copyOf(frozen);
    Objects.requireNonNull(training);
  }

  /** Energies alone; nothing frozen. */
  public static PairNetworkSettings of(GraphSettings training, long seed) {
    return new PairNetworkSettings(EnumSet.noneOf(Output.class), training, List.of(), seed);
  }

  /** Energies alone, compared by squares; nothing decays, is clipped or frozen. */
  public static PairNetworkSettings of(IUpdater updater, long seed) {
    return of(
        new GraphSettings(ResidualLoss.squares(), updater, 0, Double.POSITIVE_INFINITY), seed);
  }

  /** The same with other outputs. */
  public PairNetworkSettings withOutputs(Output... others) {
    return new PairNetworkSettings(Set.copyOf(Arrays.asList(others)), training, frozen, seed);
  }

  /** The same with another loss. */
  public PairNetworkSettings withLoss(ResidualLoss other) {
    return withTraining(
        new GraphSettings(other, training.updater(), training.weightDecay(), training.clipping()));
  }

  /** The same with gradients clipped. */
  public PairNetworkSettings withClipping(double norm) {
    return withTraining(
        new GraphSettings(training.loss(), training.updater(), training.weightDecay(), norm));
  }

  private PairNetworkSettings withTraining(GraphSettings other) {
    return new PairNetworkSettings(outputs, other, frozen, seed);
  }

  /** The same with parameters frozen whose names begin so. */
  public PairNetworkSettings withFrozen(String... beginnings) {
    return new PairNetworkSettings(outputs, training, List.of(beginnings), seed);
  }
}
