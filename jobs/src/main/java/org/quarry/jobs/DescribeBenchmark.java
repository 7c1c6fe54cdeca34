package org.quarry.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Periodicity;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Descriptors;
import org.quarry.descriptor.Evaluator;
import org.quarry.lake.ConfigurationRows;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;
import org.quarry.parameters.Settings;
import org.quarry.spark.Sessions;
import picocli.CommandLine;

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
  private static final int FILES = 8; // of the table of configurations

  private double seconds;
  private double cpuSeconds; // of the whole process, compiler and collector included
  private int cores;

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
    return 1e6 * seconds * cores / work;
  }

  @Override
  public Workload prepare(Settings settings, List<Configuration> structures) {
    int rows = settings.has("rows") ? settings.integer("rows") : 100_000;
    Rattled rattled =
        new Rattled(
            structures.stream().map(ConfigurationRows::write).toList(),
            settings.number("rattle", 0.05),
            (long) settings.number("seed", 0));
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

  /** Structures without end: the given ones, moved. Travels to Spark's tasks as rows. */
  private record Rattled(List<Row> structures, double rattle, long seed) implements Serializable {
    private static final StructType SCHEMA = Run.withoutRun(Table.CONFIGURATIONS);

    Configuration get(long number) {
      Row base = structures.get((int) (number % structures.size()));
      Random random = new Random(seed * 0x9E3779B97F4A7C15L + number);
      double[] positions = ((double[]) base.get(SCHEMA.fieldIndex("positions"))).clone();
      for (int i = 0; i < positions.length; i++) {
        positions[i] += rattle * random.nextGaussian();
      }
      double[] cell = (double[]) base.get(SCHEMA.fieldIndex("cell"));
      boolean[] pbc = (boolean[]) base.get(SCHEMA.fieldIndex("pbc"));
      return Configuration.of(
          (int[]) base.get(SCHEMA.fieldIndex("atomic_numbers")),
          positions,
          cell == null ? Cell.NONE : Cell.of(cell),
          new Periodicity(pbc[0], pbc[1], pbc[2]));
    }

    int atoms(int structure) {
      return structures.get(structure).getInt(SCHEMA.fieldIndex("nsites"));
    }
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
      figures.put("cores", cores);
      figures.put("seconds", seconds);
      figures.put("cpu_seconds", cpuSeconds);
      figures.put("kernel", kernel);
      figures.put("share_of_kernel_rate", kernel / measure(seconds, atoms()));
      return figures;
    }

    @Override
    public Batch batch() {
      SparkSession spark = Sessions.getOrCreate("bench describe");
      cores = spark.sparkContext().defaultParallelism();
      Lake lake = Lake.openOrCreate(spark, temporaryFolder());
      fill(lake);
      return () -> {
        lake.spark().sql("delete from " + lake.qualified(Table.DESCRIPTORS));
        long start = processCpuTime();
        Summary summary = job(lake).run(lake);
        cpuSeconds = (processCpuTime() - start) * 1e-9;
        if (summary.rowsOut() != rows) {
          throw new IllegalArgumentException(summary.rowsRejected() + " rows cannot be described");
        }
        seconds = (Double) summary.details().get("seconds");
        return atoms();
      };
    }

    private long processCpuTime() {
      return ManagementFactory.getOperatingSystemMXBean()
              instanceof com.sun.management.OperatingSystemMXBean system
          ? system.getProcessCpuTime()
          : 0;
    }

    private long atoms() {
      int n = rattled.structures.size();
      return IntStream.range(0, n)
          .mapToLong(i -> (long) rattled.atoms(i) * ((rows - i + n - 1) / n))
          .sum();
    }

    /** The best of some runs through a sample, after one to warm up. */
    private double kernel() {
      List<Configuration> sample =
          IntStream.range(0, Math.min(rows, SAMPLE)).mapToObj(rattled::get).toList();
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

    private void fill(Lake lake) {
      Rattled source = rattled;
      lake.append(
          Table.CONFIGURATIONS,
          lake.spark()
              .range(0, rows, 1, FILES)
              .map(
                  (MapFunction<Long, Row>) row -> ConfigurationRows.write(source.get(row)),
                  Encoders.row(Run.withoutRun(Table.CONFIGURATIONS))),
          lake.nextRun());
    }

    private DescribeJob job(Lake lake) {
      DescribeJob job = new DescribeJob();
      Map<String, Object> settings = new TreeMap<>(parameters());
      List<String> words = new ArrayList<>(List.of("--lake", lake.root().toString()));
      words.addAll(List.of("--descriptor", descriptor.parameters().name()));
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
      var unused = new CommandLine(job).parseArgs(words.toArray(String[]::new));
      return job;
    }

    /** A folder that goes when the process ends. */
    private static Path temporaryFolder() {
      try {
        Path folder = Files.createTempDirectory("quarry-bench");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void delete(Path folder) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot delete " + folder, e);
      }
    }
  }
}
