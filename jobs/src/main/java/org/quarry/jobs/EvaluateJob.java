package org.quarry.jobs;

import static org.apache.spark.sql.functions.col;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;
import org.quarry.network.Model;
import org.quarry.parameters.Parameters;
import org.quarry.regression.EnergyErrors;
import org.quarry.regression.EnergyErrors.Pair;
import org.quarry.regression.ErrorStatistics;
import org.quarry.selection.Side;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Errors of a trained model, or of the aligned empirical potentials, on one side of the split:
 * energies per atom and per configuration, for all and by group.
 *
 * <p>Reads {@code configurations} and {@code labels}; appends to {@code evaluations}, and to {@code
 * predictions} what it compared. Labels of another method or kind than the model's are refused.
 * Example: {@code quarry evaluate --lake DIR --dataset si --model si}.
 */
@Command(name = "evaluate", description = "Compare a model with labels")
public final class EvaluateJob extends SetJob {
  private static final String ID = "configuration_id";

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
            : ModelOption.sha256(model.file(lake)));
    map.put("datasets", datasets.names());
    map.put("method", method.orElse("the only one"));
    map.put("side", side.text());
    return new SimpleParameters("evaluate", map);
  }

  @Override
  protected List<Dataset<Row>> inputs(Lake lake) {
    return List.of(labelled(lake));
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
    long failed = 0;
    for (Row row :
        labels
            .join(predicted, ID)
            .join(configurations.select(ID, "nsites"), ID)
            .orderBy("model", ID)
            .select("model", "group", "nsites", "predicted", "energy")
            .collectAsList()) {
      if (row.isNullAt(3)) {
        failed++;
      } else {
        pairs
            .computeIfAbsent(row.getString(0), name -> new ArrayList<>())
            .add(new Pair(row.getString(1), row.getInt(2), row.getDouble(3), row.getDouble(4)));
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
    run.append(Table.EVALUATIONS, rows);
    return Summary.of(compared + failed, rows.size(), failed)
        .with(potentials ? "best potential" : "model", best.getKey())
        .with("MAE (eV/atom)", best.getValue().perAtom().mae())
        .with("RMSE (eV/atom)", best.getValue().perAtom().rmse())
        .with("MAE (eV)", best.getValue().perConfiguration().mae());
  }

  /** Predicts, writes that down, and gives it back: model, id, predicted. */
  private Dataset<Row> predictions(
      Lake lake, Run run, Dataset<Row> labels, Dataset<Row> configurations) {
    Path file = model.file(lake);
    requireSameLabels(labels, ModelOption.read(file), file);
    run.append(Table.PREDICTIONS, ModelEnergies.of(configurations, file));
    return lake.raw(Table.PREDICTIONS)
        .where(col("run_id").equalTo(run.id()))
        .select(col("model"), col(ID), col("energy").as("predicted"));
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

  /** Id, group, method, kind and energy of the side's labelled configurations. */
  private Dataset<Row> labelled(Lake lake) {
    return LabeledRows.of(lake, datasets.names(), method, split)
        .where(col("side").equalTo(side.text()).and(col("energy").isNotNull()))
        .select(ID, "group", "method", "energy_kind", "energy");
  }

  private static void requireSameLabels(Dataset<Row> labels, Model model, Path file) {
    for (Row row : labels.select("method", "energy_kind").distinct().collectAsList()) {
      if (!row.getString(0).equals(model.card().method())
          || !row.getString(1).equals(model.card().energyKind())) {
        throw new InputException(
            "model "
                + file.getFileName()
                + " was trained on "
                + model.card().method()
                + "/"
                + model.card().energyKind()
                + " energies; the labels are "
                + row.getString(0)
                + "/"
                + row.getString(1));
      }
    }
  }
}
