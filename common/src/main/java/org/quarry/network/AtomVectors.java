package org.quarry.network;

import org.quarry.atoms.Configuration;

/**
 * A descriptor as the predictor sees it: a vector for every atom of a configuration. Used by one
 * thread.
 */
public interface AtomVectors {
  /** Hash of the descriptor's parameters. */
  String hash();

  /** Numbers an atom. */
  int features();

  /** The vectors of all atoms, one after another: size × features numbers. */
  double[] of(Configuration configuration);
}
