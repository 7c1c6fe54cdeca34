package org.quarry.descriptor.coulomb;

/**
 * The Ewald-sum matrix of a crystal (Faber et al., Int. J. Quantum Chem. 115, 1094 (2015)): the
 * electrostatic energy of each pair of nuclei with all their periodic images on a neutralising
 * background, in units of e²/Å, or e²/bohr (hartree) with units bohr. As DScribe has it,
 *
 * <pre>
 * M_ij = Z_i Z_j φ_ij,   M_ii = Z_i² (½ φ_ii − α/√π)
 * φ_ij = Σ_L,0&lt;r≤r_cut erfc(αr)/r + 4π/V Σ_0&lt;|G|≤g_cut e^(−G²/4α²)/G² cos G·(r_i − r_j) − π/(Vα²)
 * </pre>
 *
 * <p>with r = |r_i − r_j + L| over the lattice vectors L and G over the reciprocal lattice (with
 * 2π). The diagonal and one triangle together sum to the energy of the cell. Unless told otherwise
 * α = √π (N w/V²)^(1/6), r_cut = f/α and g_cut = 2αf with f = √(−ln accuracy); converged sums do
 * not depend on α. {@link MatrixForm} says what becomes of the matrix: n_atoms_max² numbers, or
 * n_atoms_max eigenvalues.
 *
 * <p>Refused with an {@link IllegalArgumentException}: more atoms than n_atoms_max, a configuration
 * that is not periodic along all three axes, a singular cell, atoms within 1e−8 Å of another or its
 * image, cutoffs that reach unreasonably many cells.
 */
public final class EwaldSumMatrix extends MatrixDescriptor {
  private final EwaldParameters parameters;

  private EwaldSumMatrix(EwaldParameters parameters) {
    super(parameters.form());
    this.parameters = parameters;
  }

  public static EwaldSumMatrix of(EwaldParameters parameters) {
    return new EwaldSumMatrix(parameters);
  }

  @Override
  public EwaldParameters parameters() {
    return parameters;
  }

  @Override
  PairMatrix pairs() {
    return new EwaldElements(parameters);
  }
}
