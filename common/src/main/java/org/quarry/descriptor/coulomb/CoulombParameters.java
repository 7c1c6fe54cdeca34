package org.quarry.descriptor.coulomb;

import java.util.Map;
import org.quarry.parameters.Parameters;
import org.quarry.parameters.Settings;

/**
 * Parameters of the Coulomb matrix.
 *
 * @param nAtomsMax atoms of the largest configuration, from 1 to {@value #LIMIT}; smaller ones are
 *     padded with zeros
 * @param permutation how the order of the atoms is done away with
 */
public record CoulombParameters(int nAtomsMax, Permutation permutation) implements Parameters {
  private static final int LIMIT = 10_000;

  public CoulombParameters {
    if (nAtomsMax < 1 || nAtomsMax > LIMIT) {
      throw new IllegalArgumentException(
          "coulomb: n_atoms_max must be between 1 and " + LIMIT + ", got " + nAtomsMax);
    }
  }

  @Override
  public String name() {
    return "coulomb";
  }

  @Override
  public Map<String, Object> toMap() {
    return Map.of("n_atoms_max", nAtomsMax, "permutation", Settings.textOf(permutation));
  }

  /** How the order of the atoms is done away with. */
  public enum Permutation {
    /** It is kept: the matrix as the atoms are stored. */
    NONE,
    /** Rows and columns by descending Euclidean norm of the row, equal norms in stored order. */
    SORTED_L2,
    /** The eigenvalues by descending absolute value, signs kept. */
    EIGENSPECTRUM
  }
}
