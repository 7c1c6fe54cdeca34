package org.quarry.experiments;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.quarry.regression.AugmentationScore;
import org.quarry.regression.HeldOut;
import org.quarry.regression.Reliability;
import org.quarry.regression.RiskCoverage;

/** What is reported of cross-validated label augmentation. */
final class AugmentationResults {
  static final String HEADER =
      "model              nearly right  accuracy  largest | kept    MAE oracle |"
          + " at coverage    MAE ±    oracle ratio  single | > 0.1  0.2  0.3   ECE";

  private static final int BINS = 10;

  private AugmentationResults() {}

  /**
   * Adds scores to a row.
   *
   * @param coverage share of frames kept at which the errors are to be told
   */
  static void describe(List<HeldOut> heldOut, double coverage, ObjectNode row) {
    AugmentationScore score = AugmentationScore.of(heldOut);
    row.put("nearly_right", score.nearlyRight());
    row.put("nearly_right_se", standardError(heldOut, HeldOut::nearlyRight));
    row.put("accuracy", score.accuracy());
    row.put(
        "accuracy_se",
        standardError(heldOut, judged -> judged.trueClass().equals(judged.chosenClass())));
    row.put("largest_class", score.largestClass());
    row.put("kept", score.kept() / (double) score.rows());
    row.put("kept_mae", score.chosen().mae());
    row.put("kept_rmse", score.chosen().rmse());
    row.put("kept_oracle_mae", score.oracle().mae());
    row.put("kept_single", score.bestSingle());
    row.put("kept_single_mae", score.single().mae());
    row.put("mild_outliers", score.outliers().mild());
    row.put("normal_outliers", score.outliers().normal());
    row.put("severe_outliers", score.outliers().severe());
    List<Reliability> reliability = Reliability.curve(heldOut, BINS);
    row.put("calibration_error", Reliability.expectedCalibrationError(reliability));
    row.set("at_coverage", point(RiskCoverage.at(coverage, heldOut), row.objectNode()));
    ArrayNode curve = row.putArray("risk_coverage");
    RiskCoverage.curve(heldOut).forEach(at -> curve.add(point(at, row.objectNode())));
    ArrayNode calibration = row.putArray("calibration");
    reliability.forEach(
        bin ->
            calibration
                .addObject()
                .put("rows", bin.rows())
                .put("said", bin.said())
                .put("found", bin.found()));
    ObjectNode confusion = row.putObject("confusion");
    score
        .confusion()
        .forEach(
            (trueClass, chosen) -> {
              ObjectNode counts = confusion.putObject(trueClass);
              chosen.forEach(counts::put);
            });
  }

  private static ObjectNode point(RiskCoverage at, ObjectNode json) {
    return json.put("coverage", at.coverage())
        .put("mae", at.chosen())
        .put("standard_error", at.standardError())
        .put("oracle_mae", at.oracle())
        .put("ratio", at.ratio())
        .put("single", at.bestSingle())
        .put("single_mae", at.single());
  }

  /** The standard error of a share over the configurations, each with its mean over repetitions. */
  private static double standardError(List<HeldOut> heldOut, Predicate<HeldOut> holds) {
    Map<String, int[]> counts = new HashMap<>();
    for (HeldOut judged : heldOut) {
      int[] count = counts.computeIfAbsent(judged.id(), id -> new int[2]);
      count[0] += holds.test(judged) ? 1 : 0;
      count[1]++;
    }
    double[] shares = counts.values().stream().mapToDouble(c -> c[0] / (double) c[1]).toArray();
    double mean = 0;
    for (double share : shares) {
      mean += share / shares.length;
    }
    double squares = 0;
    for (double share : shares) {
      squares += (share - mean) * (share - mean);
    }
    return Math.sqrt(squares / (shares.length - 1) / shares.length);
  }

  /** A row as a line below {@link #HEADER}. */
  static String line(ObjectNode row) {
    ObjectNode at = (ObjectNode) row.get("at_coverage");
    return String.format(
        Locale.ROOT,
        "%-18s %.3f ± %.3f  %.3f     %.3f  | %.3f  %.4f %.4f | %.3f          %.4f ± %.4f %.4f %.3f  %.4f | %5d %4d %4d %.3f",
        row.get("model").asText(),
        row.get("nearly_right").asDouble(),
        row.get("nearly_right_se").asDouble(),
        row.get("accuracy").asDouble(),
        row.get("largest_class").asDouble(),
        row.get("kept").asDouble(),
        row.get("kept_mae").asDouble(),
        row.get("kept_oracle_mae").asDouble(),
        at.get("coverage").asDouble(),
        at.get("mae").asDouble(),
        at.get("standard_error").asDouble(),
        at.get("oracle_mae").asDouble(),
        at.get("ratio").asDouble(),
        at.get("single_mae").asDouble(),
        row.get("mild_outliers").asInt(),
        row.get("normal_outliers").asInt(),
        row.get("severe_outliers").asInt(),
        row.get("calibration_error").asDouble());
  }
}
