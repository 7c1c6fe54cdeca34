package org.quarry.math.fft;

/** The half spectrum of a real field, plane after plane. */
public interface PlaneSource {
  /**
   * Writes the frequencies (k0, ·, ·) of the band: frequency (k0, k1, k2) goes to {@code [k2 n1 +
   * k1]}, negative k1 and k2 counted from the ends. What is written elsewhere does not matter.
   *
   * <p>The planes k0 = 0 and, where n0 is even, n0/2 have to have the symmetry of the spectrum of a
   * real field; their other part is dropped.
   */
  void fill(int k0, double[] re, double[] im);
}
