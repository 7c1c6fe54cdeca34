package org.quarry.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;

/**
 * Gradient-boosted regression trees for several classes: P(k) ∝ exp(η Σ_m t_mk(x)), with t_mk the
 * tree of round m and class k and η the shrinkage. A class without a training row has probability
 * 0.
 */
public final class BoostedTrees implements Classifier {
  static final String TYPE = "gradient-boosting";
  private static final int VERSION = 1;

  private final int features;
  private final int classes;
  private final int[] present; // the classes that have trees, ascending
  private final double shrinkage;
  private final ValueTree[] trees; // round after round, in a round class after class

  BoostedTrees(int features, int classes, int[] present, double shrinkage, ValueTree[] trees) {
    if (present.length == 0 || trees.length % present.length != 0) {
      throw new IllegalArgumentException(
          trees.length + " trees cannot be shared by " + present.length + " classes");
    }
    Softmax.requireAscending(present, classes);
    this.features = features;
    this.classes = classes;
    this.present = present.clone();
    this.shrinkage = shrinkage;
    this.trees = trees;
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
    LabeledVectors.requireFinite(x, features, "the boosted classifier");
    double[] score = new double[present.length];
    for (int i = 0; i < trees.length; i++) {
      score[i % present.length] += shrinkage * trees[i].value(x);
    }
    return Softmax.spread(score, present, classes);
  }

  @Override
  public JsonNode toJson() {
    ObjectNode json = ModelJson.object(TYPE, VERSION);
    json.put("features", features).put("classes", classes).put("shrinkage", shrinkage);
    json.set("present", ModelJson.array(present));
    var array = JsonNodeFactory.instance.arrayNode(trees.length);
    Arrays.stream(trees).map(ValueTree::toJson).forEach(array::add);
    json.set("trees", array);
    return json;
  }

  static BoostedTrees fromJson(JsonNode json) {
    ModelJson.expect(json, TYPE, VERSION);
    int features = ModelJson.integer(json, "features", 1, ModelJson.MOST);
    int classes = ModelJson.integer(json, "classes", 1, ModelJson.MOST);
    return new BoostedTrees(
        features,
        classes,
        ModelJson.integers(json, "present", 0, classes - 1),
        ModelJson.number(json, "shrinkage"),
        ModelJson.elements(
            json, "trees", ValueTree[]::new, tree -> ValueTree.fromJson(tree, features)));
  }
}
