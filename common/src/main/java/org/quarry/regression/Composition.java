package org.quarry.regression;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;

/** How many atoms of each element a configuration has. */
public record Composition(SortedMap<Element, Integer> counts) {
  public Composition {
    if (counts.isEmpty() || counts.values().stream().anyMatch(count -> count < 1)) {
      throw new IllegalArgumentException("a composition has at least one atom of each element");
    }
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }

  public static Composition of(int[] atomicNumbers) {
    SortedMap<Element, Integer> counts = new TreeMap<>();
    for (int z : atomicNumbers) {
      counts.merge(Element.of(z), 1, Integer::sum);
    }
    return new Composition(counts);
  }

  public static Composition of(Configuration configuration) {
    return of(configuration.atomicNumbers());
  }

  public static Composition of(Map<Element, Integer> counts) {
    return new Composition(new TreeMap<>(counts));
  }

  /** Number of atoms. */
  public int size() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Whether both have the same elements in the same proportions. */
  public boolean isProportionalTo(Composition other) {
    long here = size();
    long there = other.size();
    return counts.keySet().equals(other.counts.keySet())
        && counts.entrySet().stream()
            .allMatch(part -> part.getValue() * there == other.counts.get(part.getKey()) * here);
  }
}
