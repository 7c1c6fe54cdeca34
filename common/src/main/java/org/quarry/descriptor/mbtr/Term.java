package org.quarry.descriptor.mbtr;

import org.quarry.atoms.Configuration;

/** The sum over all groups of k atoms. A workspace of one thread. */
interface Term {
  /**
   * Adds the distributions of a configuration to a row.
   *
   * @param named what messages call it
   * @param c the same, with or without images
   * @throws IllegalArgumentException if atoms coincide
   */
  void add(Configuration named, Configuration c, double[] row);
}
