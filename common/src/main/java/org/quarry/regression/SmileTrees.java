package org.quarry.regression;

import java.util.Arrays;
import smile.base.cart.DecisionNode;
import smile.base.cart.InternalNode;
import smile.base.cart.Node;
import smile.data.AbstractTuple;
import smile.data.type.StructType;

/** Copies Smile's nodes into the flat arrays of our own tree. */
final class SmileTrees {

  private final int width;
  private final int classes;
  private int[] feature = new int[16];
  private double[] threshold = new double[16];
  private int[] right = new int[16];
  private int[] counts = new int[16];
  private int nodes;
  private int inner;
  private int counted;

  private SmileTrees(int width, int classes) {
    this.width = width;
    this.classes = classes;
  }

  /** The tree below a root as one of our own. */
  static ClassificationTree copy(Node root, int width, int classes) {
    return new SmileTrees(width, classes).tree(root);
  }

  private ClassificationTree tree(Node root) {
    add(root);
    return ClassificationTree.of(
        width,
        classes,
        Arrays.copyOf(feature, nodes),
        Arrays.copyOf(threshold, inner),
        Arrays.copyOf(right, inner),
        Arrays.copyOf(counts, counted));
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
      feature[nodes++] = ClassificationTree.LEAF;
      int[] leaf = ((DecisionNode) node).count();
      if (counted + classes > counts.length) {
        counts = Arrays.copyOf(counts, 2 * counted + classes);
      }
      System.arraycopy(leaf, 0, counts, counted, classes);
      counted += classes;
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
