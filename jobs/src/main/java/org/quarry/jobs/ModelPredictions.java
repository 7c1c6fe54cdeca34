package org.quarry.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Labels;
import org.quarry.lake.ConfigurationRows;
import org.quarry.lake.Table;
import org.quarry.network.Answer;
import org.quarry.network.Disagreement;
import org.quarry.network.Predictor;

/**
 * Predicts configurations by broadcast models, a predictor a task. What the models cannot say (an
 * element that one does not know) is a row with a message.
 *
 * <p>Configurations are computed together in bundles that their ids and their number determine, so
 * that the results do not depend on the cluster to the last bit.
 */
final class ModelPredictions implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;
  private static final int BUNDLE_ROWS = 64;
  private static final int TASKS_PER_CORE = 4;
  private static final String BUNDLE = "bundle";

  private final StructType schema;
  private final String names;
  private final Broadcast<NamedModel[]> models;

  private ModelPredictions(StructType schema, String names, Broadcast<NamedModel[]> models) {
    this.schema = schema;
    this.names = names;
    this.models = models;
  }

  /**
   * Rows of {@code predictions} (without {@code run_id}) for rows of {@code configurations}.
   *
   * @param rows how many there are
   */
  static Dataset<Row> of(Dataset<Row> configurations, long rows, List<NamedModel> models) {
    NamedModel.predictor(models); // what cannot predict is said so before work is spread
    long bundles = (rows + BUNDLE_ROWS - 1) / BUNDLE_ROWS;
    var spark = configurations.sparkSession().sparkContext();
    long tasks = Math.min(bundles, (long) TASKS_PER_CORE * spark.defaultParallelism());
    Dataset<Row> bundled =
        configurations
            .withColumn(BUNDLE, pmod(xxhash64(col("configuration_id")), lit(bundles)))
            .repartition((int) tasks, col(BUNDLE))
            .sortWithinPartitions(BUNDLE, "configuration_id");
    return bundled.mapPartitions(
        new ModelPredictions(
            bundled.schema(),
            NamedModel.names(models),
            JavaSparkContext.fromSparkContext(spark).broadcast(models.toArray(NamedModel[]::new))),
        Encoders.row(Run.withoutRun(Table.PREDICTIONS)));
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return rows.hasNext() ? new Predicted(rows) : Collections.emptyIterator();
  }

  /** The rows of one bundle after another. */
  private final class Predicted implements Iterator<Row> {
    private final Predictor predictor = NamedModel.predictor(List.of(models.value()));
    private final ConfigurationRows reader = ConfigurationRows.of(schema);
    private final int id = schema.fieldIndex("configuration_id");
    private final int bundle = schema.fieldIndex(BUNDLE);
    private final Iterator<Row> rows;
    private Row ahead;
    private Iterator<Row> done = Collections.emptyIterator();

    Predicted(Iterator<Row> rows) {
      this.rows = rows;
      this.ahead = rows.next();
    }

    @Override
    public boolean hasNext() {
      return done.hasNext() || ahead != null;
    }

    @Override
    public Row next() {
      if (!done.hasNext()) {
        done = nextBundle().iterator();
      }
      return done.next();
    }

    private List<Row> nextBundle() {
      if (ahead == null) {
        throw new NoSuchElementException();
      }
      long number = ahead.getLong(bundle);
      List<String> ids = new ArrayList<>();
      List<Configuration> configurations = new ArrayList<>();
      while (ahead != null && ahead.getLong(bundle) == number) {
        ids.add(ahead.getString(id));
        configurations.add(reader.read(ahead));
        ahead = rows.hasNext() ? rows.next() : null;
      }
      List<Answer> answers = predictor.predict(configurations);
      List<Row> predicted = new ArrayList<>();
      for (int i = 0; i < answers.size(); i++) {
        predicted.add(row(ids.get(i), answers.get(i)));
      }
      return predicted;
    }

    private Row row(String configurationId, Answer answer) {
      if (answer instanceof Answer.Given given) {
        Labels labels = given.labels();
        Optional<Disagreement> apart = given.disagreement();
        return RowFactory.create(
            names,
            configurationId,
            labels.energy().orElseThrow(),
            labels.forces().orElse(null),
            "ok",
            null,
            labels.stress().orElse(null),
            apart.map(Disagreement::energy).orElse(null),
            apart.flatMap(Disagreement::forces).orElse(null));
      }
      String reason = ((Answer.Refused) answer).reason();
      return RowFactory.create(
          names, configurationId, null, null, "failed", reason, null, null, null);
    }
  }
}
