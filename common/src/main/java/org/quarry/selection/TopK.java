package org.quarry.selection;

import java.util.List;

/**
 * The exact first k rows of a ranking, by successive histograms ({@link RadixSearch}). Nothing of
 * the size of k is ever held: two or three passes over the scores narrow the k-th row down to a few
 * candidates, which alone are collected and sorted. Rows tied at the threshold are told apart by
 * further passes over their ids.
 */
public final class TopK {
  /** No more rows than this are collected to settle a cut. */
  public static final int FEW = 1 << 14;

  private TopK() {}

  /** Rows that can be passed over several times, wherever they are. */
  public interface Rows {
    /** How many rows there are. */
    long count();

    /**
     * The sum over all rows of {@link RadixSearch#count}, an array of {@link RadixSearch#RADIX}.
     */
    long[] histogram(RadixSearch search);

    /** The rows that {@link RadixSearch#matches} lets through; at most {@link #FEW}. */
    List<Scored> matching(RadixSearch search);
  }

  /**
   * The cut after the first k rows.
   *
   * @param k ≥ 0; all rows are taken if there are fewer
   * @throws IllegalArgumentException if two rows have one id
   */
  public static Cut cut(Rows rows, long k) {
    return cut(rows, k, FEW);
  }

  static Cut cut(Rows rows, long k, int few) {
    if (k < 0) {
      throw new IllegalArgumentException("cannot take " + k + " rows");
    }
    if (k == 0) {
      return Cut.nothing();
    }
    if (rows.count() < k) {
      return Cut.everything();
    }
    RadixSearch search = RadixSearch.forRank(k);
    do {
      search = search.refine(rows.histogram(search));
    } while (search.candidates() > few && !search.exhausted());
    if (search.exhausted() && search.candidates() > 1) {
      throw new IllegalArgumentException(
          "an id occurs " + search.candidates() + " times among the rows: rank each once");
    }
    List<Scored> candidates = rows.matching(search).stream().sorted().toList();
    int at = Math.toIntExact(search.rank()) - 1;
    Scored last = candidates.get(at);
    if (at + 1 < candidates.size() && last.equals(candidates.get(at + 1))) {
      throw new IllegalArgumentException(
          last.id() + " occurs more than once among the rows: rank each once");
    }
    return Cut.after(last);
  }

  /** Rows in memory. */
  public static Rows rows(List<Scored> rows) {
    return new Rows() {
      @Override
      public long count() {
        return rows.size();
      }

      @Override
      public long[] histogram(RadixSearch search) {
        long[] histogram = new long[RadixSearch.RADIX];
        rows.forEach(row -> search.count(row, histogram));
        return histogram;
      }

      @Override
      public List<Scored> matching(RadixSearch search) {
        return rows.stream().filter(search::matches).toList();
      }
    };
  }
}
