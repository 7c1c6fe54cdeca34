package org.quarry.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Descriptors;
import org.quarry.descriptor.Evaluator;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;
import org.quarry.parameters.Settings;
import org.quarry.selection.Relevance;
import org.quarry.selection.TaskMean;

/**
 * What {@code rank} does with every row of a pool: reads its mean SOAP vector from the lake and
 * compares it with the task's mean, by their cosine. Microseconds a row.
 *
 * <p>The pool has {@code rows} vectors (200,000): those of the structures, over and over, every
 * component times 1 + {@code noise} (0.01) times a normal deviate. Further settings: those of SOAP.
 */
final class RelevanceBenchmark implements Benchmark {
  private static final int FILES = 8;

  private int cores;

  @Override
  public String name() {
    return "relevance";
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
  public Workload prepare(Settings settings, List<Configuration> structures) {
    int rows = settings.integer("rows", 200_000);
    double noise = settings.number("noise", 0.01);
    Map<String, Object> values = new LinkedHashMap<>(DescriptorBenchmark.soapDefaults(structures));
    values.putAll(settings.toMap());
    List.of("rows", "noise").forEach(values::remove);
    values.put("average", "outer");
    Descriptor soap = Descriptors.of("soap", values);
    List<double[]> vectors = vectors(soap, structures);
    Relevance relevance = Relevance.to(mean(vectors));
    return new Workload() {
      @Override
      public Map<String, Object> parameters() {
        return soap.parameters().toMap();
      }

      @Override
      public Batch batch() {
        Lake lake = lake(vectors, rows, noise, soap.parameters().hash());
        cores = lake.spark().sparkContext().defaultParallelism();
        return () -> {
          RankJob.scores(DescriptorOption.vectors(lake, soap.parameters().hash()), relevance)
              .write()
              .format("noop")
              .mode("overwrite")
              .save();
          return rows;
        };
      }

      @Override
      public Map<String, Object> figures() {
        return Map.of("rows", rows, "features", relevance.length(), "cores", cores);
      }
    };
  }

  private static List<double[]> vectors(Descriptor soap, List<Configuration> structures) {
    Evaluator evaluator = soap.evaluator();
    List<double[]> vectors = new ArrayList<>();
    for (Configuration structure : structures) {
      evaluator.evaluate(structure);
      vectors.add(Arrays.copyOf(evaluator.values(), soap.features()));
    }
    return vectors;
  }

  private static double[] mean(List<double[]> vectors) {
    TaskMean mean = TaskMean.ofLength(vectors.get(0).length);
    for (int i = 0; i < vectors.size(); i++) {
      mean.add("%09d".formatted(i), vectors.get(i));
    }
    return mean.mean();
  }

  private static Lake lake(List<double[]> vectors, int rows, double noise, String hash) {
    Lake lake = BenchLake.empty("relevance");
    lake.append(
        Table.DESCRIPTORS,
        lake.spark()
            .range(0, rows, 1, FILES)
            .map(
                (MapFunction<Long, Row>)
                    row -> {
                      double[] vector = vectors.get((int) (row % vectors.size())).clone();
                      Random random = new Random(row);
                      for (int i = 0; i < vector.length; i++) {
                        vector[i] *= 1 + noise * random.nextGaussian();
                      }
                      return RowFactory.create(
                          "row-%012d".formatted(row),
                          "soap",
                          hash,
                          vector,
                          null,
                          null,
                          vector.length);
                    },
                Encoders.row(Run.withoutRun(Table.DESCRIPTORS))),
        lake.nextRun());
    return lake;
  }
}
