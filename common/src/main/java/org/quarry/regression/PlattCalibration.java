package org.quarry.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.stream.IntStream;
import smile.classification.PlattScaling;

/**
 * 1 / (1 + exp(a_k z + b_k)) of the log-odds z of each class, then normalized. Fitted by Smile; a
 * class that the held-out rows do not have, or have only, stays as it is.
 */
final class PlattCalibration implements Calibration {
  static final String TYPE = "platt";
  private static final int VERSION = 1;
  private static final double FLOOR = 1e-4;
  private static final double IDENTITY_SLOPE = -1;

  private final double[] slope; // a
  private final double[] constant; // b

  private PlattCalibration(double[] slope, double[] constant) {
    this.slope = slope;
    this.constant = constant;
  }

  static PlattCalibration fit(double[][] probabilities, int[] labels) {
    int classes = probabilities[0].length;
    double[] slope = new double[classes];
    double[] constant = new double[classes];
    for (int k = 0; k < classes; k++) {
      int own = k;
      int[] sign = Arrays.stream(labels).map(label -> label == own ? 1 : -1).toArray();
      double[] odds = Arrays.stream(probabilities).mapToDouble(p -> logOdds(p[own])).toArray();
      slope[k] = IDENTITY_SLOPE;
      if (IntStream.of(sign).distinct().count() == 2) {
        PlattScaling fitted = PlattScaling.fit(odds, sign);
        double atZero = -logOdds(fitted.scale(0)); // Smile keeps a and b to itself
        double atOne = -logOdds(fitted.scale(1));
        slope[k] = atOne - atZero;
        constant[k] = atZero;
      }
    }
    return new PlattCalibration(slope, constant);
  }

  private static double logOdds(double p) {
    double inside = Math.min(1 - FLOOR, Math.max(FLOOR, p));
    return StrictMath.log(inside / (1 - inside));
  }

  @Override
  public double[] apply(double[] probabilities) {
    double[] calibrated = new double[slope.length];
    for (int k = 0; k < slope.length; k++) {
      double exponent = slope[k] * logOdds(probabilities[k]) + constant[k];
      calibrated[k] = 1 / (1 + StrictMath.exp(exponent));
    }
    return Calibration.normalized(calibrated, probabilities);
  }

  @Override
  public JsonNode toJson() {
    ObjectNode json = ModelJson.object(TYPE, VERSION);
    json.set("slope", ModelJson.array(slope));
    json.set("constant", ModelJson.array(constant));
    return json;
  }

  static PlattCalibration fromJson(JsonNode json) {
    ModelJson.expect(json, TYPE, VERSION);
    double[] slope = ModelJson.numbers(json, "slope");
    double[] constant = ModelJson.numbers(json, "constant");
    if (slope.length != constant.length) {
      throw new IllegalArgumentException(
          slope.length + " slopes and " + constant.length + " constants");
    }
    return new PlattCalibration(slope, constant);
  }
}
