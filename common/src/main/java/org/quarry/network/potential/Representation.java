package org.quarry.network.potential;

import java.util.List;
import org.quarry.network.autograd.Node;

/**
 * f_rep: describes each atom by what is around it. The part of a network that pre-training hands
 * on; {@link AtomwiseEnergy} reads energies from it. Immutable; the parameters are somebody else's.
 */
public interface Representation {
  /** Element symbols it knows, by atomic number. */
  List<String> species();

  /** Range of a pair in Å. */
  double cutoff();

  /** Numbers an atom at the output. */
  int features();

  /** Adds its parameters, all of whose names begin with {@code prefix}. */
  void declare(ParameterLayout.Builder layout, String prefix);

  /** Width of the hidden layer that energies are best read with, 0 for none. */
  default int readoutWidth() {
    return Math.max(1, features() / 2);
  }

  /**
   * The same with what is not trained adapted to typical configurations, such as those trained on:
   * mean and deviation of fixed descriptors. Most have nothing to adapt.
   */
  default Representation fittedTo(PairBatch batch) {
    return this;
  }

  /**
   * Describes the atoms.
   *
   * @return atoms × features, the same for rotated, mirrored, translated and re-celled
   *     configurations
   * @throws IllegalArgumentException if the batch has an element that is not in the species
   */
  Node describe(PairGeometry geometry, Weights weights, String prefix);
}
