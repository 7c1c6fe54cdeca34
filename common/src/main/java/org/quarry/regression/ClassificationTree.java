package org.quarry.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A binary tree whose leaves hold the numbers of training rows of each class. */
final class ClassificationTree {
  private final int classes;
  private final TreeNodes nodes;
  private final int[] counts; // training rows of each class, leaf after leaf

  /**
   * A tree.
   *
   * @param counts rows of each class in each leaf, in order
   * @throws IllegalArgumentException if they do not fit the leaves
   */
  ClassificationTree(int classes, TreeNodes nodes, int[] counts) {
    if (counts.length != nodes.leaves() * classes) {
      throw new IllegalArgumentException(
          String.format(
              "%d leaves and %d counts of %d classes make no tree",
              nodes.leaves(), counts.length, classes));
    }
    this.classes = classes;
    this.nodes = nodes;
    this.counts = counts.clone();
    requireFilledLeaves();
  }

  /** Adds the share of each class in the leaf to which a vector belongs. */
  void addShares(double[] x, double[] shares) {
    int leaf = nodes.leaf(x) * classes;
    double rows = 0;
    for (int c = 0; c < classes; c++) {
      rows += counts[leaf + c];
    }
    for (int c = 0; c < classes; c++) {
      shares[c] += counts[leaf + c] / rows;
    }
  }

  JsonNode toJson() {
    ObjectNode json = nodes.toJson();
    json.set("counts", ModelJson.array(counts));
    return json;
  }

  static ClassificationTree fromJson(JsonNode json, int features, int classes) {
    return new ClassificationTree(
        classes,
        TreeNodes.fromJson(json, features),
        ModelJson.integers(json, "counts", 0, Integer.MAX_VALUE));
  }

  private void requireFilledLeaves() {
    for (int leaf = 0; leaf < nodes.leaves(); leaf++) {
      long rows = 0;
      for (int c = 0; c < classes; c++) {
        rows += counts[leaf * classes + c];
      }
      if (rows == 0) {
        throw new IllegalArgumentException("leaf " + leaf + " holds no row");
      }
    }
  }
}
