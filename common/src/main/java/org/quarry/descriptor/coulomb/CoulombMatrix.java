package org.quarry.descriptor.coulomb;

import java.util.ArrayList;
import java.util.List;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Evaluator;
import org.quarry.descriptor.FeatureLayout;
import org.quarry.descriptor.coulomb.CoulombParameters.Permutation;

/**
 * The Coulomb matrix of a molecule (Rupp et al., Phys. Rev. Lett. 108, 058301 (2012)):
 *
 * <pre>
 * M_ii = ½ Z_i^2.4,   M_ij = Z_i Z_j / |r_i − r_j|   (distances in Å)
 * </pre>
 *
 * <p>One row a configuration. The matrix is flattened row-major into n_atoms_max² numbers, with the
 * n × n matrix in the top left corner and zeros elsewhere; the eigenspectrum has n_atoms_max
 * numbers. Periodic images are not seen. Refused: more atoms than n_atoms_max, atoms that coincide.
 */
public final class CoulombMatrix implements Descriptor {
  private final CoulombParameters parameters;
  private final FeatureLayout layout;

  private CoulombMatrix(CoulombParameters parameters) {
    this.parameters = parameters;
    this.layout = layout(parameters);
  }

  public static CoulombMatrix of(CoulombParameters parameters) {
    return new CoulombMatrix(parameters);
  }

  @Override
  public CoulombParameters parameters() {
    return parameters;
  }

  @Override
  public FeatureLayout layout() {
    return layout;
  }

  @Override
  public Rows rows() {
    return Rows.CONFIGURATION;
  }

  @Override
  public Evaluator evaluator() {
    return new CoulombEvaluator(parameters, features());
  }

  private static FeatureLayout layout(CoulombParameters parameters) {
    int n = parameters.nAtomsMax();
    if (parameters.permutation() == Permutation.EIGENSPECTRUM) {
      return FeatureLayout.of(List.of("eigenvalues"), List.of(n));
    }
    List<String> names = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      names.add("row " + i);
      lengths.add(n);
    }
    return FeatureLayout.of(names, lengths);
  }

  /** The refusal of a configuration. */
  static IllegalArgumentException refusal(Configuration configuration, String reason) {
    return new IllegalArgumentException("coulomb: " + configuration + " " + reason);
  }
}
