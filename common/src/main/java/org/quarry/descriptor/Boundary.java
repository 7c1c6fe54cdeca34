package org.quarry.descriptor;

import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Periodicity;

/** Whether periodic images count. */
public enum Boundary {
  /** Images along every axis along which the configuration is periodic. */
  PERIODIC,
  /** Only the atoms as stored, whatever the configuration says. */
  OPEN;

  /** A configuration as a descriptor with this boundary is to see it. */
  public Configuration applyTo(Configuration configuration) {
    return this == OPEN && configuration.pbc().any()
        ? Configuration.of(
            configuration.atomicNumbers(), configuration.positions(), Cell.NONE, Periodicity.NONE)
        : configuration;
  }
}
