package org.quarry.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A binary tree whose leaves hold one number each. */
final class ValueTree {
  private final TreeNodes nodes;
  private final double[] values;

  ValueTree(TreeNodes nodes, double[] values) {
    if (values.length != nodes.leaves()) {
      throw new IllegalArgumentException(
          values.length + " values for a tree of " + nodes.leaves() + " leaves");
    }
    this.nodes = nodes;
    this.values = values.clone();
  }

  /** The value of the leaf to which a vector belongs. */
  double value(double[] x) {
    return values[nodes.leaf(x)];
  }

  JsonNode toJson() {
    ObjectNode json = nodes.toJson();
    json.set("values", ModelJson.array(values));
    return json;
  }

  static ValueTree fromJson(JsonNode json, int features) {
    return new ValueTree(TreeNodes.fromJson(json, features), ModelJson.numbers(json, "values"));
  }
}
