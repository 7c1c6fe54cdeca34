package org.quarry.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Option;

/**
 * Measures a benchmark: runs until it gets no faster, then takes the time of some runs. A run
 * repeats the batch, in every thread at once, as often as its length asks for; its number counts
 * the work of all threads.
 */
final class Stopwatch {
  private static final double GAIN = 0.99; // a run below this times the best is still warming up
  private static final int STEADY_RUNS = 5;
  private static final double STEADY_SECONDS = 1;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads that work at once (default: ${DEFAULT-VALUE})")
  private int threads = 1;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "runs to measure (default: ${DEFAULT-VALUE})")
  private int runs = 15;

  @Option(
      names = "--run-time",
      paramLabel = "SECONDS",
      description = "length of a run, at least one batch (default: ${DEFAULT-VALUE})")
  private double runTime = 0.2;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description =
          "longest time to warm up; it ends once five runs and a second bring no gain of one"
              + " percent (default: ${DEFAULT-VALUE})")
  private double warmUp = 20;

  /**
   * What was measured.
   *
   * @param warmUpRuns runs that were not counted
   * @param values of the counted runs, in their order
   */
  record Measurement(int threads, int warmUpRuns, List<Double> values) {
    Measurement {
      values = List.copyOf(values);
    }

    double min() {
      return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    double median() {
      double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      int half = sorted.length / 2;
      return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
  }

  /**
   * Warms up and measures.
   *
   * @throws UsageException if an option is out of range
   */
  Measurement measure(Benchmark benchmark, Benchmark.Workload workload) {
    if (threads < 1 || runs < 1 || !(runTime >= 0) || !(warmUp >= 0)) {
      throw new UsageException(
          "--threads and --runs must be at least 1, --run-time and --warm-up at least 0");
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Benchmark.Batch[] batches = new Benchmark.Batch[threads];
      Arrays.setAll(batches, i -> workload.batch());
      Runs all = new Runs(benchmark, pool, List.of(batches));
      int warmUpRuns = warmUp(all);
      List<Double> values = new ArrayList<>();
      for (int i = 0; i < runs; i++) {
        values.add(all.next());
      }
      return new Measurement(threads, warmUpRuns, values);
    } finally {
      pool.shutdownNow();
    }
  }

  /** Runs until for a second no run was faster than all before; returns how many there were. */
  private int warmUp(Runs all) {
    long start = System.nanoTime();
    long gain = start;
    double best = Double.POSITIVE_INFINITY;
    int count = 0;
    int steady = 0;
    do {
      double value = all.next();
      steady++;
      if (value < GAIN * best) {
        steady = 0;
        gain = System.nanoTime();
      }
      best = Math.min(best, value);
      count++;
    } while ((steady < STEADY_RUNS || since(gain) < STEADY_SECONDS) && since(start) < warmUp);
    return count;
  }

  private static double since(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }

  /** Makes one run after another. */
  private final class Runs {
    private final Benchmark benchmark;
    private final ExecutorService pool;
    private final List<Benchmark.Batch> batches;
    private int repeats = 1;

    Runs(Benchmark benchmark, ExecutorService pool, List<Benchmark.Batch> batches) {
      this.benchmark = benchmark;
      this.pool = pool;
      this.batches = batches;
    }

    /** The number of one run; the next is made as long as the options ask for. */
    double next() {
      int times = repeats;
      List<Callable<Long>> tasks = new ArrayList<>();
      for (Benchmark.Batch batch : batches) {
        tasks.add(() -> repeat(batch, times));
      }
      long start = System.nanoTime();
      long work = 0;
      try {
        for (Future<Long> done : pool.invokeAll(tasks)) {
          work += done.get();
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException(benchmark.name() + " failed: " + e.getCause(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(benchmark.name() + " was interrupted", e);
      }
      double seconds = since(start);
      repeats = (int) Math.max(1, Math.min(1e6, Math.ceil(times * runTime / seconds)));
      return benchmark.measure(seconds, work);
    }
  }

  private static long repeat(Benchmark.Batch batch, int times) {
    long work = 0;
    for (int i = 0; i < times; i++) {
      work += batch.run();
    }
    return work;
  }
}
