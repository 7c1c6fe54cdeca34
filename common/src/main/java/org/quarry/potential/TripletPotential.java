package org.quarry.potential;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What potentials share whose parameters are one entry for each triplet of labels. */
abstract class TripletPotential<E extends TripletEntry> implements Potential {
  private final Species species;
  private final List<E> entries;
  private final String citation;

  /**
   * A potential with given entries, one for each triplet of the n labels: index (i·n + j)·n + k.
   *
   * @throws IllegalArgumentException if there are not n³, or no pair has a range
   */
  TripletPotential(Species species, List<E> entries, String citation) {
    int n = species.labels().size();
    if (entries.size() != n * n * n) {
      throw new IllegalArgumentException(
          n + " labels need " + n * n * n + " entries, got " + entries.size());
    }
    this.species = species;
    this.entries = List.copyOf(entries);
    this.citation = citation;
    PotentialSpec.requirePositive("the longest cutoff of " + name() + " entries", cutoff());
  }

  /** One for each triplet of labels: index (i·n + j)·n + k. */
  public final List<E> entries() {
    return entries;
  }

  /** Each entry under its labels: {@code {"species": {...}, "entries": {"Si C C": {...}}}}. */
  @Override
  public final Map<String, Object> toMap() {
    Map<String, Object> byLabels = new TreeMap<>();
    int at = 0;
    for (String i : species.labels()) {
      for (String j : species.labels()) {
        for (String k : species.labels()) {
          byLabels.put(i + " " + j + " " + k, entries.get(at++).toMap());
        }
      }
    }
    return Map.of("species", species.toMap(), "entries", byLabels);
  }

  @Override
  public final Species species() {
    return species;
  }

  @Override
  public double cutoff() {
    return entries.stream().mapToDouble(TripletEntry::cutoff).max().orElse(0);
  }

  @Override
  public final String citation() {
    return citation;
  }
}
