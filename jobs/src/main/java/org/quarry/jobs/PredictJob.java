package org.quarry.jobs;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;
import org.quarry.parameters.Parameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Predicts energies, forces and stresses by trained models: of configurations of a lake, or of the
 * structures in files, which needs no lake and no Spark. Several models are a committee: its
 * predictions are the mean, beside how far its members are apart.
 *
 * <p>From a lake: reads {@code configurations}; appends to {@code predictions}. A configuration
 * that the models cannot say anything about gets a row with the reason. Example: {@code quarry
 * predict --lake DIR --dataset pool --model si-1 --model si-2}.
 *
 * <p>From files: writes extended XYZ with ASE's {@code energy}, {@code forces} and (periodic in
 * three directions) {@code stress}, frame after frame in the order of the inputs. A frame without
 * an answer has {@code prediction_error} instead; one that cannot be read is left out; either is a
 * line on standard error. Example: {@code quarry predict si-1.zip --committee si-2.zip,si-3.zip
 * structures.xyz --out predicted.extxyz}.
 */
@Command(
    name = "predict",
    description = "Predict energies, forces and stresses of a lake's configurations or of files",
    modelTransformer = PredictJob.WithoutLake.class,
    customSynopsis = {
      "quarry predict MODEL [--committee MODEL[,MODEL...]] [--strict] --out FILE INPUT...",
      "quarry predict --lake DIR [--dataset NAME]... [--model NAME|FILE]..."
    })
public final class PredictJob extends SetJob {
  @Mixin private DatasetOptions datasets = new DatasetOptions();
  @Mixin private ModelOption model = new ModelOption();
  @Mixin private FilePrediction files = new FilePrediction();

  /** Files are predicted without a lake. */
  static final class WithoutLake implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec command) {
      OptionSpec lake = command.findOption("--lake");
      return command.remove(lake).addOption(lake.toBuilder().required(false).build());
    }
  }

  @Override
  public Integer call() {
    return isOnLake() ? super.call() : files.run(spec());
  }

  @Override
  protected void validate() {
    if (files.isAsked()) {
      throw new UsageException(
          "with --lake, tell models with --model and data sets with --dataset; files are predicted"
              + " without a lake");
    }
  }

  @Override
  protected Table output() {
    return Table.PREDICTIONS;
  }

  @Override
  protected Parameters parameters(Lake lake) {
    return new SimpleParameters(
        "predict", Map.of("model", model.sha256(lake), "datasets", datasets.names()));
  }

  /** Ids are contents. */
  @Override
  protected List<Dataset<Row>> inputs(Lake lake) {
    return List.of(lake.configurations(datasets.names()).select("configuration_id"));
  }

  @Override
  protected Summary execute(Lake lake, Run run) {
    List<NamedModel> models = model.read(lake); // a damaged one is said so before work is spread
    Dataset<Row> configurations = lake.configurations(datasets.names());
    long rows = configurations.count();
    if (rows == 0) {
      return Summary.NOTHING_TO_DO;
    }
    run.append(Table.PREDICTIONS, ModelPredictions.of(configurations, rows, models));
    long failed =
        lake.raw(Table.PREDICTIONS)
            .where(col("run_id").equalTo(run.id()).and(col("energy").isNull()))
            .count();
    return Summary.of(rows, rows - failed, failed).with("model", NamedModel.names(models));
  }
}
