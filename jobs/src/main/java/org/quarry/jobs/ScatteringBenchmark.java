package org.quarry.jobs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Descriptors;
import org.quarry.descriptor.Evaluator;
import org.quarry.descriptor.scattering.laguerre.LaguerrePlan;
import org.quarry.parameters.Settings;

/**
 * Wavelet scattering. A run describes one structure, the next one each time: it takes long, and
 * nearly the same for all. Settings: those of the descriptor, with defaults for the structures.
 */
final class ScatteringBenchmark implements Benchmark {
  private static final int POINTS = 104;

  private final String name;
  private final Defaults defaults;

  /** The settings that a descriptor needs to describe some structures, beside those given. */
  private interface Defaults {
    Map<String, Object> of(Settings given, List<Configuration> structures);
  }

  private ScatteringBenchmark(String name, Defaults defaults) {
    this.name = name;
    this.defaults = defaults;
  }

  /**
   * By default one density on 104³ points, {@code J} 2, {@code L} 3, {@code sigma_0} and {@code
   * density_sigma} 2, {@code integral_powers} ½, 1, 2, 3, the largest structure filling half of the
   * grid.
   */
  static Benchmark solidHarmonic() {
    return new ScatteringBenchmark("scattering", ScatteringBenchmark::solidHarmonicDefaults);
  }

  /**
   * By default the wavelets, scales and spacing that {@link LaguerrePlan} finds for the structures,
   * {@code grids} scaled, the species that are there.
   */
  static Benchmark laguerre() {
    return new ScatteringBenchmark("scattering-laguerre", ScatteringBenchmark::laguerreDefaults);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String unit() {
    return "s/configuration";
  }

  @Override
  public double measure(double seconds, long work) {
    return seconds / work;
  }

  @Override
  public Workload prepare(Settings settings, List<Configuration> structures) {
    Map<String, Object> values = new LinkedHashMap<>(defaults.of(settings, structures));
    values.putAll(settings.toMap());
    Descriptor descriptor = Descriptors.of(name(), values);
    descriptor.describe(structures.get(0)); // refuses what it cannot describe
    return new Workload() {
      @Override
      public Map<String, Object> parameters() {
        return descriptor.parameters().toMap();
      }

      @Override
      public Batch batch() {
        Evaluator evaluator = descriptor.evaluator();
        return new Batch() {
          private int next;

          @Override
          public long run() {
            evaluator.evaluate(structures.get(next));
            next = (next + 1) % structures.size();
            return 1;
          }
        };
      }
    };
  }

  private static Map<String, Object> laguerreDefaults(
      Settings given, List<Configuration> structures) {
    LaguerrePlan plan = LaguerrePlan.of(structures);
    return Map.of(
        "species", DescriptorBenchmark.symbols(structures),
        "min_distance", plan.minimumDistance(),
        "box_extent", plan.boxExtent(),
        "grids", "scaled");
  }

  private static Map<String, Object> solidHarmonicDefaults(
      Settings given, List<Configuration> structures) {
    Map<String, Object> defaults = new LinkedHashMap<>();
    defaults.put("grid", List.of(POINTS, POINTS, POINTS));
    defaults.put("J", 2);
    defaults.put("L", 3);
    defaults.put("sigma_0", 2);
    defaults.put("integral_powers", List.of(0.5, 1, 2, 3));
    defaults.put("density_sigma", 2);
    double reach = structures.stream().mapToDouble(ScatteringBenchmark::reach).max().orElseThrow();
    defaults.put("voxels_per_angstrom", 0.25 * points(given) / reach);
    defaults.put("channels", List.of("full"));
    return defaults;
  }

  /** Points along the shortest axis of the grid; what is no number is refused by the descriptor. */
  private static int points(Settings given) {
    return !given.has("grid")
        ? POINTS
        : given.list("grid").stream()
            .map(String::valueOf)
            .filter(text -> text.matches("\\d{1,6}"))
            .mapToInt(Integer::parseInt)
            .min()
            .orElse(POINTS);
  }

  /** The largest coordinate of a structure from the mean of its atoms, at least 1 Å. */
  private static double reach(Configuration configuration) {
    double reach = 1;
    int n = configuration.size();
    for (int axis = 0; axis < 3; axis++) {
      double mean = 0;
      for (int i = 0; i < n; i++) {
        mean += configuration.position(i, axis) / n;
      }
      for (int i = 0; i < n; i++) {
        reach = Math.max(reach, Math.abs(configuration.position(i, axis) - mean));
      }
    }
    return reach;
  }
}
