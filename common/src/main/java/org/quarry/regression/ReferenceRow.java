package org.quarry.regression;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A configuration whose reference energy is known, beside what empirical potentials say of it.
 *
 * @param id its content id
 * @param group rows of a group are never split between folds; the id itself where there is none
 * @param composition its atoms
 * @param energy reference energy of the configuration in eV
 * @param eipEnergies energies of the configuration in eV, as the potentials gave them, by their
 *     names; a potential without an answer is absent
 */
public record ReferenceRow(
    String id,
    String group,
    Composition composition,
    double energy,
    SortedMap<String, Double> eipEnergies) {
  public ReferenceRow {
    requireFinite(id, "the reference energy", energy);
    for (Map.Entry<String, Double> eip : eipEnergies.entrySet()) {
      requireFinite(id, "the energy by " + eip.getKey(), eip.getValue());
    }
    eipEnergies = Collections.unmodifiableSortedMap(new TreeMap<>(eipEnergies));
  }

  private static void requireFinite(String id, String what, double energy) {
    if (!Double.isFinite(energy)) {
      throw new IllegalArgumentException(what + " of " + id + " is " + energy);
    }
  }
}
