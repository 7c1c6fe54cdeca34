package org.quarry.potential;

/** What happens to a pair energy at its cutoff. */
public enum Truncation {
  /** It is cut there, with a jump. */
  CUT,
  /** Its value at the cutoff is taken off at every distance; forces are as for {@link #CUT}. */
  SHIFTED;

  /** The constant to take off, for a pair energy at the cutoff. */
  double shift(double energyAtCutoff) {
    return this == SHIFTED ? energyAtCutoff : 0;
  }
}
