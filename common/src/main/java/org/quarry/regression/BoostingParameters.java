package org.quarry.regression;

import java.util.Map;
import org.quarry.parameters.Parameters;

/**
 * Settings of gradient boosting (Friedman, Ann. Statist. 29, 1189, 2001; with subsamples: Comput.
 * Stat. Data Anal. 38, 367, 2002).
 *
 * @param rounds number of trees a class
 * @param maxLeaves most leaves of a tree
 * @param minLeaf fewest rows in a leaf
 * @param shrinkage how much of each tree is added, in (0, 1]
 * @param subsample share of the rows that each round sees, in (0, 1]
 * @param weights how classes count
 * @param seed makes the subsamples repeat
 */
public record BoostingParameters(
    int rounds,
    int maxLeaves,
    int minLeaf,
    double shrinkage,
    double subsample,
    ClassWeights weights,
    long seed)
    implements Parameters {
  private static final int DEEPEST = 20;

  public BoostingParameters {
    require(rounds >= 1, "rounds must be at least 1", rounds);
    require(maxLeaves >= 2, "max_leaves must be at least 2", maxLeaves);
    require(minLeaf >= 1, "min_leaf must be at least 1", minLeaf);
    require(shrinkage > 0 && shrinkage <= 1, "shrinkage must lie in (0, 1]", shrinkage);
    require(subsample > 0 && subsample <= 1, "subsample must lie in (0, 1]", subsample);
  }

  /** 150 rounds of trees with 6 leaves, shrinkage 0.1, seven tenths of the rows a round. */
  public static BoostingParameters withSeed(long seed) {
    return new BoostingParameters(150, 6, 3, 0.1, 0.7, ClassWeights.UNIFORM, seed);
  }

  int maxDepth() {
    return DEEPEST;
  }

  @Override
  public String name() {
    return BoostedTrees.TYPE;
  }

  @Override
  public Map<String, Object> toMap() {
    return Map.of(
        "rounds", rounds,
        "max_leaves", maxLeaves,
        "min_leaf", minLeaf,
        "shrinkage", shrinkage,
        "subsample", subsample,
        "class_weights", weights.text(),
        "seed", seed);
  }

  private static void require(boolean holds, String rule, double value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", got " + value);
    }
  }
}
