package org.quarry.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;
import org.quarry.parameters.Parameters;
import org.quarry.regression.EnergyErrors;
import org.quarry.regression.EnergyErrors.Pair;
import org.quarry.regression.ErrorStatistics;
import org.quarry.regression.ErrorSums;
import org.quarry.selection.Side;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Errors of a trained model (or a committee's mean), or of the aligned empirical potentials, on one
 * side of the split: energies per atom and per configuration, and components of forces where
 * predictions and labels have them, for all and by group.
 *
 * <p>Reads {@code configurations} and {@code labels}; appends to {@code evaluations}, and to {@code
 * predictions} what it compared. Labels of another method or kind than the model's are refused.
 * Example: {@code quarry evaluate --lake DIR --dataset si --model si}.
 */
@Command(name = "evaluate", description = "Compare a model with labels")
public final class EvaluateJob extends SetJob {
  private static final String ID = "configuration_id";
  private static final String FORCES = "atomic_forces";

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
  protected Parameters parameters(Lake lake) {
    Map<String, Object> map = new TreeMap<>(split.toMap());
    map.put(
        "model",
        potentials
            ? "potentials aligned by run " + AlignedEnergies.lastRun(lake)
            : model.sha256(lake));
    map.put("datasets", datasets.names());
    map.put("method", method.orElse("the only one"));
    map.put("side", side.text());
    return new SimpleParameters("evaluate", map);
  }

  @Override
  protected List<Dataset<Row>> inputs(Lake lake) {
    return List.of(labelled(lake).drop(FORCES)); // the label's hash stands for them
  }

  @Override
  protected Summary execute(Lake lake, Run run) {
    Dataset<Row> labels = labelled(lake);
    Dataset<Row> configurations = lake.read(Table.CONFIGURATIONS).join(labels.select(ID), ID);
    Dataset<Row> predicted =
        potentials
            ? AlignedEnergies.of(lake, configurations)
            : predictions(lake, run, labels, configurations);
    Map<String, List<Pair>> pairs = new TreeMap<>();
    Map<String, Map<String, ErrorSums>> forces = new TreeMap<>(); // by model and group, "" for all
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
                forceSum("abs(p - r)"),
                forceSum("(p - r) * (p - r)"))
            .collectAsList()) {
      if (row.isNullAt(3)) {
        failed++;
        continue;
      }
      String group = row.getString(1);
      pairs
          .computeIfAbsent(row.getString(0), name -> new ArrayList<>())
          .add(new Pair(group, row.getInt(2), row.getDouble(3), row.getDouble(4)));
      if (!row.isNullAt(5)) {
        var groups = forces.computeIfAbsent(row.getString(0), name -> new TreeMap<>());
        for (String key : group.isEmpty() ? List.of("") : List.of("", group)) {
          groups
              .computeIfAbsent(key, name -> new ErrorSums())
              .add(3L * row.getInt(2), row.getDouble(5), row.getDouble(6));
        }
      }
    }
    if (pairs.isEmpty()) {
      throw new InputException("the " + side.text() + " side holds no energy to compare with");
    }
    List<Row> rows = new ArrayList<>();
    long compared = 0;
    Map.Entry<String, EnergyErrors> best = null;
    for (Map.Entry<String, List<Pair>> one : pairs.entrySet()) {
      EnergyErrors errors = EnergyErrors.of(one.getValue());
      compared += one.getValue().size();
      add(rows, one.getKey(), "", errors);
      EnergyErrors.byGroup(one.getValue())
          .forEach(
              (group, ofGroup) -> {
                if (!group.isEmpty()) {
                  add(rows, one.getKey(), group, ofGroup);
                }
              });
      if (best == null || errors.perAtom().mae() < best.getValue().perAtom().mae()) {
        best = Map.entry(one.getKey(), errors);
      }
    }
    forces.forEach(
        (name, groups) -> groups.forEach((group, errors) -> add(rows, name, group, errors)));
    run.append(Table.EVALUATIONS, rows);
    Summary summary =
        Summary.of(compared + failed, rows.size(), failed)
            .with(potentials ? "best potential" : "model", best.getKey())
            .with("MAE (eV/atom)", best.getValue().perAtom().mae())
            .with("RMSE (eV/atom)", best.getValue().perAtom().rmse())
            .with("MAE (eV)", best.getValue().perConfiguration().mae());
    ErrorSums ofForces = forces.getOrDefault(best.getKey(), Map.of()).get("");
    return ofForces == null
        ? summary
        : summary.with("MAE (eV/Å)", ofForces.mae()).with("RMSE (eV/Å)", ofForces.rmse());
  }

  /** Σ over the components p of predicted and r of labelled forces; null without either. */
  private static Column forceSum(String term) {
    return expr(
        "aggregate(zip_with(forces, atomic_forces, (p, r) -> "
            + term
            + "), 0D, (sum, x) -> sum + x)");
  }

  /** Predicts, writes that down, and gives it back: model, id, predicted, forces. */
  private Dataset<Row> predictions(
      Lake lake, Run run, Dataset<Row> labels, Dataset<Row> configurations) {
    List<NamedModel> models = model.read(lake);
    requireSameLabels(labels, models.get(0));
    run.append(
        Table.PREDICTIONS, ModelPredictions.of(configurations, configurations.count(), models));
    return lake.raw(Table.PREDICTIONS)
        .where(col("run_id").equalTo(run.id()))
        .select(col("model"), col(ID), col("energy").as("predicted"), col("forces"));
  }

  private void add(List<Row> rows, String name, String group, ErrorSums forces) {
    String dataset = String.join(",", datasets.names());
    rows.add(
        RowFactory.create(
            name,
            dataset,
            side.text(),
            group,
            "forces",
            "eV/Å",
            forces.count(),
            forces.mae(),
            forces.rmse()));
  }

  private void add(List<Row> rows, String name, String group, EnergyErrors errors) {
    String dataset = String.join(",", datasets.names());
    ErrorStatistics atom = errors.perAtom();
    ErrorStatistics whole = errors.perConfiguration();
    rows.add(row(dataset, name, group, "energy per atom", "eV/atom", atom));
    rows.add(row(dataset, name, group, "energy", "eV", whole));
  }

  private Row row(
      String dataset,
      String name,
      String group,
      String quantity,
      String unit,
      ErrorStatistics errors) {
    return RowFactory.create(
        name,
        dataset,
        side.text(),
        group,
        quantity,
        unit,
        errors.count(),
        errors.mae(),
        errors.rmse());
  }

  /** Id, group, method, kind, energy and forces of the side's labelled configurations. */
  private Dataset<Row> labelled(Lake lake) {
    return LabeledRows.of(lake, datasets.names(), method, split)
        .where(col("side").equalTo(side.text()).and(col("energy").isNotNull()))
        .select(ID, "group", "method", "energy_kind", "energy", "source_hash", FORCES);
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
