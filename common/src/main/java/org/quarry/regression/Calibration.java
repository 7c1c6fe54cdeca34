package org.quarry.regression;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A map from a classifier's probabilities to ones that come true as often as they say, fitted on
 * rows that the classifier had not seen. Immutable.
 */
interface Calibration {
  /** Calibrated probabilities, which sum to 1. */
  double[] apply(double[] probabilities);

  JsonNode toJson();

  static Calibration fromJson(JsonNode json) {
    String type = ModelJson.text(json, "type");
    return switch (type) {
      case TemperatureScaling.TYPE -> TemperatureScaling.fromJson(json);
      case PlattCalibration.TYPE -> PlattCalibration.fromJson(json);
      case IsotonicCalibration.TYPE -> IsotonicCalibration.fromJson(json);
      default -> throw new IllegalArgumentException("no calibration is called \"" + type + "\"");
    };
  }

  /** Divides by the sum; where nothing is left the probabilities before. */
  static double[] normalized(double[] calibrated, double[] before) {
    double sum = 0;
    for (double p : calibrated) {
      sum += p;
    }
    if (!(sum > 0)) {
      return before.clone();
    }
    for (int k = 0; k < calibrated.length; k++) {
      calibrated[k] /= sum;
    }
    return calibrated;
  }
}
