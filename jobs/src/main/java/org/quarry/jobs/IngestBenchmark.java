package org.quarry.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Labels;
import org.quarry.atoms.Provenance;
import org.quarry.io.ExtxyzWriter;
import org.quarry.lake.Lake;
import org.quarry.parameters.Settings;

/**
 * The job {@code ingest} from extended XYZ into an empty lake: microseconds a frame.
 *
 * <p>There are {@code rows} frames (10,000) in {@code files} files (8): the structures over and
 * over, each atom moved by {@code rattle} Å (0.05), seeded by {@code seed} and the number, with an
 * energy and forces that are random numbers.
 */
final class IngestBenchmark implements Benchmark {
  private final JobMeter meter = new JobMeter();

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public String unit() {
    return "us/frame";
  }

  @Override
  public String rate() {
    return "frames_per_second";
  }

  @Override
  public double measure(double elapsed, long work) {
    return 1e6 * meter.seconds() / work;
  }

  @Override
  public Workload prepare(Settings settings, List<Configuration> structures) {
    int rows = settings.integer("rows", 10_000);
    int files = settings.integer("files", 8);
    Rattled rattled = Rattled.of(structures, settings);
    if (rows < 1 || files < 1 || files > rows) {
      throw new IllegalArgumentException(
          "bench ingest: rows and files must be positive and files no more than rows");
    }
    Path folder = BenchLake.folder();
    long bytes = write(rattled, rows, files, folder);
    return new Workload() {
      @Override
      public Map<String, Object> parameters() {
        return Map.of("rows", rows, "files", files);
      }

      @Override
      public Batch batch() {
        return () -> {
          Lake lake = BenchLake.empty(name());
          Summary summary = meter.run(job(lake, folder), lake);
          BenchLake.requireNoneRejected(lake, summary);
          BenchLake.delete(lake.root());
          return summary.rowsIn();
        };
      }

      @Override
      public Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>(meter.figures());
        figures.put("mb_per_second", bytes / 1e6 / meter.seconds());
        return figures;
      }
    };
  }

  /** As a user would call it. */
  static IngestJob job(Lake lake, Path folder) {
    return BenchLake.job(
        new IngestJob(),
        lake,
        List.of("--dataset", "bench", "--method", "none", folder.toString()));
  }

  /** Writes labeled frames into a folder; returns how many bytes. */
  static long write(Rattled rattled, int rows, int files, Path folder) {
    long bytes = 0;
    try {
      for (int file = 0; file < files; file++) {
        Path path = folder.resolve("frames-" + file + ".xyz");
        try (ExtxyzWriter out = ExtxyzWriter.open(path)) {
          for (long row = file; row < rows; row += files) {
            Configuration configuration = rattled.get(row);
            out.write(
                configuration, labels(configuration, row), new Provenance("", 0, "", "", Map.of()));
          }
          out.commit();
        }
        bytes += Files.size(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write frames into " + folder, e);
    }
    return bytes;
  }

  /** Random numbers; the forces of a configuration add up to none, as they must. */
  private static Labels labels(Configuration configuration, long seed) {
    Random random = new Random(seed);
    double[] forces = random.doubles(3L * configuration.size(), -1, 1).toArray();
    for (int axis = 0; axis < 3; axis++) {
      double sum = 0;
      for (int i = axis; i < forces.length; i += 3) {
        sum += forces[i];
      }
      for (int i = axis; i < forces.length; i += 3) {
        forces[i] -= sum / configuration.size();
      }
    }
    return Labels.builder().energy(random.nextGaussian()).forces(forces).build();
  }
}
