package org.quarry.selection;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The search for the k-th row of a ranking by its digits, most significant first. A row's key is
 * the 64 bits of its score, mapped so that unsigned order is ranking order, followed by the bytes
 * of its id; a digit is 16 bits. Each step counts the next digit of the rows that share the prefix
 * found so far, and extends the prefix by the digit in which the k-th row falls.
 *
 * <p>Immutable. A step needs 65 536 counts however many rows there are and however large k is.
 */
public final class RadixSearch implements Serializable {
  private static final long serialVersionUID = 1;

  /** How many values a digit has: the length of a histogram. */
  public static final int RADIX = 1 << 16;

  private static final int SCORE_DIGITS = 4;

  private final int[] prefix;
  private final long rank; // of the wanted row among those that share the prefix, from 1
  private final long candidates; // how many share it; -1 before the first count

  private RadixSearch(int[] prefix, long rank, long candidates) {
    this.prefix = prefix;
    this.rank = rank;
    this.candidates = candidates;
  }

  /** The search for the k-th row, k ≥ 1. */
  static RadixSearch forRank(long k) {
    if (k < 1) {
      throw new IllegalArgumentException("ranks start at 1, got " + k);
    }
    return new RadixSearch(new int[0], k, -1);
  }

  /** Whether the next digit is one of the score, so that rows can be counted without their ids. */
  public boolean countsScores() {
    return prefix.length < SCORE_DIGITS;
  }

  /** Counts the next digit of a row with some score, if the row is still in question. */
  public void countScore(double score, long[] histogram) {
    double s = score + 0.0; // −0 becomes +0
    if (matchesScore(s)) {
      histogram[scoreDigit(s, prefix.length)]++;
    }
  }

  /** Counts a row's next digit, if the row is still in question. */
  public void count(Scored row, long[] histogram) {
    if (countsScores()) {
      countScore(row.score(), histogram);
    } else if (matches(row)) {
      histogram[idDigit(idBytes(row), prefix.length)]++;
    }
  }

  /** Whether a row shares the prefix found so far. */
  public boolean matches(Scored row) {
    if (!matchesScore(row.score())) {
      return false;
    }
    if (prefix.length > SCORE_DIGITS) {
      byte[] id = idBytes(row);
      for (int level = SCORE_DIGITS; level < prefix.length; level++) {
        if (idDigit(id, level) != prefix[level]) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean matchesScore(double score) {
    int digits = Math.min(prefix.length, SCORE_DIGITS);
    for (int level = 0; level < digits; level++) {
      if (scoreDigit(score, level) != prefix[level]) {
        return false;
      }
    }
    return true;
  }

  /** The wanted row's place among those that share the prefix, from 1. */
  long rank() {
    return rank;
  }

  /** How many rows share the prefix; −1 before the first count. */
  long candidates() {
    return candidates;
  }

  /** Whether all candidates have one and the same score and id. */
  boolean exhausted() {
    // ids hold no zero byte, so a zero low byte is the end of one
    return prefix.length > SCORE_DIGITS && (prefix[prefix.length - 1] & 0xff) == 0;
  }

  /** Extends the prefix by the digit in which the wanted row falls. */
  RadixSearch refine(long[] histogram) {
    long before = 0;
    for (int digit = 0; digit < RADIX; digit++) {
      if (before + histogram[digit] >= rank) {
        int[] longer = Arrays.copyOf(prefix, prefix.length + 1);
        longer[prefix.length] = digit;
        return new RadixSearch(longer, rank - before, histogram[digit]);
      }
      before += histogram[digit];
    }
    throw new IllegalStateException(
        "only "
            + before
            + " rows to rank where "
            + rank
            + " were counted before: the rows changed");
  }

  private static int scoreDigit(double score, int level) {
    return (int) (descending(score) >>> (48 - 16 * level)) & 0xffff;
  }

  private static int idDigit(byte[] id, int level) {
    int at = 2 * (level - SCORE_DIGITS);
    return (at < id.length ? id[at] & 0xff : 0) << 8 | (at + 1 < id.length ? id[at + 1] & 0xff : 0);
  }

  /** Bits whose unsigned order is the descending order of scores. */
  private static long descending(double score) {
    long bits = Double.doubleToLongBits(score);
    long ascending = bits ^ (bits >> 63 | Long.MIN_VALUE);
    return ~ascending;
  }

  private static byte[] idBytes(Scored row) {
    byte[] id = row.id().getBytes(StandardCharsets.UTF_8);
    for (byte b : id) {
      if (b == 0) {
        throw new IllegalArgumentException("an id must not hold the character U+0000");
      }
    }
    return id;
  }
}
