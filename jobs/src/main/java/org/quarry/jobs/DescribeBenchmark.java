package org.quarry.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Descriptors;
import org.quarry.descriptor.Evaluator;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;
import org.quarry.parameters.Settings;

/**
 * The job {@code describe} on a lake of its own, beside the kernel alone in one thread of the same
 * process: what share of {@code cores × kernel rate} reaches the lake.
 *
 * <p>The lake holds {@code rows} configurations (100,000): the structures over and over, each atom
 * moved by a normal deviate of {@code rattle} Å (0.05), seeded by {@code seed} and the row. Further
 * settings: {@code descriptor} (soap) and those of the descriptor, pooled where it can be.
 */
final class DescribeBenchmark implements Benchmark {
  private static final int SAMPLE = 400; // structures that the kernel alone works on
  private static final int KERNEL_RUNS = 5;

  private final JobMeter meter = new JobMeter();

  @Override
  public String name() {
    return "describe";
  }

  @Override
  public String unit() {
    return "core-us/atom";
  }

  /** The job's own seconds count: what it says of itself, and not the clearing before. */
  @Override
  public double measure(double elapsed, long work) {
    return 1e6 * meter.coreSeconds() / work;
  }

  @Override
  public Workload prepare(Settings settings, List<Configuration> structures) {
    int rows = settings.integer("rows", 100_000);
    Rattled rattled = Rattled.of(structures, settings);
    Map<String, Object> values = settings.toMap();
    List.of("rows", "rattle", "seed").forEach(values::remove);
    Object named = values.remove("descriptor");
    String name = named == null ? "soap" : named.toString();
    if (Descriptors.settings(name).contains("species")) {
      values.putIfAbsent("species", DescriptorBenchmark.symbols(structures));
    }
    if (Descriptors.settings(name).contains("average")) {
      values.putIfAbsent("average", "outer");
    }
    return new Job(Descriptors.of(name, values), rattled, rows);
  }

  private final class Job implements Workload {
    private final Descriptor descriptor;
    private final Rattled rattled;
    private final int rows;
    private final double kernel; // µs an atom

    Job(Descriptor descriptor, Rattled rattled, int rows) {
      this.descriptor = descriptor;
      this.rattled = rattled;
      this.rows = rows;
      this.kernel = kernel();
    }

    @Override
    public Map<String, Object> parameters() {
      return descriptor.parameters().toMap();
    }

    @Override
    public Map<String, Object> figures() {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("rows", rows);
      figures.putAll(meter.figures());
      figures.put("kernel", kernel);
      figures.put("share_of_kernel_rate", kernel / measure(meter.seconds(), rattled.atoms(rows)));
      return figures;
    }

    @Override
    public Batch batch() {
      Lake lake = BenchLake.of(name(), rattled, rows);
      return () -> {
        lake.spark().sql("delete from " + lake.qualified(Table.DESCRIPTORS));
        Summary summary = meter.run(job(lake), lake);
        BenchLake.requireNoneRejected(lake, summary);
        return rattled.atoms(rows);
      };
    }

    /** The best of some runs through a sample, after one to warm up. */
    private double kernel() {
      List<Configuration> sample = rattled.first(Math.min(rows, SAMPLE));
      long atoms = sample.stream().mapToLong(Configuration::size).sum();
      Evaluator evaluator = descriptor.evaluator();
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      double best = Double.POSITIVE_INFINITY;
      for (int run = 0; run <= KERNEL_RUNS; run++) {
        long start = threads.getCurrentThreadCpuTime(); // others may want the core meanwhile
        sample.forEach(evaluator::evaluate);
        best = Math.min(best, (threads.getCurrentThreadCpuTime() - start) * 1e-3 / atoms);
      }
      return best;
    }

    private DescribeJob job(Lake lake) {
      Map<String, Object> settings = new TreeMap<>(parameters());
      List<String> words = new ArrayList<>(List.of("--descriptor", descriptor.parameters().name()));
      if (settings.remove("species") instanceof List<?> species) {
        words.addAll(
            List.of(
                "--species", String.join(",", species.stream().map(Object::toString).toList())));
      }
      try {
        words.addAll(List.of("--params", new ObjectMapper().writeValueAsString(settings)));
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
      return BenchLake.job(new DescribeJob(), lake, words);
    }
  }
}
