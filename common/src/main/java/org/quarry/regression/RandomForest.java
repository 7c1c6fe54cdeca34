package org.quarry.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A forest of classification trees. The probability of a class is its share among the training rows
 * in the leaf that the features lead to, averaged over the trees.
 */
public final class RandomForest implements Classifier {
  static final String TYPE = "random-forest";
  private static final int VERSION = 1;

  private final int features;
  private final int classes;
  private final ClassificationTree[] trees;

  RandomForest(int features, int classes, ClassificationTree[] trees) {
    if (trees.length == 0) {
      throw new IllegalArgumentException("a forest has at least one tree");
    }
    this.features = features;
    this.classes = classes;
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

  /** Number of trees. */
  public int trees() {
    return trees.length;
  }

  @Override
  public double[] probabilities(double[] x) {
    LabeledVectors.requireFinite(x, features, "the forest");
    double[] mean = new double[classes];
    for (ClassificationTree tree : trees) {
      tree.addShares(x, mean);
    }
    for (int c = 0; c < classes; c++) {
      mean[c] /= trees.length;
    }
    return mean;
  }

  @Override
  public JsonNode toJson() {
    ObjectNode json = ModelJson.object(TYPE, VERSION);
    json.put("features", features).put("classes", classes);
    var array = JsonNodeFactory.instance.arrayNode(trees.length);
    for (ClassificationTree tree : trees) {
      array.add(tree.toJson());
    }
    json.set("trees", array);
    return json;
  }

  static RandomForest fromJson(JsonNode json) {
    ModelJson.expect(json, TYPE, VERSION);
    int features = ModelJson.integer(json, "features", 1, ModelJson.MOST);
    int classes = ModelJson.integer(json, "classes", 1, ModelJson.MOST);
    return new RandomForest(
        features,
        classes,
        ModelJson.elements(
            json,
            "trees",
            ClassificationTree[]::new,
            tree -> ClassificationTree.fromJson(tree, features, classes)));
  }
}
