package org.quarry.jobs;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.function.Supplier;
import org.quarry.atoms.Configuration;
import org.quarry.parameters.Settings;
import org.quarry.potential.Evaluator;
import org.quarry.potential.NoAnswerException;
import org.quarry.potential.Potential;

/**
 * Energy, forces and virial by a potential with a neighbor list of its own, per atom. Settings:
 * {@code potential} (sw-si), which {@code --potential} gives too.
 *
 * <p>For a model in a process of its own it also tells how much of that, at the least, went by
 * inside the model: the rest is its neighbor list and what it takes to reach it.
 *
 * <p>With {@code cells=64}, or any number that fits, the structures are crystals of so many atoms
 * of {@code element} (Si), one after another; each atom is moved by {@code rattle} Å (0.05), seeded
 * by {@code seed}.
 */
final class PotentialBenchmark implements Benchmark {
  /**
   * Of all crystals together, or one crystal: sizes are compared on as many atoms, since the
   * processor learns the branches of a few of them by heart.
   */
  private static final int ATOMS = 4096;

  @Override
  public String name() {
    return "potential";
  }

  @Override
  public String unit() {
    return "us/atom";
  }

  @Override
  public List<Configuration> structures(Settings settings, Supplier<List<Configuration>> given) {
    if (!settings.has("cells")) {
      return given.get();
    }
    Configuration crystal = Crystal.of(settings);
    return Rattled.of(List.of(crystal), settings).first(Math.max(1, ATOMS / crystal.size()));
  }

  @Override
  public Workload prepare(Settings settings, List<Configuration> structures) {
    String spec =
        settings.has("potential") ? settings.list("potential").get(0).toString() : "sw-si";
    Potential potential = EnergiesCommand.potential(spec);
    try {
      structures.forEach(potential.evaluator()::compute);
    } catch (NoAnswerException e) {
      throw new InputException(spec + ": " + e.getMessage(), e);
    }
    return new PotentialWorkload(spec, potential, structures);
  }

  private record PotentialWorkload(
      String spec, Potential potential, List<Configuration> structures, DoubleAccumulator inModel)
      implements Workload {
    PotentialWorkload(String spec, Potential potential, List<Configuration> structures) {
      this(spec, potential, structures, new DoubleAccumulator(Math::min, Double.POSITIVE_INFINITY));
    }

    @Override
    public Map<String, Object> parameters() {
      return Map.of("potential", spec, "cutoff", potential.cutoff());
    }

    @Override
    public Batch batch() {
      Evaluator evaluator = potential.evaluator();
      long atoms = structures.stream().mapToLong(Configuration::size).sum();
      return () -> {
        evaluator.expect(structures);
        double seconds = 0;
        for (Configuration structure : structures) {
          evaluator.compute(structure);
          seconds += evaluator.modelSeconds().orElse(Double.POSITIVE_INFINITY);
        }
        inModel.accumulate(1e6 * seconds / atoms);
        return atoms;
      };
    }

    @Override
    public Map<String, Object> figures() {
      double least = inModel.get();
      return Double.isInfinite(least) ? Map.of() : Map.of("in_model_us_per_atom", least);
    }
  }
}
