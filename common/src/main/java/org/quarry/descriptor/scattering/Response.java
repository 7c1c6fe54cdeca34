package org.quarry.descriptor.scattering;

import org.quarry.math.fft.Band;
import org.quarry.math.fft.PlaneSource;
import org.quarry.math.fft.RealBoxFft;

/**
 * The spectrum of the response x ∗ ψ of one real field of a {@link FilterBank}: the spectrum of x
 * times the field's multiplier, plane by plane, for a grid that may be coarser than that of x.
 * Belongs to one thread.
 */
public final class Response implements PlaneSource {
  private final RealBoxFft grid;
  private double[] line = new double[0];
  private Spectrum source;
  private FilterBank bank;
  private int group;
  private int index;

  /** Responses on a grid. */
  public Response(RealBoxFft grid) {
    this.grid = grid;
  }

  /**
   * Chooses what is multiplied.
   *
   * @param source the spectrum of x
   * @param bank of wavelets
   * @param group of the bank
   * @param index of the field in the group
   */
  public void of(Spectrum source, FilterBank bank, int group, int index) {
    this.source = source;
    this.bank = bank;
    this.group = group;
    this.index = index;
    if (line.length < bank.length(1)) {
      line = new double[bank.length(1)];
    }
  }

  @Override
  public void fill(int k0, double[] re, double[] im) {
    Band band = bank.band(group);
    int n2 = grid.length(2);
    int negative = Math.min(band.limit2(), n2 / 2);
    int positive = Math.min(band.limit2(), (n2 - 1) / 2);
    for (int k2 = -negative; k2 <= positive; k2++) {
      bank.line(group, index, k0, k2, line);
      int from = (k0 * source.length(2) + Math.floorMod(k2, source.length(2))) * source.length(1);
      int to = Math.floorMod(k2, n2) * grid.length(1);
      int n1 = grid.length(1);
      if (2L * band.limit1() >= n1) { // then all the grids are the same
        multiply(0, from, to, n1, re, im);
      } else {
        int limit = band.limit1();
        multiply(0, from, to, limit + 1, re, im);
        multiply(
            bank.length(1) - limit,
            from + source.length(1) - limit,
            to + n1 - limit,
            limit,
            re,
            im);
      }
    }
  }

  /** Times f, 1/n and (−i)^t. */
  private void multiply(int f, int from, int to, int count, double[] re, double[] im) {
    double factor = source.amplitude();
    int turns = bank.quarterTurns(group, index);
    if (turns == 0) {
      multiply(factor, f, source.re(), from, re, to, count);
      multiply(factor, f, source.im(), from, im, to, count);
    } else if (turns == 1) {
      multiply(factor, f, source.im(), from, re, to, count);
      multiply(-factor, f, source.re(), from, im, to, count);
    } else if (turns == 2) {
      multiply(-factor, f, source.re(), from, re, to, count);
      multiply(-factor, f, source.im(), from, im, to, count);
    } else {
      multiply(-factor, f, source.im(), from, re, to, count);
      multiply(factor, f, source.re(), from, im, to, count);
    }
  }

  private void multiply(double factor, int f, double[] x, int from, double[] y, int to, int count) {
    for (int i = 0; i < count; i++) {
      y[to + i] = factor * line[f + i] * x[from + i];
    }
  }
}
