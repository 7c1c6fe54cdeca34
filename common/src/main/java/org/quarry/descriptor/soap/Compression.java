package org.quarry.descriptor.soap;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.quarry.atoms.Element;
import org.quarry.parameters.Settings;

/**
 * How species are combined in the power spectrum (Darby et al., npj Comput. Mater. 8, 166 (2022)).
 *
 * @param mode which pairs of densities are multiplied
 * @param speciesWeighting factor of the density of an element; 1 where it is not named
 */
public record Compression(Mode mode, Map<Element, Double> speciesWeighting) {
  /** All pairs of species. */
  public static final Compression OFF = of(Mode.OFF);

  public Compression {
    speciesWeighting = Map.copyOf(speciesWeighting);
    for (Map.Entry<Element, Double> entry : speciesWeighting.entrySet()) {
      if (!Double.isFinite(entry.getValue())) {
        throw new IllegalArgumentException(
            "soap: species_weighting of " + entry.getKey() + " is " + entry.getValue());
      }
    }
  }

  /** A mode without species weights. */
  public static Compression of(Mode mode) {
    return new Compression(mode, Map.of());
  }

  /** Factor of the density of an element. */
  public double weight(Element element) {
    return speciesWeighting.getOrDefault(element, 1.0);
  }

  Map<String, Object> toMap() {
    Map<String, Double> weights =
        speciesWeighting.entrySet().stream()
            .collect(
                Collectors.toMap(
                    e -> e.getKey().symbol(), Map.Entry::getValue, (a, b) -> a, TreeMap::new));
    return Map.of("mode", Settings.textOf(mode), "species_weighting", weights);
  }

  /** Which pairs of densities are multiplied. */
  public enum Mode {
    /** Every species with every species, Z ≤ Z'. */
    OFF,
    /** The sum of all species with itself: one element-blind density. */
    MU2,
    /** Every species with the sum of all. */
    MU1NU1,
    /** Every species with itself only. */
    CROSSOVER
  }
}
