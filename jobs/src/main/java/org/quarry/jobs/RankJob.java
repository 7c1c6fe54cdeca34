package org.quarry.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.quarry.lake.Lake;
import org.quarry.lake.RowArrays;
import org.quarry.lake.Table;
import org.quarry.parameters.Parameters;
import org.quarry.selection.Budget;
import org.quarry.selection.Cut;
import org.quarry.selection.Relevance;
import org.quarry.selection.Scored;
import org.quarry.selection.TaskMean;
import org.quarry.selection.TopK;
import org.quarry.spark.ScoredRows;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Ranks a pool of configurations by relevance to a task and keeps the best within a budget.
 *
 * <p>Relevance is {@code cos(h(C), h_T) + 1}, where {@code h} is the pooled descriptor of a
 * configuration and {@code h_T} the mean over the task's configurations, summed in the order of
 * their ids. What is kept is the exact solution of the budgeted linear programme ({@link Budget}).
 *
 * <p>Reads {@code descriptors}; appends to {@code selections}. Example: {@code quarry rank --lake
 * DIR --pool ani1x --task aspirin --budget 400000}.
 */
@Command(name = "rank", description = "Select pre-training data for a task")
public final class RankJob extends SetJob {
  private static final StructType SCORES =
      new StructType()
          .add("configuration_id", DataTypes.StringType, false)
          .add("relevance", DataTypes.DoubleType, false);
  private static final StructType KEPT = SCORES.add("multiplicity", DataTypes.LongType, false);

  private static final String TIMES = "x";

  @Option(names = "--pool", required = true, description = "data set to select from")
  private String pool;

  @Option(names = "--task", required = true, description = "data set that stands for the task")
  private String task;

  @Option(
      names = "--budget",
      required = true,
      paramLabel = "B",
      description =
          "how many to select in all, each as often as it is used; 2x for twice as many as the pool"
              + " has")
  private String size;

  @Option(names = "--cap", description = "how often one configuration may be used (default: 1)")
  private long cap = 1;

  @Mixin private DescriptorOption descriptor = new DescriptorOption();

  private String descriptorHash; // found once a run

  @Override
  protected void validate() {
    budget(() -> Integer.MAX_VALUE);
  }

  @Override
  protected Table output() {
    return Table.SELECTIONS;
  }

  @Override
  protected List<String> foundBy() {
    return List.of("pool", "task");
  }

  @Override
  protected Parameters parameters(Lake lake) {
    descriptorHash = descriptor.hash(lake);
    return new SimpleParameters(
        "rank",
        Map.of(
            "pool", pool, "task", task, "budget", size, "cap", cap, "descriptor", descriptorHash));
  }

  /** The ids alone: with the descriptor's parameter hash they determine every vector. */
  @Override
  protected List<Dataset<Row>> inputs(Lake lake) {
    return List.of(
        vectors(lake, pool).select("configuration_id"),
        vectors(lake, task).select("configuration_id"));
  }

  @Override
  protected Summary execute(Lake lake, Run run) {
    Dataset<Row> candidates = vectors(lake, pool);
    requireDescribed(candidates, pool);
    TaskMean mean = taskMean(lake);
    Relevance relevance = Relevance.to(mean.mean());
    Dataset<Row> scores = scores(candidates, relevance).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Budget budget = budget(scores::count);
      var ranking = ScoredRows.of(scores, col("configuration_id"), col("relevance"));
      Cut cut = TopK.cut(ranking, budget.rows());
      long kept = run.append(Table.SELECTIONS, kept(scores, budget, cut));
      long described = ranking.count();
      long undescribed = lake.configurations(List.of(pool)).count() - described;
      return Summary.of(described + undescribed, kept, undescribed)
          .with("task configurations", mean.count());
    } finally {
      scores.unpersist();
    }
  }

  /**
   * {@code configuration_id} and {@code relevance}.
   *
   * @param vectors {@code configuration_id, values}
   */
  static Dataset<Row> scores(Dataset<Row> vectors, Relevance relevance) {
    return vectors.map(
        (MapFunction<Row, Row>)
            row -> RowFactory.create(row.getString(0), relevance.of(RowArrays.doubles(row, 1))),
        Encoders.row(SCORES));
  }

  private Dataset<Row> kept(Dataset<Row> scores, Budget budget, Cut cut) {
    return scores
        .map(
            (MapFunction<Row, Row>)
                row -> {
                  Scored scored = new Scored(row.getDouble(1), row.getString(0));
                  return RowFactory.create(scored.id(), scored.score(), budget.copies(scored, cut));
                },
            Encoders.row(KEPT))
        .where(col("multiplicity").gt(0))
        .withColumn("pool", lit(pool))
        .withColumn("task", lit(task));
  }

  /** Streams the task's vectors through the driver, a partition at a time. */
  private TaskMean taskMean(Lake lake) {
    Dataset<Row> vectors = vectors(lake, task);
    TaskMean mean = TaskMean.ofLength(RowArrays.doubles(requireDescribed(vectors, task), 1).length);
    Iterator<Row> sorted = vectors.orderBy("configuration_id").toLocalIterator();
    while (sorted.hasNext()) {
      Row row = sorted.next();
      mean.add(row.getString(0), RowArrays.doubles(row, 1));
    }
    return mean;
  }

  private Row requireDescribed(Dataset<Row> vectors, String dataset) {
    List<Row> first = vectors.takeAsList(1);
    if (first.isEmpty()) {
      throw new InputException(
          "data set \""
              + dataset
              + "\" is not described with the parameters asked for: run quarry describe on pool and"
              + " task with the same parameters");
    }
    return first.get(0);
  }

  private Dataset<Row> vectors(Lake lake, String dataset) {
    return lake.ofDatasets(DescriptorOption.vectors(lake, descriptorHash), List.of(dataset));
  }

  /**
   * The budget for a pool of so many configurations, which are counted only if it depends on it.
   */
  private Budget budget(LongSupplier poolSize) {
    try {
      return new Budget(
          size.endsWith(TIMES)
              ? Math.round(
                  poolSize.getAsLong()
                      * Double.parseDouble(size.substring(0, size.length() - TIMES.length())))
              : Long.parseLong(size),
          cap);
    } catch (NumberFormatException e) {
      throw new UsageException(
          "--budget is a number of configurations, or a multiple of the pool as 2x, got " + size);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }
}
