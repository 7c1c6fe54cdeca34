package org.quarry.jobs;

import static org.apache.spark.sql.functions.col;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;
import org.quarry.parameters.Parameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Predicts the energies of configurations by a trained model.
 *
 * <p>Reads {@code configurations}; appends to {@code predictions}. A configuration that the model
 * cannot say anything about gets a row with the reason. Example: {@code quarry predict --lake DIR
 * --dataset pool --model si}.
 */
@Command(name = "predict", description = "Predict energies by a trained model")
public final class PredictJob extends SetJob {
  @Mixin private DatasetOptions datasets = new DatasetOptions();
  @Mixin private ModelOption model = new ModelOption();

  @Override
  protected Table output() {
    return Table.PREDICTIONS;
  }

  @Override
  protected Parameters parameters(Lake lake) {
    Path file = model.file(lake);
    return new SimpleParameters(
        "predict", Map.of("model", ModelOption.sha256(file), "datasets", datasets.names()));
  }

  /** Ids are contents. */
  @Override
  protected List<Dataset<Row>> inputs(Lake lake) {
    return List.of(lake.configurations(datasets.names()).select("configuration_id"));
  }

  @Override
  protected Summary execute(Lake lake, Run run) {
    Path file = model.file(lake);
    ModelOption.read(file); // a damaged one is said so here, before work is spread
    Dataset<Row> configurations = lake.configurations(datasets.names());
    long rows = configurations.count();
    if (rows == 0) {
      return Summary.NOTHING_TO_DO;
    }
    int tasks = lake.spark().sparkContext().defaultParallelism() * 4;
    run.append(
        Table.PREDICTIONS,
        ModelEnergies.of(
            configurations.repartition((int) Math.min(rows, tasks), col("configuration_id")),
            file));
    long failed =
        lake.raw(Table.PREDICTIONS)
            .where(col("run_id").equalTo(run.id()).and(col("energy").isNull()))
            .count();
    return Summary.of(rows, rows - failed, failed).with("model", ModelOption.name(file));
  }
}
