package org.quarry.math.fft;

/** Checks on the frequencies that a {@link PointTransform} stores. */
final class Bands {
  private static final long MOST = 1L << 28;

  private Bands() {}

  /** A copy of three bands. */
  static int[] checked(int... bands) {
    if (bands.length != 3) {
      throw new IllegalArgumentException("a box has 3 bands, got " + bands.length);
    }
    long size = 1;
    for (int band : bands) {
      if (band < 0 || band > 1 << 16) {
        throw new IllegalArgumentException("a band must be between 0 and 65536, got " + band);
      }
      size *= 2L * band + 1;
    }
    if (size > MOST) {
      throw new IllegalArgumentException("a box of " + size + " frequencies is too large");
    }
    return bands.clone();
  }
}
