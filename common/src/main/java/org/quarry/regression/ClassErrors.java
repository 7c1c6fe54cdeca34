package org.quarry.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Probabilities by a classifier. The expected error of potential p is Σ_k P(k) e_kp, with e_kp the
 * mean error of p over the training rows of class k (over all its training rows where it has none
 * of that class).
 */
final class ClassErrors implements ErrorModel {
  static final String TYPE = "class-errors";
  private static final int VERSION = 1;

  private final Standardizer standardizer;
  private final Classifier classifier;
  private final double[][] errors; // e[class][potential]

  ClassErrors(Standardizer standardizer, Classifier classifier, double[][] errors) {
    this.standardizer = standardizer;
    this.classifier = classifier;
    this.errors = errors;
  }

  @Override
  public int potentials() {
    return errors.length - 1;
  }

  @Override
  public Forecast forecast(double[][] features, double[] aligned) {
    double[] probabilities =
        classifier.probabilities(standardizer.apply(ErrorRows.concatenate(features)));
    double[] expected = new double[potentials()];
    for (int k = 0; k < errors.length; k++) {
      for (int p = 0; p < expected.length; p++) {
        expected[p] += probabilities[k] * errors[k][p];
      }
    }
    return new Forecast(probabilities, expected);
  }

  @Override
  public JsonNode toJson() {
    ObjectNode json = ModelJson.object(TYPE, VERSION);
    json.set("standardizer", standardizer.toJson());
    json.set("errors", ModelJson.matrix(errors));
    json.set("classifier", classifier.toJson());
    return json;
  }

  static ClassErrors fromJson(JsonNode json) {
    ModelJson.expect(json, TYPE, VERSION);
    Standardizer standardizer = Standardizer.fromJson(ModelJson.objectField(json, "standardizer"));
    Classifier classifier = Classifier.fromJson(ModelJson.objectField(json, "classifier"));
    double[][] errors = ModelJson.matrix(json, "errors");
    if (errors.length < 2 || classifier.classes() != errors.length) {
      throw new IllegalArgumentException(
          "errors of " + errors.length + " classes and a classifier of " + classifier.classes());
    }
    for (double[] row : errors) {
      if (row.length != errors.length - 1) {
        throw new IllegalArgumentException(
            row.length + " errors of a class, " + (errors.length - 1) + " potentials");
      }
    }
    if (standardizer.features() != classifier.features()) {
      throw new IllegalArgumentException(
          "the standardizer has "
              + standardizer.features()
              + " features, the classifier "
              + classifier.features());
    }
    return new ClassErrors(standardizer, classifier, errors);
  }
}
