package org.quarry.selection;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A row with a score. The natural order is that of the ranking: the higher score first, among equal
 * scores the smaller id (by its UTF-8 bytes, as Spark sorts strings). Zeros of either sign are
 * equal.
 *
 * @param score any number but NaN
 * @param id unique among the rows that are ranked
 */
public record Scored(double score, String id) implements Comparable<Scored>, Serializable {
  public Scored {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException("the score of " + id + " is NaN");
    }
    score += 0.0; // −0 becomes +0
  }

  @Override
  public int compareTo(Scored other) {
    int byScore = Double.compare(other.score, score);
    return byScore != 0 ? byScore : compareIds(id, other.id);
  }

  static int compareIds(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
