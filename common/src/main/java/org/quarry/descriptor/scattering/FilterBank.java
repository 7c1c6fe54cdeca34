package org.quarry.descriptor.scattering;

import org.quarry.math.fft.Band;

/**
 * Wavelets ψ̂ as multipliers of a spectrum, in groups. The responses of a group's wavelets (the
 * orders m of one ℓ at one scale, say) are squared and summed under one root, so only that sum has
 * to be right: real harmonics serve as well as complex ones.
 *
 * <p>Every wavelet of a group stands for one real field: its multiplier is (−i)^t times a real
 * function f, with f(−k) = (−1)^t f(k). That also holds at the frequency n/2 of an axis of even
 * length, which is its own negative: there a wavelet that is odd is no multiplier of a real field,
 * and a bank that wants to keep it anyway (as kymatio does) gives it as a field of its own.
 *
 * <p>A bank is immutable and belongs to a grid of n0 × n1 × n2 frequencies.
 */
public interface FilterBank {
  /** Real fields of a group. */
  int fields(int group);

  /** The power t of −i in the multiplier of a field, from 0 to 3. */
  int quarterTurns(int group, int field);

  /** The frequencies beyond which the multipliers of a group are taken to vanish. */
  Band band(int group);

  /**
   * Writes the function f of a field along a line of frequencies.
   *
   * @param k0 from 0 to n0/2
   * @param k2 from −n2/2 to (n2 − 1)/2
   * @param out receives f(k0, k1, k2) at k1, negative k1 counted from n1, for the k1 of the band
   */
  void line(int group, int field, int k0, int k2, double[] out);

  /** Length of the axis 0, 1 or 2 of the grid. */
  int length(int axis);
}
