package org.quarry.regression;

import java.util.Map;
import org.quarry.parameters.Parameters;

/**
 * Settings of forests that predict errors.
 *
 * @param trees number of trees a potential
 * @param shareOfFeatures how many of the features each split may choose from, in (0, 1]
 * @param minLeaf fewest rows in a leaf
 * @param seed makes the forests repeat
 */
public record ErrorForestParameters(int trees, double shareOfFeatures, int minLeaf, long seed)
    implements Parameters {
  static final int DEEPEST = 40;

  public ErrorForestParameters {
    if (trees < 1 || minLeaf < 1) {
      throw new IllegalArgumentException("trees and min_leaf must be positive");
    }
    if (!(shareOfFeatures > 0 && shareOfFeatures <= 1)) {
      throw new IllegalArgumentException(
          "share_of_features must lie in (0, 1], got " + shareOfFeatures);
    }
  }

  /** 300 trees, a third of the features a split, leaves of three rows on. */
  public static ErrorForestParameters withSeed(long seed) {
    return new ErrorForestParameters(300, 1 / 3.0, 3, seed);
  }

  @Override
  public String name() {
    return ForestErrors.TYPE;
  }

  @Override
  public Map<String, Object> toMap() {
    return Map.of(
        "trees", trees,
        "share_of_features", shareOfFeatures,
        "min_leaf", minLeaf,
        "seed", seed);
  }
}
