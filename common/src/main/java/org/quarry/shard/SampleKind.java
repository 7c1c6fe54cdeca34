package org.quarry.shard;

/** Where the energy that a row is trained on comes from. */
public enum SampleKind {
  /** A first-principles energy; the row may carry an empirical one beside it. */
  DFT,
  /**
   * Aligned empirical energies alone: that of the potential chosen for the configuration, or, in
   * sets to pre-train on, only those of all potentials.
   */
  EIP
}
