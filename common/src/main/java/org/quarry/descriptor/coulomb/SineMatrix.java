package org.quarry.descriptor.coulomb;

/**
 * The sine matrix of a crystal (Faber et al., Int. J. Quantum Chem. 115, 1094 (2015)):
 *
 * <pre>
 * M_ii = ½ Z_i^2.4,   M_ij = Z_i Z_j / |(sin² πf_a, sin² πf_b, sin² πf_c) H|,   f = (r_i − r_j) H⁻¹
 * </pre>
 *
 * <p>with the cell vectors as rows of H, in Å (DScribe's) or bohr (the paper's). The denominator
 * replaces the distance by something as cheap that repeats with the lattice and vanishes where
 * atoms or their images meet; it depends on the choice of cell. All three axes count as periodic,
 * whatever the configuration says, as in DScribe. {@link MatrixForm} says what becomes of the
 * matrix: n_atoms_max² numbers, or n_atoms_max eigenvalues.
 *
 * <p>Refused with an {@link IllegalArgumentException}: more atoms than n_atoms_max, a cell without
 * three independent vectors, atoms that coincide with another or its image (within some 1e−12 of a
 * period).
 */
public final class SineMatrix extends MatrixDescriptor {
  private final SineParameters parameters;

  private SineMatrix(SineParameters parameters) {
    super(parameters.form());
    this.parameters = parameters;
  }

  public static SineMatrix of(SineParameters parameters) {
    return new SineMatrix(parameters);
  }

  @Override
  public SineParameters parameters() {
    return parameters;
  }

  @Override
  PairMatrix pairs() {
    return new SineElements(parameters.form().units());
  }
}
