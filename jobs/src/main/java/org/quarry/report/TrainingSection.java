package org.quarry.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.quarry.lake.Lake;

/** How models were trained: loss and errors on the validation side, of each name the newest run. */
final class TrainingSection {
  private static final int MOST_POINTS = 2_000;

  private TrainingSection() {}

  /** Adds the section, if a model of the lake was trained. The lake's views are registered. */
  static void write(Lake lake, Html page) {
    Map<String, List<Row>> models = new LinkedHashMap<>();
    lake.spark()
        .sql(
            """
            SELECT * FROM learning_curves
            WHERE (model, run_id) IN (SELECT model, max(run_id) FROM learning_curves GROUP BY model)
            ORDER BY model, epoch
            """)
        .collectAsList()
        .forEach(
            row -> models.computeIfAbsent(row.getAs("model"), m -> new ArrayList<>()).add(row));
    if (models.isEmpty()) {
      return;
    }
    List<String> plots = new ArrayList<>();
    add(plots, models, "Training loss", "loss", "loss");
    String energies = "mean absolute error (eV/atom)";
    add(plots, models, "Validation: energies", energies, "validation_mae");
    String forces = "mean absolute error (eV/Å)";
    add(plots, models, "Validation: forces", forces, "validation_force_mae");
    add(plots, models, "Validation: virial", energies, "validation_virial_mae");
    page.heading("Training").paragraph("Of each model its newest training.").plots(plots);
  }

  /** Adds the plot of a column, if some model has it. */
  private static void add(
      List<String> plots,
      Map<String, List<Row>> models,
      String title,
      String label,
      String column) {
    List<Plot.Series> all = new ArrayList<>();
    models.forEach(
        (model, curve) -> {
          List<Row> known = curve.stream().filter(row -> row.getAs(column) != null).toList();
          if (!known.isEmpty()) {
            all.add(series(model, thinned(known), column));
          }
        });
    if (!all.isEmpty()) {
      plots.add(Plot.curves(title, label, all));
    }
  }

  private static Plot.Series series(String name, List<Row> curve, String column) {
    return new Plot.Series(
        name,
        curve.stream().mapToDouble(row -> row.<Integer>getAs("epoch")).toArray(),
        curve.stream().mapToDouble(row -> row.<Double>getAs(column)).toArray());
  }

  /** A long curve is drawn from start to end, not every epoch of it. */
  private static List<Row> thinned(List<Row> curve) {
    int step = 1 + (curve.size() - 1) / MOST_POINTS;
    int last = curve.size() - 1;
    return IntStream.rangeClosed(0, last)
        .filter(i -> i % step == 0 || i == last)
        .mapToObj(curve::get)
        .toList();
  }
}
