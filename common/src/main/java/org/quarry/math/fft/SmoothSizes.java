package org.quarry.math.fft;

/** Lengths without other prime factors than 2, 3 and 5, which transform fastest. */
public final class SmoothSizes {
  private SmoothSizes() {}

  /** The smallest 2,3,5-smooth number that is not below {@code least}. */
  public static int atLeast(int least) {
    int size = Math.max(1, least);
    while (!smooth(size)) {
      size++;
    }
    return size;
  }

  private static boolean smooth(int size) {
    int rest = size;
    for (int p : new int[] {2, 3, 5}) {
      while (rest % p == 0) {
        rest /= p;
      }
    }
    return rest == 1;
  }
}
