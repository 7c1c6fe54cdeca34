package org.quarry.descriptor.coulomb;

/** How the order of the atoms is done away with. */
public enum Permutation {
  /** It is kept: the matrix as the atoms are stored. */
  NONE,
  /** Rows and columns by descending Euclidean norm of the row, equal norms in stored order. */
  SORTED_L2,
  /** The eigenvalues by descending absolute value, signs kept. */
  EIGENSPECTRUM,
  /** As {@link #SORTED_L2} with {@linkplain RowNoise noise} on the norms. */
  RANDOM
}
