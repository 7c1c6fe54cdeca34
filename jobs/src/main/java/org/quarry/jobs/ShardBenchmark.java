package org.quarry.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.quarry.atoms.Configuration;
import org.quarry.lake.Lake;
import org.quarry.parameters.Settings;

/**
 * The job {@code shard}: microseconds for a row with the SOAP vectors of all its atoms, computed on
 * the way.
 *
 * <p>The lake holds {@code rows} configurations (5,000): the structures over and over, each atom
 * moved by {@code rattle} Å (0.05), seeded by {@code seed} and the row, with an energy that is a
 * random number. Further settings: {@code r_cut} (5), {@code n_max} (8), {@code l_max} (6), {@code
 * sigma} (0.5) of SOAP.
 */
final class ShardBenchmark implements Benchmark {
  private static final int FILES = 8;

  private final JobMeter meter = new JobMeter();
  private long bytes; // of the last shards

  @Override
  public String name() {
    return "shard";
  }

  @Override
  public String unit() {
    return "us/row";
  }

  @Override
  public String rate() {
    return "rows_per_second";
  }

  @Override
  public double measure(double elapsed, long work) {
    return 1e6 * meter.seconds() / work;
  }

  @Override
  public Workload prepare(Settings settings, List<Configuration> structures) {
    int rows = settings.integer("rows", 5_000);
    Rattled rattled = Rattled.of(structures, settings);
    Map<String, Object> soap = new LinkedHashMap<>();
    soap.put("r_cut", settings.number("r_cut", 5));
    soap.put("n_max", settings.integer("n_max", 8));
    soap.put("l_max", settings.integer("l_max", 6));
    soap.put("sigma", settings.number("sigma", 0.5));
    String species = String.join(",", DescriptorBenchmark.symbols(structures));
    return new Workload() {
      @Override
      public Map<String, Object> parameters() {
        Map<String, Object> all = new LinkedHashMap<>(soap);
        all.put("rows", rows);
        return all;
      }

      @Override
      public Batch batch() {
        Lake lake = lake(rattled, rows, species, soap);
        int[] number = {0};
        return () -> {
          List<String> words = List.of("--dataset", "bench", "--name", "run-" + number[0]++);
          Summary summary = meter.run(BenchLake.job(new ShardJob(), lake, words), lake);
          bytes = size(Path.of(summary.output()));
          BenchLake.delete(Path.of(summary.output()));
          return summary.rowsOut();
        };
      }

      @Override
      public Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>(meter.figures());
        figures.put("mb", bytes / 1e6);
        figures.put("mb_per_second", bytes / 1e6 / meter.seconds());
        return figures;
      }
    };
  }

  private static Lake lake(Rattled rattled, int rows, String species, Map<String, Object> soap) {
    Lake lake = BenchLake.empty("shard");
    Path folder = BenchLake.folder();
    long unused = IngestBenchmark.write(rattled, rows, Math.min(rows, FILES), folder);
    BenchLake.requireNoneRejected(lake, IngestBenchmark.job(lake, folder).run(lake));
    List<String> words = new ArrayList<>(List.of("--species", species));
    soap.forEach((key, value) -> words.addAll(List.of("--set", key + "=" + value)));
    BenchLake.requireNoneRejected(lake, BenchLake.job(new DescribeJob(), lake, words).run(lake));
    return lake;
  }

  private static long size(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
