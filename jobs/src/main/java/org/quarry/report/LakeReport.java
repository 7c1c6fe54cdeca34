package org.quarry.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.quarry.lake.Lake;

/**
 * The page about a lake: data, classifier, training, errors, runs. Each section stands only if the
 * lake has something to say there.
 */
public final class LakeReport {
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
    ParitySection.write(lake, report.page);
    TrainingSection.write(lake, report.page);
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
            SELECT model, run_id, dataset_id, split, `group`, quantity, rows, mae, rmse, unit
            FROM evaluations
            ORDER BY dataset_id, split, quantity DESC, `group` <> '', `group`, mae, model, run_id
            """);
    if (!rows.isEmpty()) {
      page.heading("Errors")
          .table(
              List.of(
                  "model",
                  "run",
                  "data set",
                  "split",
                  "group",
                  "quantity",
                  "rows",
                  "MAE",
                  "RMSE",
                  "unit"),
              rows);
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
}
