package org.quarry.descriptor.scattering;

import org.quarry.math.fft.Band;
import org.quarry.math.fft.RealBoxFft;

/**
 * The half spectrum of a real field on a grid. Its arrays are open to whoever fills them: a
 * transform, or a sum over atoms. Belongs to one thread.
 */
public final class Spectrum {
  private final RealBoxFft plan;
  private final double[] re;
  private final double[] im;

  /** Room for the spectrum of a field on a grid. */
  public Spectrum(RealBoxFft plan) {
    this.plan = plan;
    this.re = new double[plan.spectrumSize()];
    this.im = new double[plan.spectrumSize()];
  }

  /** Length of the axis 0, 1 or 2 of the grid. */
  public int length(int axis) {
    return plan.length(axis);
  }

  /** Real parts, frequency (k0, k1, k2) at {@code (k0 n2 + k2) n1 + k1}, 0 ≤ k0 ≤ n0/2. */
  public double[] re() {
    return re;
  }

  /** Imaginary parts, as {@link #re}. */
  public double[] im() {
    return im;
  }

  /** What the numbers are multiplied by to give the coefficients of a Fourier series: 1/n. */
  public double amplitude() {
    return 1.0 / plan.size();
  }

  /**
   * Fills the spectrum from a field.
   *
   * @param workspace of the same grid
   * @param band the frequencies that will be asked for
   */
  public void transform(RealBoxFft.Workspace workspace, double[] field, Band band) {
    workspace.forward(field, re, im, band);
  }
}
