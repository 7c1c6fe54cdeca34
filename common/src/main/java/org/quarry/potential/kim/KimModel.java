package org.quarry.potential.kim;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A model that is installed.
 *
 * @param name its extended KIM id, to be written after {@code kim:}
 * @param species symbols of the elements it describes
 * @param cutoff the longest cutoff of its neighbour lists in Å; absent if it cannot be opened
 * @param influence distance in Å within which an atom has a say in another's energy; absent too
 * @param title one line
 * @param citation the primary source of its parameters, perhaps empty
 * @param problem why it cannot be used, empty if it can
 */
public record KimModel(
    String name,
    List<String> species,
    OptionalDouble cutoff,
    OptionalDouble influence,
    String title,
    String citation,
    String problem) {
  public KimModel {
    species = List.copyOf(species);
  }

  static KimModel of(Description d, String problem) {
    return new KimModel(
        d.name(),
        d.species(),
        known(d.cutoff()),
        known(d.influence()),
        d.title(),
        d.citation(),
        problem);
  }

  private static OptionalDouble known(double distance) {
    return Double.isNaN(distance) ? OptionalDouble.empty() : OptionalDouble.of(distance);
  }
}
