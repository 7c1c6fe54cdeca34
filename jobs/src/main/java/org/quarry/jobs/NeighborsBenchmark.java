package org.quarry.jobs;

import java.util.List;
import java.util.Map;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.NeighborList;
import org.quarry.parameters.Settings;

/** Neighbor lists, per atom. Settings: {@code r_cut} (5 Å). */
final class NeighborsBenchmark implements Benchmark {
  @Override
  public String name() {
    return "neighbors";
  }

  @Override
  public String unit() {
    return "us/atom";
  }

  @Override
  public Workload prepare(Settings settings, List<Configuration> structures) {
    double cutoff = settings.number("r_cut", 5);
    structures.forEach(new NeighborList(cutoff)::build); // refuses what it cannot take
    long atoms = structures.stream().mapToLong(Configuration::size).sum();
    return new Workload() {
      @Override
      public Map<String, Object> parameters() {
        return Map.of("r_cut", cutoff);
      }

      @Override
      public Batch batch() {
        NeighborList list = new NeighborList(cutoff);
        return () -> {
          structures.forEach(list::build);
          return atoms;
        };
      }
    };
  }
}
