package org.quarry.jobs;

import static org.apache.spark.sql.functions.col;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.quarry.atoms.Element;
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
 * Errors of a trained model on one side of the split: energies per atom and per configuration, for
 * all and by group.
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
      description = "the empirical potentials as aligned by the last quarry augment, not a model")
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
    map.put("model", potentials ? "potentials" : ModelOption.sha256(model.file(lake)));
    map.put("datasets", datasets.names());
    map.put("method", method.orElse("the only one"));
    map.put("side", side.text());
    return new SimpleParameters("evaluate", map);
  }

  @Override
  protected List<Dataset<Row>> inputs(Lake lake) {
    return potentials ? List.of(labelled(lake), alignedEnergies(lake)) : List.of(labelled(lake));
  }

  @Override
  protected Summary execute(Lake lake, Run run) {
    Dataset<Row> labels = labelled(lake);
    Dataset<Row> predicted = potentials ? alignedEnergies(lake) : modelEnergies(lake, run, labels);
    Map<String, List<Pair>> pairs = new TreeMap<>();
    long failed = 0;
    for (Row row :
        labels
            .join(predicted, ID)
            .join(lake.read(Table.CONFIGURATIONS).select(ID, "nsites"), ID)
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
    pairs.forEach((name, mine) -> addAll(rows, name, mine));
    run.append(Table.EVALUATIONS, rows);
    long compared = pairs.values().stream().mapToLong(List::size).sum();
    Summary summary = Summary.of(compared + failed, rows.size(), failed);
    for (Map.Entry<String, List<Pair>> mine : pairs.entrySet()) {
      summary =
          summary.with(
              mine.getKey() + " MAE (eV/atom)",
              Math.round(EnergyErrors.of(mine.getValue()).perAtom().mae() * 1e6) / 1e6);
    }
    return summary;
  }

  /** Predicts, keeps the predictions and returns them: model, id, predicted energy in eV. */
  private Dataset<Row> modelEnergies(Lake lake, Run run, Dataset<Row> labels) {
    Path file = model.file(lake);
    requireSameLabels(labels, ModelOption.read(file), file);
    Dataset<Row> configurations = lake.read(Table.CONFIGURATIONS).join(labels.select(ID), ID);
    run.append(Table.PREDICTIONS, ModelEnergies.of(configurations, file));
    return lake.raw(Table.PREDICTIONS)
        .where(col("run_id").equalTo(run.id()))
        .select(col("model"), col(ID), col("energy").as("predicted"));
  }

  /** Energies of the potentials plus the offsets of the last alignment: model, id, predicted. */
  private Dataset<Row> alignedEnergies(Lake lake) {
    lake.registerViews();
    Dataset<Row> aligned =
        lake.spark()
            .sql(
                """
                SELECT e.potential AS model, e.configuration_id,
                       e.energy + aggregate(c.atomic_numbers, 0D, (sum, z) -> sum + a.offsets['*']
                         + coalesce(a.offsets[s.symbols[z - 1]], 0D)) AS predicted
                FROM eip_energies e
                JOIN alignments a ON a.potential = e.potential AND a.parameter_hash = e.parameter_hash
                JOIN configurations c ON c.configuration_id = e.configuration_id
                CROSS JOIN (SELECT split('@SYMBOLS@', ',') AS symbols) s
                WHERE a.run_id = (SELECT max(run_id) FROM alignments)
                """
                    .replace("@SYMBOLS@", SYMBOLS));
    if (aligned.isEmpty()) {
      throw new InputException("the lake holds no aligned potentials: run quarry augment first");
    }
    return aligned;
  }

  /** By atomic number, from 1. */
  private static final String SYMBOLS =
      IntStream.rangeClosed(1, Element.COUNT)
          .mapToObj(z -> Element.of(z).symbol())
          .collect(Collectors.joining(","));

  private void addAll(List<Row> rows, String name, List<Pair> pairs) {
    add(rows, name, "", EnergyErrors.of(pairs));
    EnergyErrors.byGroup(pairs)
        .forEach(
            (group, errors) -> {
              if (!group.isEmpty()) {
                add(rows, name, group, errors);
              }
            });
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
