package org.quarry.regression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Folds for cross-validation that keep groups whole. Groups are shuffled by the seed, then dealt
 * from the largest on, each to the fold that has fewest rows: with groups of one row the folds
 * differ by at most one. The folds do not depend on the order of the rows.
 */
public final class GroupFolds {
  private final int count;
  private final Map<String, Integer> foldOf;

  private GroupFolds(int count, Map<String, Integer> foldOf) {
    this.count = count;
    this.foldOf = foldOf;
  }

  /**
   * Deals groups to folds.
   *
   * @param count number of folds, from 2 to the number of groups
   * @param groups the group of each row; a row without one is given its id
   */
  public static GroupFolds of(int count, long seed, List<String> groups) {
    Map<String, Integer> sizes = new TreeMap<>();
    groups.forEach(group -> sizes.merge(group, 1, Integer::sum));
    if (count < 2 || count > sizes.size()) {
      throw new IllegalArgumentException(
          "cannot make " + count + " folds of " + sizes.size() + " groups");
    }
    List<String> order = new ArrayList<>(sizes.keySet());
    Collections.shuffle(order, new Random(seed));
    order.sort(Comparator.comparing((String group) -> sizes.get(group)).reversed()); // stable
    long[] rows = new long[count];
    Map<String, Integer> foldOf = new HashMap<>();
    for (String group : order) {
      int smallest = 0;
      for (int fold = 1; fold < count; fold++) {
        if (rows[fold] < rows[smallest]) {
          smallest = fold;
        }
      }
      rows[smallest] += sizes.get(group);
      foldOf.put(group, smallest);
    }
    return new GroupFolds(count, foldOf);
  }

  /** Number of folds. */
  public int count() {
    return count;
  }

  /** The fold in which a group is held out, from 0. */
  public int of(String group) {
    Integer fold = foldOf.get(group);
    if (fold == null) {
      throw new IllegalArgumentException("no fold holds the group \"" + group + "\"");
    }
    return fold;
  }
}
