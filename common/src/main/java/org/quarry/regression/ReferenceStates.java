package org.quarry.regression;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.quarry.atoms.Element;

/**
 * Energies per atom, in eV, of one state of each element – the isolated atom, or the pure crystal –
 * by the reference method and by the potentials. What separates the two zeros is their difference:
 * E_EIP + Σ_Z n_Z (reference_Z − potential_Z).
 *
 * @param reference by the reference method
 * @param potentials by potential; an element that is not named has 0 there, the energy of an
 *     isolated atom in nearly all empirical potentials
 */
public record ReferenceStates(
    SortedMap<Element, Double> reference,
    SortedMap<String, SortedMap<Element, Double>> potentials) {
  /** None are given. */
  public static final ReferenceStates NONE =
      new ReferenceStates(Collections.emptySortedMap(), Collections.emptySortedMap());

  public ReferenceStates {
    reference = finite(reference);
    SortedMap<String, SortedMap<Element, Double>> copy = new TreeMap<>();
    potentials.forEach((potential, energies) -> copy.put(potential, finite(energies)));
    potentials = Collections.unmodifiableSortedMap(copy);
  }

  /**
   * Reads {@code El=ENERGY} for the reference method and {@code POTENTIAL:El=ENERGY} for a
   * potential, in eV per atom: {@code Si=-5.42}, {@code sw-si:Si=-4.3366}.
   *
   * @throws IllegalArgumentException if an entry is not of either form
   */
  public static ReferenceStates parse(List<String> entries) {
    SortedMap<Element, Double> reference = new TreeMap<>();
    SortedMap<String, SortedMap<Element, Double>> potentials = new TreeMap<>();
    for (String entry : entries) {
      int equals = entry.lastIndexOf('=');
      int colon = entry.lastIndexOf(':', Math.max(equals, 0)); // names hold colons too
      try {
        Element element = Element.of(entry.substring(colon + 1, equals).strip());
        double energy = Double.parseDouble(entry.substring(equals + 1).strip());
        SortedMap<Element, Double> into =
            colon < 0
                ? reference
                : potentials.computeIfAbsent(entry.substring(0, colon), p -> new TreeMap<>());
        if (into.put(element, energy) != null) {
          throw new IllegalArgumentException("\"" + entry + "\" is told twice");
        }
      } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
        throw new IllegalArgumentException(
            "cannot read \"" + entry + "\": write El=ENERGY or POTENTIAL:El=ENERGY in eV", e);
      }
    }
    return new ReferenceStates(reference, potentials);
  }

  /** The offsets of a potential by element, in eV per atom. */
  SortedMap<Element, Double> offsets(String potential) {
    Map<Element, Double> own = potentials.getOrDefault(potential, Collections.emptySortedMap());
    SortedMap<Element, Double> offsets = new TreeMap<>();
    reference.forEach(
        (element, energy) -> offsets.put(element, energy - own.getOrDefault(element, 0.0)));
    return offsets;
  }

  /** The entries, as {@link #parse} reads them, by key. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    reference.forEach((element, energy) -> map.put(element.symbol(), energy));
    potentials.forEach(
        (potential, energies) ->
            energies.forEach(
                (element, energy) -> map.put(potential + ":" + element.symbol(), energy)));
    return map;
  }

  private static SortedMap<Element, Double> finite(SortedMap<Element, Double> energies) {
    energies.forEach(
        (element, energy) -> {
          if (!Double.isFinite(energy)) {
            throw new IllegalArgumentException("the energy of " + element + " is " + energy);
          }
        });
    return Collections.unmodifiableSortedMap(new TreeMap<>(energies));
  }
}
