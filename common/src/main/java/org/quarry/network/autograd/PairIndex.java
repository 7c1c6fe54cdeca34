package org.quarry.network.autograd;

/**
 * The two atoms of each pair, every pair named once: what filters are evaluated for. A pair serves
 * both of its ends, so a network computes half of what it would for directed edges. An atom may be
 * paired with itself (its periodic image) and with the same atom more than once.
 */
public final class PairIndex {
  private final RowIndex first;
  private final RowIndex second;
  private final int[] offsets;
  private final int[] others;
  private final int[] pairs;

  private PairIndex(RowIndex first, RowIndex second) {
    this.first = first;
    this.second = second;
    int[] i = first.rows();
    int[] j = second.rows();
    offsets = new int[atoms() + 1];
    for (int p = 0; p < i.length; p++) {
      offsets[i[p] + 1]++;
      offsets[j[p] + 1]++;
    }
    for (int a = 0; a < atoms(); a++) {
      offsets[a + 1] += offsets[a];
    }
    int[] next = offsets.clone();
    others = new int[2 * i.length];
    pairs = new int[2 * i.length];
    for (int p = 0; p < i.length; p++) {
      others[next[i[p]]] = j[p];
      pairs[next[i[p]]++] = p;
      others[next[j[p]]] = i[p];
      pairs[next[j[p]]++] = ~p; // seen from its second end
    }
  }

  /**
   * Pairs of atoms.
   *
   * @param first atom at the one end of each pair
   * @param second atom at the other end; directions point from first to second
   * @param atoms number of atoms
   * @throws IllegalArgumentException if the lists differ in length or name an atom that is not
   *     there
   */
  public static PairIndex of(int[] first, int[] second, int atoms) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          first.length + " first atoms and " + second.length + " second atoms of pairs");
    }
    return new PairIndex(RowIndex.of(first, atoms), RowIndex.of(second, atoms));
  }

  /** Number of pairs. */
  public int size() {
    return first.size();
  }

  /** Number of atoms. */
  public int atoms() {
    return first.targets();
  }

  /** The first atom of each pair. */
  public RowIndex first() {
    return first;
  }

  /** The second atom of each pair. */
  public RowIndex second() {
    return second;
  }

  /** Ends at atom a are the entries {@code offsets()[a]} to {@code offsets()[a+1]}, exclusive. */
  int[] offsets() {
    return offsets;
  }

  /** The atom at the other end. */
  int[] others() {
    return others;
  }

  /** The pair p, as ~p where this atom is its second. */
  int[] pairs() {
    return pairs;
  }
}
