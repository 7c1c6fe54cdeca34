package org.quarry.math.fft;

/**
 * The frequencies k of a box with |k_a| ≤ limit_a along every axis a, where k_a runs through 0, 1,
 * … and −1, −2, … from the end of the axis.
 *
 * @param limit0 of the first axis, not negative; as large as one likes
 * @param limit1 of the second axis
 * @param limit2 of the last axis
 */
public record Band(int limit0, int limit1, int limit2) {
  /** Every frequency. */
  public static final Band ALL = new Band(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

  public Band {
    if (limit0 < 0 || limit1 < 0 || limit2 < 0) {
      throw new IllegalArgumentException(
          "limits of a band must not be negative, got " + limit0 + " " + limit1 + " " + limit2);
    }
  }

  /** Limit along the axis 0, 1 or 2. */
  public int limit(int axis) {
    return axis == 0 ? limit0 : axis == 1 ? limit1 : limit2;
  }

  /** Frequencies 0 … of an axis of n that lie within a limit, their number. */
  static int above(int limit, int n) {
    return 2L * limit + 1 >= n ? n : limit + 1;
  }

  /** The index from which on the negative frequencies of an axis of n lie within a limit. */
  static int below(int limit, int n) {
    return 2L * limit + 1 >= n ? n : n - limit;
  }
}
