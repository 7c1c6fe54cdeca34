package org.quarry.regression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import smile.base.cart.DecisionNode;
import smile.base.cart.InternalNode;
import smile.base.cart.LeafNode;
import smile.base.cart.Node;
import smile.base.cart.RegressionNode;
import smile.data.AbstractTuple;
import smile.data.type.StructType;

/** Copies Smile's nodes into the flat arrays of our own trees. */
final class SmileTrees {
  private final Consumer<LeafNode> leaf;
  private int[] feature = new int[16];
  private double[] threshold = new double[16];
  private int[] right = new int[16];
  private int nodes;
  private int inner;

  private SmileTrees(Consumer<LeafNode> leaf) {
    this.leaf = leaf;
  }

  /** The classification tree below a root as one of our own. */
  static ClassificationTree copy(Node root, int width, int classes) {
    List<int[]> counts = new ArrayList<>();
    TreeNodes nodes = nodes(root, width, node -> counts.add(((DecisionNode) node).count()));
    return new ClassificationTree(
        classes, nodes, counts.stream().flatMapToInt(c -> Arrays.stream(c, 0, classes)).toArray());
  }

  /** The regression tree below a root as one of our own. */
  static ValueTree copy(Node root, int width) {
    List<Double> values = new ArrayList<>();
    TreeNodes nodes = nodes(root, width, node -> values.add(((RegressionNode) node).output()));
    return new ValueTree(nodes, values.stream().mapToDouble(value -> value).toArray());
  }

  private static TreeNodes nodes(Node root, int width, Consumer<LeafNode> leaf) {
    SmileTrees copy = new SmileTrees(leaf);
    copy.add(root);
    return TreeNodes.of(
        width,
        Arrays.copyOf(copy.feature, copy.nodes),
        Arrays.copyOf(copy.threshold, copy.inner),
        Arrays.copyOf(copy.right, copy.inner));
  }

  private void add(Node node) {
    if (nodes == feature.length) {
      feature = Arrays.copyOf(feature, 2 * nodes);
    }
    if (node instanceof InternalNode split) {
      feature[nodes++] = split.feature();
      if (inner == threshold.length) {
        threshold = Arrays.copyOf(threshold, 2 * inner);
        right = Arrays.copyOf(right, 2 * inner);
      }
      int at = inner++;
      threshold[at] = thresholdOf(split);
      add(split.trueChild());
      right[at] = nodes;
      add(split.falseChild());
    } else {
      feature[nodes++] = TreeNodes.LEAF;
      leaf.accept((LeafNode) node);
    }
  }

  /**
   * Smile keeps a split's threshold to itself but tells to which side a value goes: the threshold
   * is the largest number that goes left, found by halving the ordered bits of doubles.
   */
  private static double thresholdOf(InternalNode split) {
    Probe probe = new Probe();
    long left = ordered(-Double.MAX_VALUE);
    long right = ordered(Double.MAX_VALUE);
    while (right - left > 1 || right - left < 0) { // the distance may exceed a long
      long middle = (left >> 1) + (right >> 1) + (left & right & 1);
      probe.value = Double.longBitsToDouble(ordered(middle));
      if (split.branch(probe)) {
        left = middle;
      } else {
        right = middle;
      }
    }
    return Double.longBitsToDouble(ordered(left));
  }

  /** Maps bits of doubles to longs of the same order, and back. */
  private static long ordered(long bits) {
    return bits ^ (bits >> 63 & Long.MAX_VALUE);
  }

  private static long ordered(double value) {
    return ordered(Double.doubleToRawLongBits(value));
  }

  /** A row with one and the same value in all features. */
  private static final class Probe extends AbstractTuple {
    private static final long serialVersionUID = 1;
    private double value;

    @Override
    public double getDouble(int feature) {
      return value;
    }

    @Override
    public Object get(int feature) {
      return value;
    }

    @Override
    public StructType schema() {
      throw new UnsupportedOperationException("a probe has no schema");
    }
  }
}
