package org.quarry.descriptor.coulomb;

/**
 * The Coulomb matrix of a molecule (Rupp et al., Phys. Rev. Lett. 108, 058301 (2012)):
 *
 * <pre>
 * M_ii = ½ Z_i^2.4,   M_ij = Z_i Z_j / |r_i − r_j|
 * </pre>
 *
 * <p>with distances in Å (DScribe's) or bohr (the paper's, elements in hartree). {@link MatrixForm}
 * says what becomes of the matrix: n_atoms_max² numbers, or n_atoms_max eigenvalues. Periodic
 * images are not seen. Refused with an {@link IllegalArgumentException}: more atoms than
 * n_atoms_max, atoms that coincide.
 */
public final class CoulombMatrix extends MatrixDescriptor {
  private final CoulombParameters parameters;

  private CoulombMatrix(CoulombParameters parameters) {
    super(parameters.form());
    this.parameters = parameters;
  }

  public static CoulombMatrix of(CoulombParameters parameters) {
    return new CoulombMatrix(parameters);
  }

  @Override
  public CoulombParameters parameters() {
    return parameters;
  }

  @Override
  PairMatrix pairs() {
    return new CoulombElements(parameters.form().units());
  }
}
