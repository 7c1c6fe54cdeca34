package org.quarry.descriptor.coulomb;

import org.quarry.atoms.Configuration;

/** The elements of a symmetric matrix over pairs of atoms; a workspace of one thread. */
interface PairMatrix {
  /** Fills the n × n matrix of a configuration of n atoms, row-major, both triangles. */
  void fill(Configuration configuration, double[] matrix);
}
