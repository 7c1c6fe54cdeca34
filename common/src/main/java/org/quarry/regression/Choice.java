package org.quarry.regression;

import java.util.Collections;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the auxiliary classifier decided for a configuration.
 *
 * @param potential the chosen one; empty if none is expected to be good enough
 * @param candidate the one that would be chosen if one had to be; empty if none gave an energy
 * @param probabilities of every class, that is of every potential and of {@link
 *     AuxiliaryClassifier#NONE}; they sum to 1
 * @param energy the chosen potential's aligned energy of the configuration in eV
 * @param expectedError the candidate's expected |error| in eV per atom
 */
public record Choice(
    Optional<String> potential,
    Optional<String> candidate,
    SortedMap<String, Double> probabilities,
    OptionalDouble energy,
    OptionalDouble expectedError) {
  public Choice {
    probabilities = Collections.unmodifiableSortedMap(new TreeMap<>(probabilities));
  }
}
