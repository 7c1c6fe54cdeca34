package org.quarry.report;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;

/**
 * The page about a lake: data, classifier, training, errors, runs. Each section stands only if the
 * lake has something to say there.
 */
public final class LakeReport {
  private static final int MOST_POINTS = 2_000;
  private static final int MOST_ROWS = 200;

  private final Lake lake;
  private final Html page;

  private LakeReport(Lake lake) {
    this.lake = lake;
    this.page = new Html("Quarry report");
  }

  /** The page as HTML. */
  public static String of(Lake lake) {
    lake.registerViews();
    LakeReport report = new LakeReport(lake);
    report.page.paragraph("Lake " + lake.root());
    report.errors();
    report.parity();
    report.training();
    AugmentationSection.write(lake, report.page);
    report.selections();
    report.data();
    report.runs();
    return report.page.page();
  }

  private void errors() {
    List<List<String>> rows =
        texts(
            """
            SELECT model, dataset_id, split, `group`, quantity, rows, mae, rmse, unit FROM evaluations
            ORDER BY dataset_id, split, quantity DESC, `group` <> '', `group`, mae, model
            """);
    if (!rows.isEmpty()) {
      page.heading("Errors")
          .table(
              List.of(
                  "model", "data set", "split", "group", "quantity", "rows", "MAE", "RMSE", "unit"),
              rows);
    }
  }

  /** Energy per atom and forces of the test split, predicted against labelled, a plot a model. */
  private void parity() {
    Dataset<Row> points =
        lake.spark()
            .sql(
                """
                SELECT DISTINCT p.model, p.configuration_id, l.energy / c.nsites AS reference,
                       p.energy / c.nsites AS predicted
                FROM predictions p
                JOIN configurations c ON c.configuration_id = p.configuration_id
                JOIN (SELECT configuration_id, min(energy) AS energy FROM labels
                      WHERE energy IS NOT NULL GROUP BY configuration_id) l
                  ON l.configuration_id = p.configuration_id
                JOIN (SELECT DISTINCT configuration_id FROM memberships WHERE split = 'test') m
                  ON m.configuration_id = p.configuration_id
                WHERE p.energy IS NOT NULL
                ORDER BY p.model, p.configuration_id
                """);
    List<String> plots = parityPlots(points, "eV/atom");
    plots.addAll(parityPlots(forcePairs(), "eV/Å"));
    if (!plots.isEmpty()) {
      page.heading("Parity on the test split").plots(plots);
    }
  }

  /** Components of forces on the test split, in an order that does not prefer any. */
  private Dataset<Row> forcePairs() {
    return lake.spark()
        .sql(
            """
            SELECT model, pair.reference AS reference, pair.predicted AS predicted FROM (
              SELECT p.model, p.configuration_id,
                     posexplode(zip_with(l.forces, p.forces,
                       (r, q) -> named_struct('reference', r, 'predicted', q))) AS (place, pair)
              FROM (SELECT model, configuration_id, max_by(forces, run_id) AS forces FROM predictions
                    WHERE forces IS NOT NULL GROUP BY 1, 2) p
              JOIN (SELECT configuration_id, min_by(atomic_forces, source_hash) AS forces FROM labels
                    WHERE atomic_forces IS NOT NULL GROUP BY 1) l
                ON l.configuration_id = p.configuration_id
              JOIN (SELECT DISTINCT configuration_id FROM memberships WHERE split = 'test') m
                ON m.configuration_id = p.configuration_id)
            ORDER BY model, xxhash64(configuration_id, place)
            """);
  }

  /** A plot a model. */
  private static List<String> parityPlots(Dataset<Row> points, String unit) {
    List<String> plots = new ArrayList<>();
    for (String model : distinct(points, "model")) {
      Dataset<Row> mine = points.where(col("model").equalTo(model));
      plots.add(Plot.parity(model, unit, List.of(series("test", mine, "reference", "predicted"))));
    }
    return plots;
  }

  private void training() {
    Dataset<Row> curves = lake.read(Table.LEARNING_CURVES).orderBy("model", "epoch");
    List<Plot.Series> losses = new ArrayList<>();
    List<Plot.Series> errors = new ArrayList<>();
    for (String model : distinct(curves, "model")) {
      Dataset<Row> mine = curves.where(col("model").equalTo(model));
      losses.add(series(model, mine, "epoch", "loss"));
      Dataset<Row> validated = mine.where(col("validation_mae").isNotNull());
      if (!validated.isEmpty()) {
        errors.add(series(model, validated, "epoch", "validation_mae"));
      }
    }
    if (!losses.isEmpty()) {
      List<String> plots = new ArrayList<>();
      plots.add(Plot.curves("Training loss", "loss", losses));
      if (!errors.isEmpty()) {
        plots.add(Plot.curves("Validation", "mean absolute error (eV/atom)", errors));
      }
      page.heading("Training").plots(plots);
    }
  }

  private void selections() {
    List<List<String>> rows =
        texts(
            """
            SELECT run_id, pool, task, count(*), sum(multiplicity), max(relevance), min(relevance)
            FROM selections GROUP BY 1, 2, 3 ORDER BY 1
            """);
    if (!rows.isEmpty()) {
      page.heading("Selections")
          .table(
              List.of(
                  "run", "pool", "task", "configurations", "uses", "highest relevance", "lowest"),
              rows);
    }
  }

  private void data() {
    page.heading("Data")
        .table(
            List.of("data set", "split", "memberships", "configurations", "with a label"),
            texts(
                """
                SELECT dataset_id, split, count(*), count(DISTINCT configuration_id), count(source_hash)
                FROM memberships GROUP BY 1, 2 ORDER BY 1, 2
                """));
    List<List<String>> rejects =
        texts(
            "SELECT stage, reason, count(*) FROM quarantine GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT "
                + MOST_ROWS);
    if (!rejects.isEmpty()) {
      page.heading("Quarantine").table(List.of("stage", "reason", "rows"), rejects);
    }
  }

  private void runs() {
    page.heading("Runs")
        .paragraph(
            "The settings of each run; the same settings on the same input give the same rows.")
        .table(
            List.of(
                "run", "job", "in", "out", "rejected", "seconds", "started", "parameters", "input"),
            texts(
                """
                SELECT run_id, job, rows_in, rows_out, rows_rejected, round(seconds, 1), string(started_at),
                       parameters, coalesce(fingerprint, '')
                FROM runs ORDER BY run_id
                """));
  }

  private List<List<String>> texts(String query) {
    return texts(lake, query);
  }

  /** The rows of a query as cells of a table. */
  static List<List<String>> texts(Lake lake, String query) {
    return lake.spark().sql(query).collectAsList().stream().map(LakeReport::texts).toList();
  }

  private static List<String> texts(Row row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.length(); i++) {
      Object value = row.get(i);
      cells.add(
          value instanceof Double number
              ? String.format(Locale.ROOT, "%.4g", number)
              : value == null ? "" : value.toString());
    }
    return cells;
  }

  private static List<String> distinct(Dataset<Row> rows, String column) {
    return rows.select(column).distinct().collectAsList().stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  private static Plot.Series series(String name, Dataset<Row> rows, String x, String y) {
    List<Row> points =
        rows.select(col(x).cast("double"), col(y).cast("double"))
            .limit(MOST_POINTS)
            .collectAsList();
    double[][] xy = new double[2][points.size()];
    Arrays.setAll(xy[0], i -> points.get(i).getDouble(0));
    Arrays.setAll(xy[1], i -> points.get(i).getDouble(1));
    return new Plot.Series(name, xy[0], xy[1]);
  }
}
