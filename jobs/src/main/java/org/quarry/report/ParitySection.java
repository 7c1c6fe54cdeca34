package org.quarry.report;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.quarry.lake.Lake;
import org.quarry.lake.LakeException;
import org.quarry.lake.MethodLabels;
import org.quarry.lake.Table;

/**
 * Predicted against labelled energies, forces and stress: for each model what its newest {@code
 * evaluate} compared, on the side and with the labels that it compared.
 */
final class ParitySection {
  private static final int MOST_POINTS = 2_000;
  private static final String ID = "configuration_id";

  private final Lake lake;
  private final Html page;

  /** What labels and predictions both tell: numbers {@code l} of a label, {@code p} predicted. */
  private enum Quantity {
    ENERGY(
        "eV/atom",
        array(col("l.energy").divide(col("nsites"))),
        array(col("p.energy").divide(col("nsites")))),
    FORCES("eV/Å", col("l.atomic_forces"), col("p.forces")),
    STRESS("eV/Å³", col("l.cauchy_stress"), col("p.stress"));

    private final String unit;

    @SuppressWarnings("ImmutableEnumChecker") // expressions are immutable, but not marked so
    private final Column label;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Column predicted;

    Quantity(String unit, Column label, Column predicted) {
      this.unit = unit;
      this.label = label;
      this.predicted = predicted;
    }
  }

  private ParitySection(Lake lake, Html page) {
    this.lake = lake;
    this.page = page;
  }

  /** Adds the section, if a model of the lake was evaluated. The lake's views are registered. */
  static void write(Lake lake, Html page) {
    ParitySection section = new ParitySection(lake, page);
    List<Row> evaluations = section.newestEvaluations();
    if (!evaluations.isEmpty()) {
      page.heading("Parity")
          .paragraph(
              "What the newest evaluation of each model compared; of more than "
                  + MOST_POINTS
                  + " numbers a sample.");
      evaluations.forEach(section::write);
    }
  }

  /** Model, run and settings. {@code predict} writes predictions too, but compares none. */
  private List<Row> newestEvaluations() {
    return lake.spark()
        .sql(
            """
            SELECT p.model, r.run_id,
                   from_json(get_json_object(r.parameters, '$.parameters.datasets'), 'array<string>')
                     AS datasets,
                   get_json_object(r.parameters, '$.parameters.method') AS method,
                   get_json_object(r.parameters, '$.parameters.side') AS side
            FROM (SELECT model, max(run_id) AS run_id FROM predictions
                  WHERE run_id IN (SELECT run_id FROM runs WHERE job = 'evaluate') GROUP BY model) p
            JOIN runs r ON r.run_id = p.run_id
            ORDER BY p.model
            """)
        .collectAsList();
  }

  private void write(Row evaluation) {
    String model = evaluation.getAs("model");
    long run = evaluation.<Long>getAs("run_id");
    try {
      Dataset<Row> compared = compared(evaluation);
      List<String> plots = new ArrayList<>();
      for (Quantity quantity : Quantity.values()) {
        double[][] points = points(compared, quantity);
        if (points[0].length > 0) {
          String series = evaluation.getAs("side") + ", run " + run;
          plots.add(
              Plot.parity(
                  model, quantity.unit, List.of(new Plot.Series(series, points[0], points[1]))));
        }
      }
      page.plots(plots);
    } catch (LakeException e) { // data came in while the run read them: there is no telling
      page.paragraph(model + ", run " + run + ": no plot, " + e.getMessage());
    }
  }

  /**
   * Predictions {@code p} beside the labels {@code l} that the run found in the lake, as far as
   * they still count: what came since, of whatever method, was not compared.
   */
  private Dataset<Row> compared(Row evaluation) {
    long run = evaluation.<Long>getAs("run_id");
    Dataset<Row> found =
        MethodLabels.of(
            lake.before(run),
            evaluation.getList(evaluation.fieldIndex("datasets")),
            MethodLabels.method(evaluation.getAs("method")));
    Dataset<Row> labels =
        found.join(
            lake.read(Table.LABELS).select(ID, "method", "source_hash"),
            new String[] {ID, "method", "source_hash"},
            "left_semi");
    Dataset<Row> predictions =
        lake.read(Table.PREDICTIONS)
            .where(col("run_id").equalTo(run).and(col("energy").isNotNull()));
    return predictions
        .as("p")
        .join(labels.as("l"), col("l." + ID).equalTo(col("p." + ID)))
        .join(lake.read(Table.CONFIGURATIONS).as("c"), col("c." + ID).equalTo(col("p." + ID)));
  }

  /** Labels and predictions, number by number, in an order that prefers none. */
  private static double[][] points(Dataset<Row> compared, Quantity quantity) {
    List<Row> rows =
        compared
            .where(quantity.label.isNotNull().and(quantity.predicted.isNotNull()))
            .select(
                col("p." + ID).as(ID), quantity.label.as("labels"), quantity.predicted.as("given"))
            .selectExpr(ID, "posexplode(arrays_zip(labels, given)) AS (place, pair)")
            .orderBy(xxhash64(col(ID), col("place")))
            .limit(MOST_POINTS)
            .select("pair.labels", "pair.given")
            .collectAsList();
    double[][] points = new double[2][rows.size()];
    Arrays.setAll(points[0], i -> rows.get(i).getDouble(0));
    Arrays.setAll(points[1], i -> rows.get(i).getDouble(1));
    return points;
  }
}
