package org.quarry.descriptor.coulomb;

import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.DescriptorProvider;
import org.quarry.descriptor.coulomb.CoulombParameters.Permutation;
import org.quarry.parameters.Settings;

/**
 * Reads {@code n_atoms_max} and {@code permutation} (none, sorted_l2 by default, eigenspectrum).
 */
public final class CoulombProvider implements DescriptorProvider {
  @Override
  public String name() {
    return "coulomb";
  }

  @Override
  public Descriptor create(Settings settings) {
    return CoulombMatrix.of(
        new CoulombParameters(
            settings.integer("n_atoms_max"),
            settings.choice("permutation", Permutation.SORTED_L2)));
  }
}
