package org.quarry.descriptor.coulomb;

import org.quarry.atoms.Units;

/** The unit of the distances in the denominators of a matrix. */
public enum LengthUnit {
  /** DScribe's. */
  ANGSTROM(1),
  /** That of the original papers, with energies in hartree. */
  BOHR(Units.BOHR);

  private final double inAngstrom;

  LengthUnit(double inAngstrom) {
    this.inAngstrom = inAngstrom;
  }

  /** The unit in Å. */
  public double inAngstrom() {
    return inAngstrom;
  }
}
