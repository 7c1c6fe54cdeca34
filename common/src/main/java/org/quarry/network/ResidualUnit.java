package org.quarry.network;

import java.util.Locale;

/** What the loss takes as residual. */
public enum ResidualUnit {
  /** eV per atom: large and small configurations count alike. */
  ATOM,
  /** eV of the whole configuration. */
  TOTAL;

  /** The factor of a configuration's residual per atom. */
  public double factor(int atoms) {
    return this == TOTAL ? atoms : 1;
  }

  /** The name as the command line writes it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
