package org.quarry.descriptor.scattering;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.DescriptorProvider;
import org.quarry.parameters.Settings;

/**
 * Reads {@code grid} [M, N, O], {@code J}, {@code density_sigma} and {@code voxels_per_angstrom};
 * {@code L} (3), {@code sigma_0} (1), {@code integral_powers} ([½, 1, 2]) and {@code max_order}
 * (2), which have kymatio's defaults; {@code channels} ([full, valence, core]); {@code subsampling}
 * ("exact", or {accuracy: a}).
 */
public final class ScatteringProvider implements DescriptorProvider {
  private static final List<Channel> CHANNELS = List.of(Channel.values());

  @Override
  public String name() {
    return "scattering";
  }

  @Override
  public Set<String> settings() {
    return Set.of(
        "grid",
        "J",
        "L",
        "sigma_0",
        "integral_powers",
        "max_order",
        "density_sigma",
        "voxels_per_angstrom",
        "channels",
        "subsampling");
  }

  @Override
  public Descriptor create(Settings settings) {
    return Scattering.of(
        new ScatteringParameters(
            numbers(settings, "grid").stream().map(n -> whole(settings, n)).toList(),
            settings.integer("J"),
            settings.has("L") ? settings.integer("L") : 3,
            settings.number("sigma_0", 1),
            settings.has("integral_powers")
                ? numbers(settings, "integral_powers")
                : List.of(0.5, 1.0, 2.0),
            settings.has("max_order") ? settings.integer("max_order") : 2,
            settings.number("density_sigma"),
            settings.number("voxels_per_angstrom"),
            settings.has("channels") ? channels(settings) : CHANNELS,
            subsampling(settings)));
  }

  private static int whole(Settings settings, double n) {
    if (n != Math.rint(n) || Math.abs(n) > Integer.MAX_VALUE) {
      throw settings.wrong("grid", "whole numbers", n);
    }
    return (int) n;
  }

  /** Each number is read as a setting of its own, so that text and infinities are dealt with. */
  private static List<Double> numbers(Settings settings, String key) {
    List<Double> numbers = new ArrayList<>();
    for (Object value : settings.list(key)) {
      numbers.add(Settings.of("scattering", Map.of(key, value)).number(key));
    }
    return numbers;
  }

  private static List<Channel> channels(Settings settings) {
    List<Channel> channels = new ArrayList<>();
    for (Object value : settings.list("channels")) {
      channels.add(
          Settings.of("scattering", Map.of("channels", value)).choice("channels", Channel.FULL));
    }
    return channels;
  }

  private static Subsampling subsampling(Settings settings) {
    if (!settings.has("subsampling")
        || settings.list("subsampling").equals(List.<Object>of("exact"))) {
      return Subsampling.EXACT;
    }
    Settings group = settings.group("subsampling");
    double accuracy = group.number("accuracy");
    group.refuseOthers();
    return new Subsampling(accuracy);
  }
}
