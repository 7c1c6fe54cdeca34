package org.quarry.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * A binary tree over features, its nodes in depth-first order: the left child of node i is i + 1.
 * Rows with {@code feature ≤ threshold} go left.
 */
final class ClassificationTree {
  static final int LEAF = -1;

  private final int classes;
  private final int[] feature; // of node i; LEAF for a leaf
  private final double[] threshold; // of node i; 0 for a leaf
  private final int[] next; // the right child of an inner node; a leaf's number
  private final int[] counts; // training rows of each class, leaf after leaf

  private ClassificationTree(
      int classes, int[] feature, double[] threshold, int[] next, int[] counts) {
    this.classes = classes;
    this.feature = feature;
    this.threshold = threshold;
    this.next = next;
    this.counts = counts;
  }

  /**
   * A tree from its nodes.
   *
   * @param feature of each node, {@link #LEAF} for leaves
   * @param threshold of each inner node, in order
   * @param right child of each inner node, in order
   * @param counts rows of each class in each leaf, in order
   * @throws IllegalArgumentException if the nodes do not make one tree
   */
  static ClassificationTree of(
      int features, int classes, int[] feature, double[] threshold, int[] right, int[] counts) {
    int nodes = feature.length;
    int inner = threshold.length;
    if (nodes != 2 * inner + 1 || right.length != inner || counts.length != (inner + 1) * classes) {
      throw new IllegalArgumentException(
          String.format(
              "%d nodes, %d thresholds, %d right children and %d counts of %d classes make no tree",
              nodes, inner, right.length, counts.length, classes));
    }
    double[] thresholds = new double[nodes];
    int[] next = new int[nodes];
    int innerSeen = 0;
    int leavesSeen = 0;
    for (int node = 0; node < nodes; node++) {
      if (feature[node] == LEAF) {
        next[node] = leavesSeen++;
      } else if (feature[node] < 0 || feature[node] >= features) {
        throw new IllegalArgumentException(
            "node " + node + " asks for feature " + feature[node] + " of " + features);
      } else if (innerSeen == inner) {
        throw new IllegalArgumentException("more inner nodes than thresholds");
      } else {
        thresholds[node] = threshold[innerSeen];
        next[node] = right[innerSeen++];
      }
    }
    var tree = new ClassificationTree(classes, feature.clone(), thresholds, next, counts.clone());
    tree.requireOneTree();
    tree.requireFilledLeaves(leavesSeen);
    return tree;
  }

  /** Adds the share of each class in the leaf to which a vector belongs. */
  void addShares(double[] x, double[] shares) {
    int node = 0;
    while (feature[node] != LEAF) {
      node = x[feature[node]] <= threshold[node] ? node + 1 : next[node];
    }
    int leaf = next[node] * classes;
    double rows = 0;
    for (int c = 0; c < classes; c++) {
      rows += counts[leaf + c];
    }
    for (int c = 0; c < classes; c++) {
      shares[c] += counts[leaf + c] / rows;
    }
  }

  JsonNode toJson() {
    var thresholds = JsonNodeFactory.instance.arrayNode();
    var rights = JsonNodeFactory.instance.arrayNode();
    for (int node = 0; node < feature.length; node++) {
      if (feature[node] != LEAF) {
        thresholds.add(threshold[node]);
        rights.add(next[node]);
      }
    }
    var json = JsonNodeFactory.instance.objectNode();
    json.set("feature", ModelJson.array(feature));
    json.set("threshold", thresholds);
    json.set("right", rights);
    json.set("counts", ModelJson.array(counts));
    return json;
  }

  static ClassificationTree fromJson(JsonNode json, int features, int classes) {
    return of(
        features,
        classes,
        ModelJson.integers(json, "feature", LEAF, features - 1),
        ModelJson.numbers(json, "threshold"),
        ModelJson.integers(json, "right", 2, Integer.MAX_VALUE),
        ModelJson.integers(json, "counts", 0, Integer.MAX_VALUE));
  }

  /** Walks the tree: each node must be met exactly once, in order, and not too deep. */
  private void requireOneTree() {
    int[] pending = new int[RandomForestParameters.DEEPEST + 1]; // right children still to come
    int depth = 0;
    int[] depths = new int[pending.length];
    int waiting = 0;
    for (int node = 0; node < feature.length; node++) {
      if (feature[node] != LEAF) {
        if (depth == RandomForestParameters.DEEPEST) {
          throw new IllegalArgumentException(
              "the tree is deeper than " + RandomForestParameters.DEEPEST);
        }
        depth++;
        pending[waiting] = next[node];
        depths[waiting++] = depth;
      } else if (node + 1 < feature.length) {
        if (waiting == 0 || pending[--waiting] != node + 1) {
          throw new IllegalArgumentException("node " + (node + 1) + " is no node's right child");
        }
        depth = depths[waiting];
      }
    }
    if (waiting > 0) {
      throw new IllegalArgumentException("right child " + pending[waiting - 1] + " is missing");
    }
  }

  private void requireFilledLeaves(int leaves) {
    for (int leaf = 0; leaf < leaves; leaf++) {
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
