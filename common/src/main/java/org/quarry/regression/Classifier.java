package org.quarry.regression;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A fitted model that gives each class a probability. Immutable and safe to share between threads;
 * the same features give the same bits on every machine.
 */
public interface Classifier {
  /** Length of the feature vectors. */
  int features();

  /** Number of classes, numbered from 0. */
  int classes();

  /**
   * The probabilities of all classes, which sum to 1.
   *
   * @throws IllegalArgumentException if the length is wrong or a feature is not finite
   */
  double[] probabilities(double[] features);

  /** The model as JSON, from which {@link #fromJson} reads it back bit for bit. */
  JsonNode toJson();

  /**
   * Reads a model of any kind.
   *
   * @throws IllegalArgumentException if the JSON is not that of a sound model, with one line that
   *     says where
   */
  static Classifier fromJson(JsonNode json) {
    String type = ModelJson.text(json, "type");
    return switch (type) {
      case RandomForest.TYPE -> RandomForest.fromJson(json);
      case LogisticClassifier.TYPE -> LogisticClassifier.fromJson(json);
      case BoostedTrees.TYPE -> BoostedTrees.fromJson(json);
      case CalibratedClassifier.TYPE -> CalibratedClassifier.fromJson(json);
      case Perceptron.TYPE -> Perceptron.fromJson(json);
      default -> throw new IllegalArgumentException("no classifier is called \"" + type + "\"");
    };
  }
}
