package org.quarry.network.training;

import java.util.Locale;

/** What of a row a potential is trained on. */
public enum TargetKind {
  /** Its label: energy, forces and stress, or the energy of the empirical potential chosen. */
  LABELS,
  /** The aligned energies of all empirical potentials that the set names, a task each. */
  POTENTIALS;

  /** The name as the command line writes it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
