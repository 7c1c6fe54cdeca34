package org.quarry.atoms;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Where a configuration was read from.
 *
 * @param file the file's name as given
 * @param frame the frame's number in it, from 0
 * @param split the published split it belongs to ({@code train}, {@code test} …), empty for none
 * @param group frames of one group (a trajectory, a molecule) go to one side of a split; empty for
 *     none
 * @param info whatever else the file says of the frame, as text
 */
public record Provenance(
    String file, int frame, String split, String group, Map<String, String> info) {
  public Provenance {
    Objects.requireNonNull(file);
    if (frame < 0) {
      throw new IllegalArgumentException("frame numbers start at 0, got " + frame);
    }
    info = Map.copyOf(new TreeMap<>(info));
  }
}
