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
 * @param loss compares them with labels
 * @param updater of the parameters
 * @param clipping largest norm of the gradient by all parameters of the potential: a longer one is
 *     shortened to it; infinite for none
 * @param frozen beginnings of the names of parameters that are not trained, as {@code
 *     representation.}
 * @param seed of the starting values
 */
public record PairNetworkSettings(
    Set<Output> outputs,
    ResidualLoss loss,
    IUpdater updater,
    double clipping,
    List<String> frozen,
    long seed) {
  public PairNetworkSettings {
    outputs = Set.copyOf(outputs);
    frozen = List.copyOf(frozen);
    Objects.requireNonNull(loss);
    Objects.requireNonNull(updater);
    if (!(clipping > 0)) {
      throw new IllegalArgumentException(
          "the norm that gradients are clipped to must be positive, got " + clipping);
    }
  }

  /** Energies alone, compared by squares; nothing clipped or frozen. */
  public static PairNetworkSettings of(IUpdater updater, long seed) {
    return new PairNetworkSettings(
        EnumSet.noneOf(Output.class),
        ResidualLoss.squares(),
        updater,
        Double.POSITIVE_INFINITY,
        List.of(),
        seed);
  }

  /** The same with other outputs. */
  public PairNetworkSettings withOutputs(Output... others) {
    return new PairNetworkSettings(
        Set.copyOf(Arrays.asList(others)), loss, updater, clipping, frozen, seed);
  }

  /** The same with another loss. */
  public PairNetworkSettings withLoss(ResidualLoss other) {
    return new PairNetworkSettings(outputs, other, updater, clipping, frozen, seed);
  }

  /** The same with gradients clipped. */
  public PairNetworkSettings withClipping(double norm) {
    return new PairNetworkSettings(outputs, loss, updater, norm, frozen, seed);
  }

  /** The same with parameters frozen whose names begin so. */
  public PairNetworkSettings withFrozen(String... beginnings) {
    return new PairNetworkSettings(outputs, loss, updater, clipping, List.of(beginnings), seed);
  }
}
