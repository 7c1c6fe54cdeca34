package org.quarry.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A network of one hidden layer: P(k) ∝ exp(b_k + w_k·h), h = tanh(c + V x). A class without a
 * training row has probability 0. {@link PerceptronTrainer} fits it.
 */
public final class Perceptron implements Classifier {
  static final String TYPE = "perceptron";
  private static final int VERSION = 1;

  private final int features;
  private final int classes;
  private final int[] present; // the classes that have a unit, ascending
  private final double[][] hidden; // of each hidden unit: V, then c
  private final double[][] output; // of each present class: w, then b

  /**
   * A classifier of some numbers.
   *
   * @param present the classes that have an output unit, ascending
   * @param hidden of each hidden unit the weights of the features, then the bias
   * @param output of each present class the weights of the hidden units, then the bias
   * @throws IllegalArgumentException if the sizes contradict each other
   */
  Perceptron(int features, int classes, int[] present, double[][] hidden, double[][] output) {
    if (hidden.length == 0 || present.length == 0 || present.length != output.length) {
      throw new IllegalArgumentException(
          String.format(
              "%d hidden units, %d classes and %d output units",
              hidden.length, present.length, output.length));
    }
    Softmax.requireAscending(present, classes);
    requireRows("hidden", hidden, features);
    requireRows("output", output, hidden.length);
    this.features = features;
    this.classes = classes;
    this.present = present.clone();
    this.hidden = hidden;
    this.output = output;
  }

  private static void requireRows(String layer, double[][] rows, int inputs) {
    for (double[] row : rows) {
      if (row.length != inputs + 1) {
        throw new IllegalArgumentException(
            row.length + " numbers for a unit of \"" + layer + "\" that reads " + inputs);
      }
    }
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
    LabeledVectors.requireFinite(x, features, "the perceptron");
    double[] units = layer(hidden, x);
    for (int j = 0; j < units.length; j++) {
      units[j] = StrictMath.tanh(units[j]);
    }
    return Softmax.spread(layer(output, units), present, classes);
  }

  private static double[] layer(double[][] weights, double[] x) {
    double[] sums = new double[weights.length];
    for (int j = 0; j < sums.length; j++) {
      double sum = weights[j][x.length];
      for (int i = 0; i < x.length; i++) {
        sum += weights[j][i] * x[i];
      }
      sums[j] = sum;
    }
    return sums;
  }

  @Override
  public JsonNode toJson() {
    ObjectNode json = ModelJson.object(TYPE, VERSION);
    json.put("features", features).put("classes", classes);
    json.set("present", ModelJson.array(present));
    json.set("hidden", ModelJson.matrix(hidden));
    json.set("output", ModelJson.matrix(output));
    return json;
  }

  static Perceptron fromJson(JsonNode json) {
    ModelJson.expect(json, TYPE, VERSION);
    int features = ModelJson.integer(json, "features", 1, ModelJson.MOST);
    int classes = ModelJson.integer(json, "classes", 1, ModelJson.MOST);
    return new Perceptron(
        features,
        classes,
        ModelJson.integers(json, "present", 0, classes - 1),
        ModelJson.matrix(json, "hidden"),
        ModelJson.matrix(json, "output"));
  }
}
