package org.quarry.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The shape of a binary tree over features, its nodes in depth-first order: the left child of node
 * i is i + 1. Rows with {@code feature ≤ threshold} go left. What a leaf says is kept elsewhere, by
 * the leaf's number.
 */
final class TreeNodes {
  static final int LEAF = -1;

  private final int[] feature; // of node i; LEAF for a leaf
  private final double[] threshold; // of node i; 0 for a leaf
  private final int[] next; // the right child of an inner node; a leaf's number
  private final int leaves;

  private TreeNodes(int[] feature, double[] threshold, int[] next, int leaves) {
    this.feature = feature;
    this.threshold = threshold;
    this.next = next;
    this.leaves = leaves;
  }

  /**
   * A tree from its nodes.
   *
   * @param features length of the vectors
   * @param feature of each node, {@link #LEAF} for leaves
   * @param threshold of each inner node, in order
   * @param right child of each inner node, in order
   * @throws IllegalArgumentException if the nodes do not make one tree
   */
  static TreeNodes of(int features, int[] feature, double[] threshold, int[] right) {
    int nodes = feature.length;
    int inner = threshold.length;
    if (nodes != 2 * inner + 1 || right.length != inner) {
      throw new IllegalArgumentException(
          String.format(
              "%d nodes, %d thresholds and %d right children make no tree",
              nodes, inner, right.length));
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
    var tree = new TreeNodes(feature.clone(), thresholds, next, leavesSeen);
    tree.requireOneTree();
    return tree;
  }

  /** Number of leaves. */
  int leaves() {
    return leaves;
  }

  /** The number of the leaf to which a vector belongs, from 0. */
  int leaf(double[] x) {
    int node = 0;
    while (feature[node] != LEAF) {
      node = x[feature[node]] <= threshold[node] ? node + 1 : next[node];
    }
    return next[node];
  }

  ObjectNode toJson() {
    var thresholds = JsonNodeFactory.instance.arrayNode();
    var rights = JsonNodeFactory.instance.arrayNode();
    for (int node = 0; node < feature.length; node++) {
      if (feature[node] != LEAF) {
        thresholds.add(threshold[node]);
        rights.add(next[node]);
      }
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("feature", ModelJson.array(feature));
    json.set("threshold", thresholds);
    json.set("right", rights);
    return json;
  }

  static TreeNodes fromJson(JsonNode json, int features) {
    return of(
        features,
        ModelJson.integers(json, "feature", LEAF, features - 1),
        ModelJson.numbers(json, "threshold"),
        ModelJson.integers(json, "right", 2, Integer.MAX_VALUE));
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
}
