package org.quarry.descriptor.mbtr;

/** What of k atoms is entered on the grid. */
public enum Geometry {
  /** k = 1: the atomic number. */
  ATOMIC_NUMBER(1),
  /** k = 2: the distance r in Å. */
  DISTANCE(2),
  /** k = 2: 1/r in Å⁻¹. */
  INVERSE_DISTANCE(2),
  /** k = 3: the angle at the atom in the middle in degrees. */
  ANGLE(3),
  /** k = 3: the cosine of the angle at the atom in the middle. */
  COSINE(3);

  private final int k;

  Geometry(int k) {
    this.k = k;
  }

  /** The number of atoms. */
  public int k() {
    return k;
  }
}
