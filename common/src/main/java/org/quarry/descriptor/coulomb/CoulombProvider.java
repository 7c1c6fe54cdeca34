package org.quarry.descriptor.coulomb;

import java.util.Set;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.DescriptorProvider;
import org.quarry.parameters.Settings;

/**
 * Reads DScribe's {@code n_atoms_max}, {@code permutation} (none, sorted_l2 by default,
 * eigenspectrum, random), {@code sigma} and {@code seed} (0 by default); and {@code copies} (1 by
 * default), {@code units} (angstrom by default, bohr) and {@code binarization} {theta (1 by
 * default), min (0), max}.
 */
public final class CoulombProvider implements DescriptorProvider {
  @Override
  public String name() {
    return CoulombParameters.NAME;
  }

  @Override
  public Set<String> settings() {
    return MatrixForm.SETTINGS;
  }

  @Override
  public Descriptor create(Settings settings) {
    return CoulombMatrix.of(new CoulombParameters(MatrixForm.read(settings)));
  }
}
