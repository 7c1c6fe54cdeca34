package org.quarry.jobs;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.quarry.atoms.Configuration;
import org.quarry.parameters.Settings;
import org.quarry.selection.Cut;
import org.quarry.selection.TopK;
import org.quarry.spark.ScoredRows;
import org.quarry.spark.Sessions;

/**
 * The exact cut after the best {@code k} (1,000,000) of {@code rows} (10,000,000) normal deviates
 * with ids of 64 digits, kept in memory or on disk as {@code rank} keeps them: seconds.
 */
final class TopKBenchmark implements Benchmark {
  private int cores;

  @Override
  public String name() {
    return "topk";
  }

  @Override
  public String unit() {
    return "s";
  }

  @Override
  public double measure(double seconds, long work) {
    return seconds / work;
  }

  /** None: only their scores would matter. */
  @Override
  public List<Configuration> structures(Settings settings, Supplier<List<Configuration>> given) {
    return List.of();
  }

  @Override
  public Workload prepare(Settings settings, List<Configuration> structures) {
    int rows = settings.integer("rows", 10_000_000);
    int k = settings.integer("k", rows / 10);
    long seed = (long) settings.number("seed", 0);
    if (rows < 1 || k < 1 || k > rows) {
      throw new IllegalArgumentException("bench topk: 1 ≤ k ≤ rows is needed");
    }
    return new Workload() {
      @Override
      public Map<String, Object> parameters() {
        return Map.of("rows", rows, "k", k, "seed", seed);
      }

      @Override
      public Batch batch() {
        SparkSession spark = Sessions.getOrCreate("bench topk");
        cores = spark.sparkContext().defaultParallelism();
        Dataset<Row> scores =
            spark
                .range(0, rows, 1, 4 * cores)
                .selectExpr("concat('CO_', sha2(string(id), 256)) id", "randn(" + seed + ") score")
                .persist(StorageLevel.MEMORY_AND_DISK());
        long unused = scores.count();
        return () -> {
          Cut cut = TopK.cut(ScoredRows.of(scores, col("id"), col("score")), k);
          if (cut.last().isEmpty() && k < rows) {
            throw new IllegalStateException("no cut after " + k + " of " + rows + " rows");
          }
          return 1;
        };
      }

      @Override
      public Map<String, Object> figures() {
        return Map.of("rows", rows, "k", k, "cores", cores);
      }
    };
  }
}
