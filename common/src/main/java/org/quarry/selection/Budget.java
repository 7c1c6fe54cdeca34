package org.quarry.selection;

import java.io.Serializable;

/**
 * How much to take from a pool: at most {@code size} configurations in all, each at most {@code
 * cap} times.
 *
 * <p>Data-selection pre-training maximizes Σ a_i x_i under Σ x_i ≤ B and 0 ≤ x_i ≤ m for relevances
 * a_i ≥ 0. The programme's exact solution, by exchange: the ⌊B/m⌋ most relevant configurations m
 * times each, the next one B − m⌊B/m⌋ times, the others not at all; ties go to the smaller id.
 * Where the pool has too few (B ≥ m·N) every configuration is taken m times and the rest of the
 * budget stays unspent.
 *
 * @param size B ≥ 1
 * @param cap m ≥ 1
 */
public record Budget(long size, long cap) implements Serializable {
  public Budget {
    if (size < 1) {
      throw new IllegalArgumentException("the budget must be at least 1, got " + size);
    }
    if (cap < 1) {
      throw new IllegalArgumentException("the cap must be at least 1, got " + cap);
    }
  }

  /** How many configurations can be taken at least once: ⌈B/m⌉. */
  public long rows() {
    return size / cap + (size % cap == 0 ? 0 : 1);
  }

  /**
   * How often to take the configuration at a place of the ranking.
   *
   * @param rank 0 for the most relevant
   */
  public long copies(long rank) {
    if (rank < 0) {
      throw new IllegalArgumentException("ranks start at 0, got " + rank);
    }
    long full = size / cap;
    return rank < full ? cap : rank == full ? size % cap : 0;
  }

  /**
   * How often to take a configuration, given the cut after {@link #rows()} rows.
   *
   * @param cut what {@link TopK} found for {@code rows()}
   */
  public long copies(Scored row, Cut cut) {
    if (!cut.takes(row)) {
      return 0;
    }
    return cut.endsAt(row) ? copies(rows() - 1) : cap;
  }
}
