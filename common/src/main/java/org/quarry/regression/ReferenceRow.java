package org.quarry.regression;

import java.util.Map;
import java.util.SortedMap;

/**
 * A configuration whose reference energy is known, beside what can be known of it without.
 *
 * @param id its content id
 * @param group rows of a group are never split between folds; the id itself where there is none
 * @param energy reference energy of the configuration in eV
 * @param observation its atoms, descriptors and empirical energies
 */
public record ReferenceRow(String id, String group, double energy, Observation observation) {
  public ReferenceRow {
    requireFinite(id, "the reference energy", energy);
    for (Map.Entry<String, Double> eip : observation.eipEnergies().entrySet()) {
      requireFinite(id, "the energy by " + eip.getKey(), eip.getValue());
    }
  }

  /** A row that nothing but energies is known of: enough for an alignment. */
  public static ReferenceRow of(
      String id,
      String group,
      Composition composition,
      double energy,
      SortedMap<String, Double> eipEnergies) {
    return new ReferenceRow(
        id, group, energy, Observation.of(composition, 0, new double[0], eipEnergies));
  }

  /** Its atoms. */
  public Composition composition() {
    return observation.composition();
  }

  /** Reference energy in eV per atom. */
  public double energyPerAtom() {
    return energy / composition().size();
  }

  /**
   * Energies of the configuration in eV, as the potentials gave them, by their names; a potential
   * without an answer is absent.
   */
  public SortedMap<String, Double> eipEnergies() {
    return observation.eipEnergies();
  }

  private static void requireFinite(String id, String what, double energy) {
    if (!Double.isFinite(energy)) {
      throw new IllegalArgumentException(what + " of " + id + " is " + energy);
    }
  }
}
