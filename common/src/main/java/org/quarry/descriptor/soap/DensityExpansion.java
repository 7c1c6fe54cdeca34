package org.quarry.descriptor.soap;

import java.util.Arrays;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.soap.Compression.Mode;
import org.quarry.math.RadialTable;
import org.quarry.math.SolidHarmonics;

/**
 * The coefficients c_nlm of the density around one centre, one channel a species (one in all for
 * mu2): {@code c[(l² + l + m)·nMax + n]}.
 *
 * <p>Every coefficient is one chain of fused multiply-adds over the atoms of its channel in the
 * order of the neighbour list, so its bits do not depend on how the loops around it are arranged.
 */
final class DensityExpansion {
  /** Atoms whose functions are held at a time: few enough for the first levels of cache. */
  private static final int BATCH = 96;

  private final Soap soap;
  private final RadialTable radial;
  private final SolidHarmonics harmonics;
  private final Weighting weighting;
  private final boolean blind;
  private final int nMax;
  private final int lMax;
  private final double[][] c;
  private final boolean[] present;
  private final double[] x = new double[BATCH];
  private final double[] y = new double[BATCH];
  private final double[] z = new double[BATCH];
  private final double[] r2 = new double[BATCH];
  private final double[][] g;
  private final double[][] ylm;

  DensityExpansion(Soap soap) {
    SoapParameters p = soap.parameters();
    this.soap = soap;
    this.radial = soap.radial();
    this.harmonics = soap.harmonics();
    this.weighting = p.weighting();
    this.blind = p.compression().mode() == Mode.MU2;
    this.nMax = p.nMax();
    this.lMax = p.lMax();
    int channels = blind ? 1 : p.species().size();
    this.c = new double[channels][harmonics.size() * nMax];
    this.present = new boolean[channels];
    this.g = new double[BATCH][radial.functions()];
    this.ylm = new double[harmonics.size()][BATCH];
  }

  int channels() {
    return c.length;
  }

  /** Whether any atom of a channel is in reach. */
  boolean present(int channel) {
    return present[channel];
  }

  double[] coefficients(int channel) {
    return c[channel];
  }

  void clear() {
    for (int channel = 0; channel < c.length; channel++) {
      if (present[channel]) {
        Arrays.fill(c[channel], 0);
        present[channel] = false;
      }
    }
  }

  /** Adds the coefficients of another centre. */
  void add(DensityExpansion other) {
    for (int channel = 0; channel < c.length; channel++) {
      if (other.present[channel]) {
        present[channel] = true;
        double[] to = c[channel];
        double[] from = other.c[channel];
        for (int i = 0; i < to.length; i++) {
          to[i] += from[i];
        }
      }
    }
  }

  void divide(double number) {
    for (double[] channel : c) {
      for (int i = 0; i < channel.length; i++) {
        channel[i] /= number;
      }
    }
  }

  /** Adds the atom on the centre, of which every function with l > 0 vanishes. */
  void addCenter(int species) {
    tabulate(0, 0, species);
    int channel = blind ? 0 : species;
    present[channel] = true;
    for (int n = 0; n < nMax; n++) {
      c[channel][n] = Math.fma(g[0][n], SolidHarmonics.CONSTANT, c[channel][n]);
    }
  }

  /**
   * Adds the neighbours of one centre.
   *
   * @param atoms the atom of each pair
   * @param vectors from the centre to it, three components in Å
   * @param from first pair
   * @param to end of the pairs
   */
  void add(Configuration configuration, int[] atoms, double[] vectors, int from, int to) {
    double unit = 1 / radial.range();
    for (int channel = 0; channel < c.length; channel++) {
      int count = 0;
      for (int pair = from; pair < to; pair++) {
        int species = soap.species(configuration.atomicNumber(atoms[pair]));
        if (!blind && species != channel) {
          continue;
        }
        double u = vectors[3 * pair];
        double v = vectors[3 * pair + 1];
        double w = vectors[3 * pair + 2];
        tabulate(count, Math.sqrt(u * u + v * v + w * w), species);
        x[count] = u * unit;
        y[count] = v * unit;
        z[count] = w * unit;
        r2[count] = x[count] * x[count] + y[count] * y[count] + z[count] * z[count];
        if (++count == BATCH) {
          flush(count, channel);
          count = 0;
        }
      }
      if (count > 0) {
        flush(count, channel);
      }
    }
  }

  /** Radial functions of one atom, times its weight. */
  private void tabulate(int slot, double r, int species) {
    double[] row = g[slot];
    radial.evaluate(r, row);
    double weight = soap.speciesWeight(species);
    if (!weighting.isNone()) {
      weight *= weighting.at(r);
    }
    if (weight != 1) {
      for (int q = 0; q < row.length; q++) {
        row[q] *= weight;
      }
    }
  }

  private void flush(int count, int channel) {
    present[channel] = true;
    harmonics.evaluate(count, x, y, z, r2, ylm);
    for (int l = 0; l <= lMax; l++) {
      int n = 0;
      for (; n + 4 <= nMax; n += 4) {
        accumulateFour(count, l, n, c[channel]);
      }
      for (; n < nMax; n++) {
        accumulateOne(count, l, n, c[channel]);
      }
    }
  }

  /** Four n and all m of an l: eight sums at a time keep the multipliers busy. */
  private void accumulateFour(int count, int l, int n, double[] to) {
    int q = l * nMax + n;
    single(count, g, q, ylm[l * l], to, l * l * nMax + n);
    for (int lm = l * l + 1; lm < (l + 1) * (l + 1); lm += 2) {
      pair(count, g, q, ylm[lm], ylm[lm + 1], to, lm * nMax + n, (lm + 1) * nMax + n);
    }
  }

  private void accumulateOne(int count, int l, int n, double[] to) {
    int q = l * nMax + n;
    for (int lm = l * l; lm < (l + 1) * (l + 1); lm++) {
      double[] y = ylm[lm];
      double sum = to[lm * nMax + n];
      for (int j = 0; j < count; j++) {
        sum = Math.fma(g[j][q], y[j], sum);
      }
      to[lm * nMax + n] = sum;
    }
  }

  private static void single(int count, double[][] g, int q, double[] y, double[] c, int at) {
    double c0 = c[at];
    double c1 = c[at + 1];
    double c2 = c[at + 2];
    double c3 = c[at + 3];
    for (int j = 0; j < count; j++) {
      double[] row = g[j];
      double yj = y[j];
      c0 = Math.fma(row[q], yj, c0);
      c1 = Math.fma(row[q + 1], yj, c1);
      c2 = Math.fma(row[q + 2], yj, c2);
      c3 = Math.fma(row[q + 3], yj, c3);
    }
    c[at] = c0;
    c[at + 1] = c1;
    c[at + 2] = c2;
    c[at + 3] = c3;
  }

  private static void pair(
      int count, double[][] g, int q, double[] y, double[] z, double[] c, int at, int next) {
    double c0 = c[at];
    double c1 = c[at + 1];
    double c2 = c[at + 2];
    double c3 = c[at + 3];
    double d0 = c[next];
    double d1 = c[next + 1];
    double d2 = c[next + 2];
    double d3 = c[next + 3];
    for (int j = 0; j < count; j++) {
      double[] row = g[j];
      double g0 = row[q];
      double g1 = row[q + 1];
      double g2 = row[q + 2];
      double g3 = row[q + 3];
      double yj = y[j];
      double zj = z[j];
      c0 = Math.fma(g0, yj, c0);
      c1 = Math.fma(g1, yj, c1);
      c2 = Math.fma(g2, yj, c2);
      c3 = Math.fma(g3, yj, c3);
      d0 = Math.fma(g0, zj, d0);
      d1 = Math.fma(g1, zj, d1);
      d2 = Math.fma(g2, zj, d2);
      d3 = Math.fma(g3, zj, d3);
    }
    c[at] = c0;
    c[at + 1] = c1;
    c[at + 2] = c2;
    c[at + 3] = c3;
    c[next] = d0;
    c[next + 1] = d1;
    c[next + 2] = d2;
    c[next + 3] = d3;
  }
}
