package org.quarry.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;
import org.quarry.regression.AugmentationScore;
import org.quarry.regression.Choice;
import org.quarry.regression.ErrorStatistics;
import org.quarry.regression.HeldOut;
import org.quarry.regression.Reliability;
import org.quarry.regression.RiskCoverage;

/**
 * What a page says of label augmentation: the choices, and how such choices turned out on labelled
 * configurations that were held out.
 */
final class AugmentationSection {
  private static final int BINS = 10;

  private final Lake lake;
  private final Html page;

  private AugmentationSection(Lake lake, Html page) {
    this.lake = lake;
    this.page = page;
  }

  /** Adds the section, if the lake has something to say there. */
  static void write(Lake lake, Html page) {
    AugmentationSection section = new AugmentationSection(lake, page);
    section.choices();
    List<HeldOut> heldOut = heldOut(lake);
    if (!heldOut.isEmpty()) {
      section.errors(heldOut);
      section.confusion(AugmentationScore.of(heldOut));
    }
  }

  private void choices() {
    Map<String, Long> counts = new LinkedHashMap<>();
    lake.spark()
        .sql(
            """
            SELECT coalesce(choice, 'none') AS choice, count(*) AS n FROM augmentations
            WHERE run_id = (SELECT max(run_id) FROM augmentations) GROUP BY 1 ORDER BY 2 DESC, 1
            """)
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    List<List<String>> alignments =
        LakeReport.texts(
            lake,
            """
            SELECT run_id, potential, mode, to_json(offsets), rows, mae FROM alignments
            ORDER BY run_id, mae
            """);
    if (alignments.isEmpty()) {
      return;
    }
    page.heading("Label augmentation")
        .paragraph("Which empirical potential the classifier trusts, newest run.")
        .plots(List.of(Plot.bars("Configurations by chosen potential", counts)))
        .table(
            List.of(
                "run",
                "potential",
                "alignment",
                "offset (eV/atom)",
                "rows",
                "MAE on training rows (eV/atom)"),
            alignments);
  }

  private void errors(List<HeldOut> heldOut) {
    AugmentationScore score = AugmentationScore.of(heldOut);
    List<RiskCoverage> curve = RiskCoverage.curve(heldOut);
    List<Reliability> reliability = Reliability.curve(heldOut, BINS);
    page.heading("Label augmentation on held-out labels")
        .paragraph(
            String.format(
                Locale.ROOT,
                "Cross-validation of the newest run: %d judgements, %.1f %% kept; %.1f %% within 2"
                    + " meV/atom of the best potential or rightly none, class right %.1f %% (largest"
                    + " class %.1f %%); expected calibration error %.3f. Off by more than 0.1 eV/atom"
                    + " (mild) %d, 0.2 (normal) %d, 0.3 (severe) %d.",
                score.rows(),
                100.0 * score.kept() / score.rows(),
                100 * score.nearlyRight(),
                100 * score.accuracy(),
                100 * score.largestClass(),
                Reliability.expectedCalibrationError(reliability),
                score.outliers().mild(),
                score.outliers().normal(),
                score.outliers().severe()))
        .table(
            List.of("energies", "rows", "MAE (eV/atom)", "RMSE", "largest"),
            List.of(
                cells("chosen", score.chosen()),
                cells("best single: " + score.bestSingle(), score.single()),
                cells("oracle", score.oracle())))
        .plots(
            List.of(
                Plot.lines(
                    "Error against share kept",
                    "share of configurations kept",
                    "mean absolute error (eV/atom)",
                    List.of(
                        series("chosen", curve, RiskCoverage::chosen),
                        series("best single", curve, RiskCoverage::single),
                        series("oracle", curve, RiskCoverage::oracle)),
                    List.of(
                        series("", curve, at -> at.chosen() + at.standardError()),
                        series("", curve, at -> at.chosen() - at.standardError()))),
                Plot.reliability(
                    "Calibration of the most probable class",
                    new Plot.Series(
                        "",
                        reliability.stream().mapToDouble(Reliability::said).toArray(),
                        reliability.stream().mapToDouble(Reliability::found).toArray()))));
  }

  /** True classes downwards, chosen ones to the right. */
  private void confusion(AugmentationScore score) {
    TreeSet<String> names = new TreeSet<>(score.classes().keySet());
    names.addAll(score.choices().keySet());
    List<String> header = new ArrayList<>(List.of("best potential, below; chosen, right"));
    header.addAll(names);
    List<List<String>> rows = new ArrayList<>();
    for (String trueClass : names) {
      List<String> row = new ArrayList<>(List.of(trueClass));
      Map<String, Integer> counts = score.confusion().getOrDefault(trueClass, new TreeMap<>());
      names.forEach(chosen -> row.add(Integer.toString(counts.getOrDefault(chosen, 0))));
      rows.add(row);
    }
    page.table(header, rows);
  }

  private static List<String> cells(String name, ErrorStatistics errors) {
    return List.of(
        name,
        Long.toString(errors.count()),
        String.format(Locale.ROOT, "%.4f", errors.mae()),
        String.format(Locale.ROOT, "%.4f", errors.rmse()),
        String.format(Locale.ROOT, "%.4f", errors.largest()));
  }

  private static Plot.Series series(
      String name, List<RiskCoverage> curve, ToDoubleFunction<RiskCoverage> value) {
    return new Plot.Series(
        name,
        curve.stream().mapToDouble(RiskCoverage::coverage).toArray(),
        curve.stream().mapToDouble(value).toArray());
  }

  /** The judgements of the newest run that has some. */
  private static List<HeldOut> heldOut(Lake lake) {
    Dataset<Row> all = lake.read(Table.CROSS_VALIDATIONS);
    Row newest = all.agg(max("run_id")).first();
    if (newest.isNullAt(0)) {
      return List.of();
    }
    return all
        .where(col("run_id").equalTo(newest.getLong(0)))
        .orderBy("repetition", "configuration_id")
        .collectAsList()
        .stream()
        .map(AugmentationSection::heldOut)
        .toList();
  }

  private static HeldOut heldOut(Row row) {
    Double expected = row.getAs("expected_error");
    return new HeldOut(
        row.getAs("configuration_id"),
        row.<Integer>getAs("repetition"),
        row.<Integer>getAs("fold"),
        row.getAs("true_class"),
        new TreeMap<>(row.<String, Double>getJavaMap(row.fieldIndex("errors"))),
        new Choice(
            Optional.ofNullable(row.getAs("choice")),
            Optional.ofNullable(row.getAs("candidate")),
            new TreeMap<>(row.<String, Double>getJavaMap(row.fieldIndex("probabilities"))),
            OptionalDouble.empty(),
            expected == null ? OptionalDouble.empty() : OptionalDouble.of(expected)));
  }
}
