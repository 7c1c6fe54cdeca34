package org.quarry.network;

/** What a {@link PairNetwork} gives besides energies; each costs a differentiation more. */
public enum Output {
  /** Forces on the atoms. */
  FORCES,
  /** Stress of configurations that are periodic in three directions. */
  STRESS
}
