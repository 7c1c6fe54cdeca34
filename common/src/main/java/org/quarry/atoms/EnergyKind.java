package org.quarry.atoms;

import java.util.Locale;

/** What an energy label means. Energies of different kinds are never mixed in one training set. */
public enum EnergyKind {
  /** Free energy E − TS of the electrons (VASP's "free energy TOTEN"). */
  FREE,
  /** Energy extrapolated to zero smearing (VASP's "energy(sigma->0)"). */
  SIGMA0,
  /** Total energy minus that of the isolated atoms. */
  ATOMIZATION,
  /** The source does not say. */
  UNKNOWN;

  /**
   * The kind with a name, in any case.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static EnergyKind of(String name) {
    for (EnergyKind kind : values()) {
      if (kind.text().equals(name.toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "unknown energy kind \"" + name + "\" (free, sigma0, atomization, unknown)");
  }

  /** The name as tables and the command line write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
