package org.quarry.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Multinomial logistic regression: P(k) ∝ exp(b_k + w_k·x). A class without a training row has
 * probability 0.
 */
public final class LogisticClassifier implements Classifier {
  static final String TYPE = "logistic";
  private static final int VERSION = 1;

  private final int features;
  private final int classes;
  private final int[] present; // the classes that have coefficients, ascending
  private final double[][] coefficients; // of each of them: w, then b

  LogisticClassifier(int features, int classes, int[] present, double[][] coefficients) {
    if (present.length == 0 || present.length != coefficients.length) {
      throw new IllegalArgumentException(
          present.length + " classes with " + coefficients.length + " rows of coefficients");
    }
    Softmax.requireAscending(present, classes);
    for (double[] row : coefficients) {
      if (row.length != features + 1) {
        throw new IllegalArgumentException(
            row.length + " coefficients for " + features + " features");
      }
    }
    this.features = features;
    this.classes = classes;
    this.present = present.clone();
    this.coefficients = coefficients;
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public double[] probabilities(double[] x) {
    LabeledVectors.requireFinite(x, features, "the logistic classifier");
    double[] score = new double[present.length];
    for (int k = 0; k < score.length; k++) {
      double sum = coefficients[k][features];
      for (int i = 0; i < features; i++) {
        sum += coefficients[k][i] * x[i];
      }
      score[k] = sum;
    }
    return Softmax.spread(score, present, classes);
  }

  @Override
  public JsonNode toJson() {
    ObjectNode json = ModelJson.object(TYPE, VERSION);
    json.put("features", features).put("classes", classes);
    json.set("present", ModelJson.array(present));
    json.set("coefficients", ModelJson.matrix(coefficients));
    return json;
  }

  static LogisticClassifier fromJson(JsonNode json) {
    ModelJson.expect(json, TYPE, VERSION);
    int features = ModelJson.integer(json, "features", 1, ModelJson.MOST);
    int classes = ModelJson.integer(json, "classes", 1, ModelJson.MOST);
    return new LogisticClassifier(
        features,
        classes,
        ModelJson.integers(json, "present", 0, classes - 1),
        ModelJson.matrix(json, "coefficients"));
  }
}
