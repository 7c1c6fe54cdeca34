package org.quarry.potential;

import java.util.List;
import java.util.OptionalDouble;
import org.quarry.atoms.Configuration;

/**
 * A workspace of one thread that computes with a potential. The arrays it hands out are its own,
 * valid until the next {@link #compute}, and may be longer than what is filled.
 */
public interface Evaluator {
  /**
   * Announces what {@link #compute} will be given next, in this order. Nothing depends on it but
   * speed: an evaluator for which every call is dear computes them together.
   */
  default void expect(List<Configuration> next) {}

  /**
   * Computes energy, energies of atoms, forces and virial.
   *
   * @throws NoAnswerException if the potential says nothing of this configuration: it holds an
   *     element without parameters, atoms coincide, or a result is not finite. What the accessors
   *     held before is gone then.
   */
  void compute(Configuration configuration);

  /** Energy of the configuration in eV, always finite. */
  double energy();

  /**
   * The share of each atom in the energy, in eV; their sum is the energy. How energy is shared is a
   * convention: a pair's goes in halves to both atoms, a triplet's to its centre, and what depends
   * on the surroundings of an atom to that atom.
   */
  double[] energies();

  /** Forces in eV/Å, −dE/dr: 3n numbers, x y z of each atom in turn. */
  double[] forces();

  /**
   * Virial in eV, W = −dE/dε for a strain ε of the cell and everything in it (r → (1 + ε) r): xx yy
   * zz xy xz yz. The stress, positive in tension, is −W/V.
   */
  double[] virial();

  /**
   * How much of the time went by inside the model, in seconds, where the model is foreign code and
   * the rest is what it takes to reach it; empty for potentials of our own.
   */
  default OptionalDouble modelSeconds() {
    return OptionalDouble.empty();
  }
}
