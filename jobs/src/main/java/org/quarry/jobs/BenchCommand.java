package org.quarry.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.quarry.atoms.Configuration;
import org.quarry.io.Frame;
import org.quarry.parameters.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Measures how fast something is on this machine: warms up, then prints unit, median and least of
 * some runs. Smaller numbers are faster.
 *
 * <p>The structures are those of a file, or else the 25 silicon frames of the published test split
 * that Quarry brings along.
 *
 * <p>Example: {@code quarry bench potential --potential tersoff-si-t2 --json}.
 */
@Command(name = "bench", description = "Measure the speed of kernels on this machine")
public final class BenchCommand implements Callable<Integer> {
  private static final List<Benchmark> BENCHMARKS =
      List.of(
          new NeighborsBenchmark(),
          new PotentialBenchmark(),
          DescriptorBenchmark.soap(),
          DescriptorBenchmark.coulomb(),
          SoapDerivativesBenchmark.product(),
          SoapDerivativesBenchmark.tangent(),
          SoapDerivativesBenchmark.jacobian(),
          DescriptorBenchmark.acsf(),
          DescriptorBenchmark.mbtr(),
          ScatteringBenchmark.solidHarmonic(),
          ScatteringBenchmark.laguerre(),
          new DescribeBenchmark(),
          new IngestBenchmark(),
          new LabelBenchmark(),
          new RelevanceBenchmark(),
          new TopKBenchmark(),
          new ShardBenchmark(),
          new TrainBenchmark());
  private static final String BUNDLED = "/org/quarry/datasets/mlearn/Si.extxyz.gz";

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "WHAT",
      description = "one of ${COMPLETION-CANDIDATES}",
      completionCandidates = Names.class)
  private String what;

  @Option(
      names = "--structures",
      paramLabel = "FILE",
      description = "structures to work on (default: the test split of the bundled silicon set)")
  private String file;

  @Option(
      names = "--potential",
      paramLabel = "SPEC",
      description = "for bench potential: which one (default: sw-si)")
  private String potential;

  @Mixin private Assignments settings = new Assignments();

  @Mixin private Stopwatch stopwatch = new Stopwatch();

  @Override
  public Integer call() {
    Benchmark benchmark =
        BENCHMARKS.stream()
            .filter(candidate -> candidate.name().equals(what))
            .findFirst()
            .orElseThrow(
                () ->
                    new UsageException(
                        "no benchmark " + what + ": " + String.join(", ", new Names())));
    Settings all = settings();
    List<Configuration> structures = new ArrayList<>();
    Benchmark.Workload workload = prepare(benchmark, all, structures);
    Stopwatch.Measurement measurement = stopwatch.measure(benchmark, workload);
    report(benchmark, workload, structures, measurement);
    return Quarry.DONE;
  }

  private Settings settings() {
    Map<String, Object> given = new LinkedHashMap<>();
    if (potential != null) {
      given.put("potential", potential);
    }
    return Settings.of("bench " + what, settings.addTo(given));
  }

  /** Leaves the structures that the benchmark works on in the list. */
  private Benchmark.Workload prepare(
      Benchmark benchmark, Settings all, List<Configuration> structures) {
    try {
      boolean[] read = {file == null};
      structures.addAll(
          benchmark.structures(
              all,
              () -> {
                read[0] = true;
                return structures();
              }));
      if (!read[0]) {
        throw new UsageException("bench " + what + " with these settings reads no --structures");
      }
      Benchmark.Workload workload = benchmark.prepare(all, structures);
      all.refuseOthers();
      return workload;
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private List<Configuration> structures() {
    if (file != null) {
      return read(file, accepted -> true);
    }
    try (InputStream in = BenchCommand.class.getResourceAsStream(BUNDLED)) {
      Path copy = Files.createTempFile("quarry-bench", ".extxyz.gz");
      try {
        Files.write(copy, in.readAllBytes());
        return read(copy.toString(), accepted -> accepted.provenance().split().equals("test"));
      } finally {
        Files.delete(copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack the bundled structures", e);
    }
  }

  private static List<Configuration> read(String file, Predicate<Frame.Accepted> wanted) {
    List<Configuration> structures = new ArrayList<>();
    try (InputStructures input = InputStructures.of(List.of(file))) {
      while (input.hasNext()) {
        Frame frame = input.next().frame();
        if (frame instanceof Frame.Rejected rejected) {
          throw new InputException(rejected.message());
        }
        Frame.Accepted accepted = (Frame.Accepted) frame;
        if (wanted.test(accepted)) {
          structures.add(accepted.configuration());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
    if (structures.isEmpty()) {
      throw new InputException(file + " holds no structure");
    }
    return structures;
  }

  private void report(
      Benchmark benchmark,
      Benchmark.Workload workload,
      List<Configuration> structures,
      Stopwatch.Measurement measurement) {
    int atoms = structures.stream().mapToInt(Configuration::size).sum();
    Map<String, Object> figures = new LinkedHashMap<>();
    if (!benchmark.rate().isEmpty()) {
      figures.put(benchmark.rate(), 1e6 / measurement.median());
    }
    figures.putAll(workload.figures());
    String text =
        String.format(
            Locale.ROOT,
            "%s: median %.4g %s, min %.4g, %d runs (%d structures, %d atoms, threads: %d)",
            benchmark.name(),
            measurement.median(),
            benchmark.unit(),
            measurement.min(),
            measurement.values().size(),
            structures.size(),
            atoms,
            measurement.threads());
    for (Map.Entry<String, Object> figure : figures.entrySet()) {
      text += ", " + figure.getKey() + " " + figure.getValue();
    }
    if (Quarry.json(spec)) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("benchmark", benchmark.name());
      json.put("unit", benchmark.unit());
      json.put("median", measurement.median());
      json.put("min", measurement.min());
      json.put("runs", measurement.values().size());
      json.put("values", measurement.values());
      json.put("warm_up_runs", measurement.warmUpRuns());
      json.put("threads", measurement.threads());
      json.put("structures", structures.size());
      json.put("atoms", atoms);
      json.put("parameters", workload.parameters());
      json.putAll(figures);
      try {
        text = new ObjectMapper().writeValueAsString(json);
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }
    spec.commandLine().getOut().println(text);
  }

  /** What can be measured. */
  private static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return BENCHMARKS.stream().map(Benchmark::name).iterator();
    }
  }
}
