package org.quarry.descriptor;

import org.quarry.atoms.Configuration;

/**
 * The workspace of a {@link Descriptor} in one thread. It holds the rows of the configuration that
 * was evaluated last and grows to the largest one seen; after that it allocates nothing in its
 * loops.
 */
public interface Evaluator {
  /**
   * Computes the rows of a configuration, with every atom a centre.
   *
   * @return the number of rows
   * @throws IllegalArgumentException if the configuration cannot be described: an element that is
   *     not among the species, too many atoms, atoms that coincide
   */
  int evaluate(Configuration configuration);

  /**
   * The rows of the last evaluation, row-major. The array is the workspace's own: valid until the
   * next evaluation, and it may be longer than what is filled.
   */
  double[] values();
}
