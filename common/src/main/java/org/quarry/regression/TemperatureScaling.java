package org.quarry.regression;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * P(k) ∝ (p_k + ε)^(1/T) with the T that makes held-out classes most likely. ε = 1e−4 keeps a class
 * possible that no tree voted for.
 */
record TemperatureScaling(double temperature) implements Calibration {
  static final String TYPE = "temperature";
  private static final int VERSION = 1;
  private static final double FLOOR = 1e-4;
  private static final double LOWEST = Math.log(0.05);
  private static final double HIGHEST = Math.log(20);
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  TemperatureScaling {
    if (!(temperature > 0 && Double.isFinite(temperature))) {
      throw new IllegalArgumentException("a temperature is positive, got " + temperature);
    }
  }

  /** The temperature of least −Σ ln P(label), by golden sections; the sum is convex in 1/T. */
  static TemperatureScaling fit(double[][] probabilities, int[] labels) {
    double low = LOWEST;
    double high = HIGHEST;
    while (high - low > 1e-4) {
      double left = high - GOLDEN * (high - low);
      double right = low + GOLDEN * (high - low);
      if (surprise(left, probabilities, labels) <= surprise(right, probabilities, labels)) {
        high = right;
      } else {
        low = left;
      }
    }
    return new TemperatureScaling(StrictMath.exp((low + high) / 2));
  }

  private static double surprise(double logTemperature, double[][] probabilities, int[] labels) {
    var scaling = new TemperatureScaling(StrictMath.exp(logTemperature));
    double sum = 0;
    for (int row = 0; row < labels.length; row++) {
      sum -= StrictMath.log(scaling.apply(probabilities[row])[labels[row]] + Double.MIN_NORMAL);
    }
    return sum;
  }

  @Override
  public double[] apply(double[] probabilities) {
    double[] scores = new double[probabilities.length];
    for (int k = 0; k < scores.length; k++) {
      scores[k] = StrictMath.log(probabilities[k] + FLOOR) / temperature;
    }
    Softmax.apply(scores);
    return scores;
  }

  @Override
  public JsonNode toJson() {
    return ModelJson.object(TYPE, VERSION).put("temperature", temperature);
  }

  static TemperatureScaling fromJson(JsonNode json) {
    ModelJson.expect(json, TYPE, VERSION);
    return new TemperatureScaling(ModelJson.number(json, "temperature"));
  }
}
