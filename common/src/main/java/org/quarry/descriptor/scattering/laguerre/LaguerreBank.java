package org.quarry.descriptor.scattering.laguerre;

import org.quarry.descriptor.scattering.FilterBank;
import org.quarry.math.SolidHarmonics;
import org.quarry.math.fft.Band;

/**
 * The wavelets of all scales on the reciprocal lattice of a box, ψ̂_lm(2^j G): one group for each
 * scale and l, its fields the m from −l to l.
 */
final class LaguerreBank implements FilterBank {
  /** What is smaller than this fraction of the peak does not count in double precision. */
  private static final double NOTHING = 1e-17;

  private final int degrees;
  private final Band[] bands;
  private final double[][][] amplitudes;
  private final int[] lengths = {1, 1, 1};

  /**
   * The bank of a box.
   *
   * @param grids one for each scale; frequencies that its grid does not tell from others are left
   *     out
   */
  LaguerreBank(LaguerreParameters parameters, PeriodicBox box, FieldGrid[] grids) {
    LaguerreWavelets wavelets = parameters.wavelets();
    this.degrees = wavelets.lMax() + 1;
    this.bands = new Band[grids.length];
    this.amplitudes = new double[grids.length][][];
    for (int j = 0; j < grids.length; j++) {
      double dilation = StrictMath.pow(2, parameters.scales().get(j));
      double radius = wavelets.relativeBand(NOTHING) / dilation;
      int[] limits = new int[3];
      for (int axis = 0; axis < 3; axis++) { // h = G·a/2π
        limits[axis] =
            (int) Math.min(grids[j].limit(axis), radius * box.length(axis) / (2 * Math.PI));
        lengths[axis] = Math.max(lengths[axis], 2 * limits[axis] + 1);
      }
      bands[j] = new Band(limits[0], limits[1], limits[2]);
      amplitudes[j] = amplitudes(wavelets, dilation, radius, box, bands[j]);
    }
  }

  /** The group of the scale with an index and of a degree. */
  int group(int scale, int l) {
    return scale * degrees + l;
  }

  @Override
  public int fields(int group) {
    return 2 * (group % degrees) + 1;
  }

  @Override
  public int quarterTurns(int group, int field) {
    return group % degrees % 4;
  }

  @Override
  public Band band(int group) {
    return bands[group / degrees];
  }

  @Override
  public int length(int axis) {
    return lengths[axis];
  }

  @Override
  public void line(int group, int field, int k0, int k2, double[] out) {
    int l = group % degrees;
    Band band = band(group);
    int limit = band.limit1();
    double[] from = amplitudes[group / degrees][l * l + field];
    int line = lineOf(band, k0, k2) * (2 * limit + 1);
    System.arraycopy(from, line + limit, out, 0, limit + 1);
    System.arraycopy(from, line, out, lengths[1] - limit, limit);
  }

  private static int lineOf(Band band, int k0, int k2) {
    return k0 * (2 * band.limit2() + 1) + k2 + band.limit2();
  }

  /** √(4π/(2l+1)) |2^j G|^(2(n−1)−l) e^(−…) Y_lm at [l² + l + m][k0, k2, k1], within the radius. */
  private static double[][] amplitudes(
      LaguerreWavelets wavelets, double dilation, double radius, PeriodicBox box, Band band) {
    SolidHarmonics harmonics = new SolidHarmonics(wavelets.lMax());
    int width = 2 * band.limit1() + 1;
    int lines = (band.limit0() + 1) * (2 * band.limit2() + 1);
    double[][] all = new double[harmonics.size()][lines * width];
    double[][] values = new double[harmonics.size()][width];
    double[] x = new double[width];
    double[] y = new double[width];
    double[] z = new double[width];
    double[] squares = new double[width];
    double[] factors = new double[wavelets.lMax() + 1];
    double most = dilation * dilation * radius * radius;
    for (int k0 = 0; k0 <= band.limit0(); k0++) {
      for (int k2 = -band.limit2(); k2 <= band.limit2(); k2++) {
        for (int i = 0; i < width; i++) {
          int k1 = i - band.limit1();
          x[i] = dilation * box.reciprocal(0, k0, k1, k2);
          y[i] = dilation * box.reciprocal(1, k0, k1, k2);
          z[i] = dilation * box.reciprocal(2, k0, k1, k2);
          squares[i] = x[i] * x[i] + y[i] * y[i] + z[i] * z[i];
        }
        harmonics.evaluate(width, x, y, z, squares, values);
        int to = lineOf(band, k0, k2) * width;
        for (int i = 0; i < width; i++) {
          if (squares[i] <= most) {
            wavelets.solidFactors(squares[i], factors);
            fill(factors, values, i, all, to + i);
          }
        }
      }
    }
    return all;
  }

  private static void fill(double[] factors, double[][] from, int i, double[][] to, int at) {
    for (int l = 0; l < factors.length; l++) {
      for (int lm = l * l; lm < (l + 1) * (l + 1); lm++) {
        to[lm][at] = factors[l] * from[lm][i];
      }
    }
  }
}
