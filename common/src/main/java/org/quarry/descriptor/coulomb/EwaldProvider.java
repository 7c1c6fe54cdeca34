package org.quarry.descriptor.coulomb;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.DescriptorProvider;
import org.quarry.descriptor.coulomb.EwaldParameters.Cutoffs;
import org.quarry.parameters.Settings;

/**
 * Reads the settings of {@link CoulombProvider} and DScribe's {@code accuracy} (1e−5 by default),
 * {@code w} (1 by default), {@code r_cut} with {@code g_cut}, and {@code a}. As in DScribe, {@code
 * accuracy} says nothing beside both cutoffs, nor {@code w} beside {@code a}.
 */
public final class EwaldProvider implements DescriptorProvider {
  @Override
  public String name() {
    return EwaldParameters.NAME;
  }

  @Override
  public Set<String> settings() {
    Set<String> names = new HashSet<>(MatrixForm.SETTINGS);
    names.addAll(List.of("accuracy", "w", "a", "r_cut", "g_cut"));
    return names;
  }

  @Override
  public Descriptor create(Settings settings) {
    return EwaldSumMatrix.of(
        new EwaldParameters(
            MatrixForm.read(settings),
            settings.number("accuracy", EwaldParameters.DEFAULT_ACCURACY),
            settings.number("w", 1),
            settings.has("a") ? OptionalDouble.of(settings.number("a")) : OptionalDouble.empty(),
            cutoffs(settings)));
  }

  /** Both or none. */
  private static Optional<Cutoffs> cutoffs(Settings settings) {
    boolean given = settings.has("r_cut") || settings.has("g_cut");
    return given
        ? Optional.of(new Cutoffs(settings.number("r_cut"), settings.number("g_cut")))
        : Optional.empty();
  }
}
