package org.quarry.descriptor.acsf;

import java.util.List;
import java.util.Set;
import org.quarry.descriptor.Boundary;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.DescriptorProvider;
import org.quarry.descriptor.SpeciesIndex;
import org.quarry.descriptor.acsf.AcsfParameters.Angle;
import org.quarry.descriptor.acsf.AcsfParameters.Average;
import org.quarry.descriptor.acsf.AcsfParameters.Shell;
import org.quarry.parameters.Settings;

/**
 * Reads DScribe's form: {@code species}, {@code r_cut}, {@code g2_params} [[η, Rs], …], {@code
 * g3_params} [κ, …], {@code g4_params} and {@code g5_params} [[η, ζ, λ], …], {@code periodic};
 * beside it {@code average}, off or outer.
 *
 * <p>Unlike DScribe's, {@code periodic} is true by default: images count where a configuration says
 * that it is periodic.
 */
public final class AcsfProvider implements DescriptorProvider {
  @Override
  public String name() {
    return "acsf";
  }

  @Override
  public Set<String> settings() {
    return Set.of(
        "species",
        "r_cut",
        "g2_params",
        "g3_params",
        "g4_params",
        "g5_params",
        "periodic",
        "average");
  }

  @Override
  public Descriptor create(Settings settings) {
    return Acsf.of(
        new AcsfParameters(
            SpeciesIndex.read(settings),
            settings.number("r_cut"),
            settings.rows("g2_params", "eta", "Rs").stream()
                .map(row -> new Shell(row.get(0), row.get(1)))
                .toList(),
            settings.rows("g3_params", "kappa").stream().map(row -> row.get(0)).toList(),
            angles(settings, "g4_params"),
            angles(settings, "g5_params"),
            settings.flag("periodic", true) ? Boundary.PERIODIC : Boundary.OPEN,
            settings.choice("average", Average.OFF)));
  }

  private static List<Angle> angles(Settings settings, String key) {
    return settings.rows(key, "eta", "zeta", "lambda").stream()
        .map(row -> new Angle(row.get(0), row.get(1), row.get(2)))
        .toList();
  }
}
