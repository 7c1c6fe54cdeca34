package org.quarry.jobs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Descriptors;
import org.quarry.descriptor.Evaluator;
import org.quarry.parameters.Settings;

/** A descriptor's vectors. Settings: those of the descriptor, with defaults for the structures. */
final class DescriptorBenchmark implements Benchmark {
  /** The settings that a descriptor needs to describe some structures. */
  private interface Defaults {
    Map<String, Object> of(List<Configuration> structures);
  }

  private final String name;
  private final String unit;
  private final ToLongFunction<Configuration> work;
  private final Defaults defaults;

  private DescriptorBenchmark(
      String name, String unit, ToLongFunction<Configuration> work, Defaults defaults) {
    this.name = name;
    this.unit = unit;
    this.work = work;
    this.defaults = defaults;
  }

  /** By default {@code r_cut} 5, {@code n_max} 8, {@code l_max} 6, the species that are there. */
  static Benchmark soap() {
    return new DescriptorBenchmark(
        "soap",
        "us/center",
        Configuration::size,
        structures -> Map.of("species", symbols(structures), "r_cut", 5, "n_max", 8, "l_max", 6));
  }

  /** By default {@code n_atoms_max} of the largest structure. */
  static Benchmark coulomb() {
    return new DescriptorBenchmark(
        "coulomb",
        "us/configuration",
        c -> 1,
        structures ->
            Map.of(
                "n_atoms_max",
                structures.stream().mapToInt(Configuration::size).max().orElseThrow()));
  }

  /** By default {@code r_cut} 4.5, three G², one G³, three G⁴, one G⁵, the species there are. */
  static Benchmark acsf() {
    return new DescriptorBenchmark(
        "acsf",
        "us/center",
        Configuration::size,
        structures ->
            Map.of(
                "species",
                symbols(structures),
                "r_cut",
                4.5,
                "g2_params",
                List.of(List.of(1, 0), List.of(1, 2), List.of(0.1, 3)),
                "g3_params",
                List.of(1),
                "g4_params",
                List.of(List.of(0.01, 1, 1), List.of(0.01, 2, -1), List.of(0.1, 4, 1)),
                "g5_params",
                List.of(List.of(0.05, 2, 1))));
  }

  /** By default inverse distances up to 1.2 Å⁻¹ on 40 points, the species that are there. */
  static Benchmark mbtr() {
    return new DescriptorBenchmark(
        "mbtr",
        "us/configuration",
        c -> 1,
        structures ->
            Map.of(
                "species",
                symbols(structures),
                "geometry",
                Map.of("function", "inverse_distance"),
                "grid",
                Map.of("min", 0, "max", 1.2, "n", 40, "sigma", 0.03),
                "weighting",
                Map.of("function", "exp", "scale", 0.5, "threshold", 0.001)));
  }

  /** The elements of structures, by atomic number. */
  static List<String> symbols(List<Configuration> structures) {
    return structures.stream()
        .flatMapToInt(c -> IntStream.range(0, c.size()).map(c::atomicNumber))
        .distinct()
        .sorted()
        .mapToObj(z -> Element.of(z).symbol())
        .toList();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String unit() {
    return unit;
  }

  @Override
  public Workload prepare(Settings settings, List<Configuration> structures) {
    Map<String, Object> values = new LinkedHashMap<>(defaults.of(structures));
    values.putAll(settings.toMap());
    Descriptor descriptor = Descriptors.of(name, values);
    long pieces = structures.stream().mapToLong(work).sum();
    structures.forEach(descriptor.evaluator()::evaluate); // refuses what it cannot describe
    return new Workload() {
      @Override
      public Map<String, Object> parameters() {
        return descriptor.parameters().toMap();
      }

      @Override
      public Batch batch() {
        Evaluator evaluator = descriptor.evaluator();
        return () -> {
          structures.forEach(evaluator::evaluate);
          return pieces;
        };
      }
    };
  }
}
