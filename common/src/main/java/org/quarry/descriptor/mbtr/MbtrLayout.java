package org.quarry.descriptor.mbtr;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.quarry.atoms.Element;
import org.quarry.descriptor.FeatureLayout;

/**
 * Where the distribution of some species stands: of one species by atomic number; of pairs a ≤ b in
 * the order 0-0, 0-1, 0-2 … 1-1, 1-2 …; of triples by the species in the middle, then like the
 * pairs by the species at the ends.
 */
final class MbtrLayout {
  private final int species;
  private final int n;
  private final FeatureLayout features;

  MbtrLayout(MbtrParameters parameters) {
    List<Element> elements = parameters.species();
    this.species = elements.size();
    this.n = parameters.grid().n();
    List<String> names = new ArrayList<>();
    switch (parameters.geometry().k()) {
      case 1 -> elements.forEach(element -> names.add(element.symbol()));
      case 2 -> addPairs(elements, "-", names);
      default -> elements.forEach(middle -> addPairs(elements, "-" + middle + "-", names));
    }
    this.features = FeatureLayout.of(names, Collections.nCopies(names.size(), n));
  }

  FeatureLayout features() {
    return features;
  }

  /** First feature of a species. */
  int of(int a) {
    return a * n;
  }

  /** First feature of a pair of species, in either order. */
  int of(int a, int b) {
    int low = Math.min(a, b);
    int high = Math.max(a, b);
    return (high + low * species - low * (low + 1) / 2) * n;
  }

  /** First feature of a triple of species: the middle, and the ends in either order. */
  int of(int middle, int a, int b) {
    return middle * (species * (species + 1) / 2) * n + of(a, b);
  }

  private static void addPairs(List<Element> elements, String between, List<String> names) {
    for (int a = 0; a < elements.size(); a++) {
      for (int b = a; b < elements.size(); b++) {
        names.add(elements.get(a) + between + elements.get(b));
      }
    }
  }
}
