package org.quarry.jobs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.quarry.atoms.Configuration;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;
import org.quarry.parameters.Settings;

/**
 * The job {@code label} on a lake of its own: microseconds for a configuration and potential.
 *
 * <p>The lake holds {@code rows} configurations (20,000) of {@code cells} atoms (64) of {@code
 * element} (Si), each atom moved by {@code rattle} Å (0.05), seeded by {@code seed} and the row.
 * They are labeled anew in each run by {@code potentials} (sw-si, tersoff-si-t2, edip-si), with
 * {@code forces=true} forces are kept.
 */
final class LabelBenchmark implements Benchmark {
  private final JobMeter meter = new JobMeter();

  @Override
  public String name() {
    return "label";
  }

  @Override
  public String unit() {
    return "us/energy";
  }

  @Override
  public String rate() {
    return "energies_per_second";
  }

  /** The job's own seconds count: what it says of itself, and not the clearing before. */
  @Override
  public double measure(double elapsed, long work) {
    return 1e6 * meter.seconds() / work;
  }

  /** The perfect crystal. */
  @Override
  public List<Configuration> structures(Settings settings, Supplier<List<Configuration>> given) {
    Map<String, Object> values = new LinkedHashMap<>(Map.of("cells", 64));
    for (String key : List.of("cells", "element")) {
      if (settings.has(key)) {
        values.put(key, settings.list(key).get(0));
      }
    }
    return List.of(Crystal.of(Settings.of("bench label", values)));
  }

  @Override
  public Workload prepare(Settings settings, List<Configuration> structures) {
    int rows = settings.integer("rows", 20_000);
    boolean forces = settings.flag("forces", false);
    List<String> potentials =
        settings.has("potentials")
            ? settings.list("potentials").stream().map(Object::toString).toList()
            : List.of("sw-si", "tersoff-si-t2", "edip-si");
    potentials.forEach(PotentialRecipe::of); // refuses what is none
    Rattled rattled = Rattled.of(structures, settings);
    return new Workload() {
      @Override
      public Map<String, Object> parameters() {
        return Map.of("rows", rows, "potentials", potentials, "forces", forces);
      }

      @Override
      public Batch batch() {
        Lake lake = BenchLake.of(name(), rattled, rows);
        List<String> words = new ArrayList<>();
        potentials.forEach(spec -> words.addAll(List.of("--potential", spec)));
        if (forces) {
          words.add("--forces");
        }
        return () -> {
          lake.spark().sql("delete from " + lake.qualified(Table.EIP_ENERGIES));
          Summary summary = meter.run(BenchLake.job(new LabelJob(), lake, words), lake);
          return summary.rowsOut();
        };
      }

      @Override
      public Map<String, Object> figures() {
        return meter.figures();
      }
    };
  }
}
