package org.quarry.descriptor;

import java.util.Arrays;
import java.util.List;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.parameters.Settings;

/** The place of every element among the species of a descriptor. Immutable. */
public final class SpeciesIndex {
  private static final int MAX_ATOMIC_NUMBER = 118;

  private final String descriptor;
  private final List<Element> species;
  private final int[] places = new int[MAX_ATOMIC_NUMBER + 1];

  /**
   * An index.
   *
   * @param descriptor the name of the descriptor, for messages
   * @param species in the order of the descriptor
   */
  public SpeciesIndex(String descriptor, List<Element> species) {
    this.descriptor = descriptor;
    this.species = List.copyOf(species);
    Arrays.fill(places, -1);
    for (int s = 0; s < species.size(); s++) {
      places[species.get(s).atomicNumber()] = s;
    }
  }

  /**
   * The elements under {@code species}: symbols or atomic numbers, in any order and any number of
   * times.
   *
   * @return them by atomic number, each once
   * @throws IllegalArgumentException if there is none or one that does not exist
   */
  public static List<Element> read(Settings settings) {
    return settings.list("species").stream()
        .map(value -> element(settings, value))
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * The element that a symbol or an atomic number names.
   *
   * @throws IllegalArgumentException if there is none such
   */
  public static Element element(Settings settings, Object value) {
    String text = String.valueOf(value);
    try {
      return text.chars().allMatch(Character::isDigit)
          ? Element.of(Integer.parseInt(text))
          : Element.of(text);
    } catch (IllegalArgumentException e) {
      throw settings.wrong("species", "element symbols or atomic numbers", value);
    }
  }

  /** How many species there are. */
  public int size() {
    return species.size();
  }

  /** The place of an element, or −1 where it is not among the species. */
  public int of(int atomicNumber) {
    return places[atomicNumber];
  }

  /**
   * To be called before a configuration is described.
   *
   * @throws IllegalArgumentException if it holds an element that is not among the species
   */
  public void requireAll(Configuration configuration) {
    for (int i = 0; i < configuration.size(); i++) {
      if (of(configuration.atomicNumber(i)) < 0) {
        throw new IllegalArgumentException(
            descriptor
                + ": "
                + configuration
                + " holds "
                + Element.of(configuration.atomicNumber(i))
                + ", which is not in species "
                + species);
      }
    }
  }
}
