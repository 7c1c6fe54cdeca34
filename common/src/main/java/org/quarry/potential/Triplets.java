package org.quarry.potential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Tables with one entry for each triplet of n labels, at index (i·n + j)·n + k. */
final class Triplets {
  private Triplets() {}

  static void check(Species species, List<?> entries) {
    int n = species.labels().size();
    if (entries.size() != n * n * n) {
      throw new IllegalArgumentException(
          n + " labels need " + n * n * n + " entries, got " + entries.size());
    }
  }

  /** The entries (i, j, j). */
  static <T> List<T> pairs(Species species, List<T> entries) {
    int n = species.labels().size();
    List<T> pairs = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        pairs.add(entries.get((i * n + j) * n + j));
      }
    }
    return pairs;
  }

  /** For the canonical text: {@code {"Si C C": {...}}}. */
  static <T> Map<String, Object> toMap(
      Species species, List<T> entries, Function<T, Map<String, Object>> toMap) {
    Map<String, Object> map = new TreeMap<>();
    int at = 0;
    for (String i : species.labels()) {
      for (String j : species.labels()) {
        for (String k : species.labels()) {
          map.put(i + " " + j + " " + k, toMap.apply(entries.get(at++)));
        }
      }
    }
    return map;
  }
}
