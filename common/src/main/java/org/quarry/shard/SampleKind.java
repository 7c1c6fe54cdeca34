package org.quarry.shard;

/** Where the energy that a row is trained on comes from. */
public enum SampleKind {
  /** A first-principles energy; the row may carry an empirical one beside it. */
  DFT,
  /** The aligned energy of the empirical potential chosen for the configuration, and no other. */
  EIP
}
