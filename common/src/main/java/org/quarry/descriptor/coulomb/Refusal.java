package org.quarry.descriptor.coulomb;

import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;

/** Why a configuration has no matrix. */
final class Refusal {
  /** Of the product of the lengths of the cell vectors. */
  private static final double SINGULAR_VOLUME = 1e-9;

  private Refusal() {}

  /** The exception for a configuration that a descriptor cannot describe. */
  static IllegalArgumentException of(
      String descriptor, Configuration configuration, String reason) {
    return new IllegalArgumentException(descriptor + ": " + configuration + " " + reason);
  }

  /** Refuses a configuration with two atoms at one place. */
  static IllegalArgumentException ofCoincidence(
      String descriptor, Configuration configuration, int i, int j) {
    return of(
        descriptor,
        configuration,
        "has atoms " + Math.min(i, j) + " and " + Math.max(i, j) + " at the same place");
  }

  /** Refuses a configuration whose cell vectors do not span space. */
  static void unlessSpatial(String descriptor, Configuration configuration) {
    Cell cell = configuration.cell();
    double lengths = cell.length(0) * cell.length(1) * cell.length(2);
    if (!(cell.volume() > SINGULAR_VOLUME * lengths)) {
      throw of(
          descriptor,
          configuration,
          "has no cell with three independent vectors: the matrix is of a crystal");
    }
  }
}
