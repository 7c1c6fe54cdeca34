package org.quarry.jobs;

import java.util.List;
import java.util.Map;
import org.quarry.atoms.Configuration;
import org.quarry.parameters.Settings;
import org.quarry.potential.Evaluator;
import org.quarry.potential.NoAnswerException;
import org.quarry.potential.Potential;

/**
 * Energy, forces and virial by a potential with a neighbor list of its own, per atom. Settings:
 * {@code potential} (sw-si), which {@code --potential} gives too.
 */
final class PotentialBenchmark implements Benchmark {
  @Override
  public String name() {
    return "potential";
  }

  @Override
  public String unit() {
    return "us/atom";
  }

  @Override
  public Workload prepare(Settings settings, List<Configuration> structures) {
    String spec =
        settings.has("potential") ? settings.list("potential").get(0).toString() : "sw-si";
    Potential potential = EnergiesCommand.potential(spec);
    long atoms = structures.stream().mapToLong(Configuration::size).sum();
    try {
      structures.forEach(potential.evaluator()::compute);
    } catch (NoAnswerException e) {
      throw new InputException(spec + ": " + e.getMessage(), e);
    }
    return new Workload() {
      @Override
      public Map<String, Object> parameters() {
        return Map.of("potential", spec, "cutoff", potential.cutoff());
      }

      @Override
      public Batch batch() {
        Evaluator evaluator = potential.evaluator();
        return () -> {
          structures.forEach(evaluator::compute);
          return atoms;
        };
      }
    };
  }
}
