package org.quarry.network.autograd;

/**
 * Which row of a matrix with {@link #targets} rows each entry of a list belongs to: atom of an
 * edge, configuration of an atom, embedding row of an atom. {@link Node#gather} reads rows by it
 * and {@link Node#segmentSum} sums into them; each is the transpose of the other.
 *
 * <p>Sums run through the entries of a target in ascending order, so their bits depend on nothing
 * else.
 */
public final class RowIndex {
  private final int[] rows;
  private final int targets;
  private final int[] offsets;
  private final int[] order;

  private RowIndex(int[] rows, int targets) {
    this.rows = rows;
    this.targets = targets;
    offsets = new int[targets + 1];
    order = new int[rows.length];
    for (int row : rows) {
      offsets[row + 1]++;
    }
    for (int t = 0; t < targets; t++) {
      offsets[t + 1] += offsets[t];
    }
    int[] next = offsets.clone();
    for (int e = 0; e < rows.length; e++) {
      order[next[rows[e]]++] = e;
    }
  }

  /**
   * An index.
   *
   * @param rows target of each entry
   * @param targets number of rows of the matrix pointed into
   * @throws IllegalArgumentException if a row is not there
   */
  public static RowIndex of(int[] rows, int targets) {
    for (int e = 0; e < rows.length; e++) {
      if (rows[e] < 0 || rows[e] >= targets) {
        throw new IllegalArgumentException(
            "entry " + e + " points to row " + rows[e] + " of " + targets);
      }
    }
    return new RowIndex(rows.clone(), targets);
  }

  /** Number of entries. */
  public int size() {
    return rows.length;
  }

  /** Number of rows of the matrix pointed into. */
  public int targets() {
    return targets;
  }

  /** The target of an entry. */
  public int target(int entry) {
    return rows[entry];
  }

  /** The target of each entry; for engines, not to be changed. */
  int[] rows() {
    return rows;
  }

  /** The entries of target t are {@code order()[offsets()[t]]} to {@code [offsets()[t+1]]}. */
  int[] offsets() {
    return offsets;
  }

  /** Entries, sorted by target; for engines, not to be changed. */
  int[] order() {
    return order;
  }
}
