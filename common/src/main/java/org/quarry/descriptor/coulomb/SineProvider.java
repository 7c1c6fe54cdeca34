package org.quarry.descriptor.coulomb;

import java.util.Set;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.DescriptorProvider;
import org.quarry.parameters.Settings;

/** Reads the settings of {@link CoulombProvider}. */
public final class SineProvider implements DescriptorProvider {
  @Override
  public String name() {
    return SineParameters.NAME;
  }

  @Override
  public Set<String> settings() {
    return MatrixForm.SETTINGS;
  }

  @Override
  public Descriptor create(Settings settings) {
    return SineMatrix.of(new SineParameters(MatrixForm.read(settings)));
  }
}
