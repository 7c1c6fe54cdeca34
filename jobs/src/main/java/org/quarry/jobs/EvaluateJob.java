package org.quarry.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.quarry.jobs.Evaluation.Derivative;
import org.quarry.lake.Lake;
import org.quarry.lake.MethodLabels;
import org.quarry.lake.Table;
import org.quarry.parameters.Parameters;
import org.quarry.regression.EnergyErrors;
import org.quarry.regression.EnergyErrors.Pair;
import org.quarry.regression.ErrorSums;
import org.quarry.selection.Side;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Errors of a trained model (or a committee's mean), or of the aligned empirical potentials, on one
 * side of the split: energies per atom and per configuration, and components of forces and stress
 * where predictions and labels have them, for all and by group.
 *
 * <p>Reads {@code configurations} and {@code labels}; appends to {@code evaluations}, and to {@code
 * predictions} what it compared. Labels of another method or kind than the model's are refused.
 * Example: {@code quarry evaluate --lake DIR --dataset si --model si}.
 */
@Command(name = "evaluate", description = "Compare a model with labels")
public final class EvaluateJob extends SetJob {
  private static final String ID = "configuration_id";
  private static final String FORCES = Derivative.FORCES.label();
  private static final String STRESS = Derivative.STRESS.label();

  @Mixin private DatasetOptions datasets = new DatasetOptions();
  @Mixin private SplitOptions split = new SplitOptions();
  @Mixin private ModelOption model = new ModelOption();

  @Option(names = "--method", description = "labels to compare with, where there are several")
  private Optional<String> method = Optional.empty();

  @Option(
      names = "--potentials",
      description = "compare the empirical potentials, as the last augmentation aligned them")
  private boolean potentials;

  @Option(names = "--side", description = "test (default), validation or train")
  private Side side = Side.TEST;

  @Override
  protected void validate() {
    split.split();
  }

  @Override
  protected Table output() {
    return Table.EVALUATIONS;
  }

  @Override
  protected List<String> foundBy() {
    return List.of("name", "datasets", "side");
  }

  @Override
  protected Parameters parameters(Lake lake) {
    Map<String, Object> map = new TreeMap<>(split.toMap());
    map.put("name", potentials ? "potentials" : String.join(",", model.names(lake)));
    map.put(
        "model",
        potentials
            ? "potentials aligned by run " + AlignedEnergies.lastRun(lake, datasets.names())
            : model.sha256(lake));
    map.put("datasets", datasets.names());
    map.put("method", MethodLabels.text(method));
    map.put("side", side.text());
    return new SimpleParameters("evaluate", map);
  }

  @Override
  protected List<Dataset<Row>> inputs(Lake lake) {
    return List.of(labelled(lake).drop(FORCES, STRESS)); // the label's hash stands for them
  }

  @Override
  protected Summary execute(Lake lake, Run run) {
    Dataset<Row> labels = labelled(lake);
    Dataset<Row> configurations = lake.read(Table.CONFIGURATIONS).join(labels.select(ID), ID);
    Dataset<Row> predicted =
        potentials
            ? AlignedEnergies.of(lake, datasets.names(), configurations)
                .withColumn(Derivative.STRESS.predicted(), lit(null).cast("array<double>"))
            : predictions(lake, run, labels, configurations);
    Map<String, Evaluation> evaluations = new TreeMap<>();
    long failed = 0;
    for (Row row :
        labels
            .join(predicted, ID)
            .join(configurations.select(ID, "nsites"), ID)
            .orderBy("model", ID)
            .select(
                col("model"),
                col("group"),
                col("nsites"),
                col("predicted"),
                col("energy"),
                Derivative.FORCES.sums().as(Derivative.FORCES.predicted()),
                Derivative.STRESS.sums().as(Derivative.STRESS.predicted()))
            .collectAsList()) {
      if (row.isNullAt(3)) {
        failed++;
        continue;
      }
      String group = row.getString(1);
      Evaluation evaluation = evaluations.computeIfAbsent(row.getString(0), Evaluation::new);
      evaluation.add(new Pair(group, row.getInt(2), row.getDouble(3), row.getDouble(4)));
      for (Derivative derivative : Derivative.values()) {
        Row sums = row.getAs(derivative.predicted());
        if (sums != null) {
          evaluation.add(derivative, group, sums);
        }
      }
    }
    if (evaluations.isEmpty()) {
      throw new InputException(nothingToCompare(predicted, failed));
    }
    return summary(run, List.copyOf(evaluations.values()), failed);
  }

  private String nothingToCompare(Dataset<Row> predicted, long failed) {
    if (failed == 0) {
      return "the " + side.text() + " side holds no energy to compare with";
    }
    String all = "none of the " + failed + " configurations of the " + side.text() + " side";
    return potentials
        ? all + " has an energy by an aligned potential"
        : all + " could be predicted: " + predicted.first().getAs("message");
  }

  private Summary summary(Run run, List<Evaluation> evaluations, long failed) {
    Evaluation best =
        evaluations.stream()
            .min(Comparator.comparingDouble(one -> one.energyErrors().perAtom().mae()))
            .orElseThrow();
    String names = String.join(",", datasets.names());
    List<Row> rows =
        evaluations.stream().flatMap(one -> one.rows(names, side.text()).stream()).toList();
    run.append(Table.EVALUATIONS, rows);
    long compared = evaluations.stream().mapToLong(Evaluation::count).sum();
    EnergyErrors errors = best.energyErrors();
    Summary summary =
        Summary.of(compared + failed, rows.size(), failed)
            .with(potentials ? "best potential" : "model", best.model())
            .with("MAE (eV/atom)", errors.perAtom().mae())
            .with("RMSE (eV/atom)", errors.perAtom().rmse())
            .with("MAE (eV)", errors.perConfiguration().mae());
    for (Derivative derivative : Derivative.values()) {
      ErrorSums sums = best.errors(derivative).orElse(null);
      if (sums != null) {
        summary =
            summary
                .with("MAE (" + derivative.unit() + ")", sums.mae())
                .with("RMSE (" + derivative.unit() + ")", sums.rmse());
      }
    }
    return summary;
  }

  /** Predicts, writes that down, and gives it back: model, id, predicted, forces, stress. */
  private Dataset<Row> predictions(
      Lake lake, Run run, Dataset<Row> labels, Dataset<Row> configurations) {
    List<NamedModel> models = model.read(lake);
    requireSameLabels(labels, models.get(0));
    run.append(
        Table.PREDICTIONS, ModelPredictions.of(configurations, configurations.count(), models));
    return lake.raw(Table.PREDICTIONS)
        .where(col("run_id").equalTo(run.id()))
        .select(
            col("model"),
            col(ID),
            col("energy").as("predicted"),
            col(Derivative.FORCES.predicted()),
            col(Derivative.STRESS.predicted()),
            col("message"));
  }

  /** Id, group, method, kind, energy, forces and stress of the side's labelled configurations. */
  private Dataset<Row> labelled(Lake lake) {
    return LabeledRows.of(lake, datasets.names(), method, split)
        .where(col("side").equalTo(side.text()).and(col("energy").isNotNull()))
        .select(ID, "group", "method", "energy_kind", "energy", "source_hash", FORCES, STRESS);
  }

  private static void requireSameLabels(Dataset<Row> labels, NamedModel model) {
    for (Row row : labels.select("method", "energy_kind").distinct().collectAsList()) {
      if (!model.knows(row.getString(0), row.getString(1))) {
        throw new InputException(
            "model "
                + model.name()
                + " was trained on "
                + model.labels()
                + " energies; the labels are "
                + row.getString(0)
                + "/"
                + row.getString(1));
      }
    }
  }
}
