package org.quarry.regression;

import java.util.Map;
import org.quarry.parameters.Parameters;

/**
 * Settings of a random forest (Breiman, Machine Learning 45, 5, 2001).
 *
 * @param trees number of trees
 * @param featuresPerSplit how many randomly drawn features each split may choose from; 0 for the
 *     root of their number
 * @param maxDepth the longest path from root to leaf
 * @param minLeaf fewest rows in a leaf
 * @param weights how classes count: rows are drawn with these weights
 * @param seed makes the forest repeat
 */
public record RandomForestParameters(
    int trees, int featuresPerSplit, int maxDepth, int minLeaf, ClassWeights weights, long seed)
    implements Parameters {
  static final int DEEPEST = 64;

  public RandomForestParameters {
    require(trees >= 1, "trees must be at least 1", trees);
    require(featuresPerSplit >= 0, "features_per_split must be at least 0", featuresPerSplit);
    require(
        maxDepth >= 2 && maxDepth <= DEEPEST,
        "max_depth must lie between 2 and " + DEEPEST,
        maxDepth);
    require(minLeaf >= 1, "min_leaf must be at least 1", minLeaf);
  }

  /** A forest in which all rows count the same. */
  public RandomForestParameters(
      int trees, int featuresPerSplit, int maxDepth, int minLeaf, long seed) {
    this(trees, featuresPerSplit, maxDepth, minLeaf, ClassWeights.UNIFORM, seed);
  }

  /** The same with other class weights. */
  public RandomForestParameters withWeights(ClassWeights other) {
    return new RandomForestParameters(trees, featuresPerSplit, maxDepth, minLeaf, other, seed);
  }

  /** 500 trees, root of the number of features, depth 20, leaves of one row on. */
  public static RandomForestParameters withSeed(long seed) {
    return new RandomForestParameters(500, 0, 20, 1, seed);
  }

  @Override
  public String name() {
    return RandomForest.TYPE;
  }

  @Override
  public Map<String, Object> toMap() {
    return Map.of(
        "trees", trees,
        "features_per_split", featuresPerSplit,
        "max_depth", maxDepth,
        "min_leaf", minLeaf,
        "class_weights", weights.text(),
        "seed", seed);
  }

  private static void require(boolean holds, String rule, long value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", got " + value);
    }
  }
}
