package org.quarry.potential;

import org.quarry.parameters.Parameters;

/**
 * An interatomic potential with all its parameters: an immutable definition, shared freely between
 * threads. {@link #evaluator()} gives a thread the workspace that computes with it.
 *
 * <p>Its name and parameters, and so its {@link #hash()}, say which function it is, wherever the
 * numbers came from; where they came from is its {@link #citation()}.
 */
public interface Potential extends Parameters {
  /** The elements it describes. */
  Species species();

  /** The longest distance in Å at which two atoms act on each other directly. */
  double cutoff();

  /** The source of its parameters, as a paper is cited. */
  String citation();

  /** A new workspace of one thread. */
  Evaluator evaluator();
}
