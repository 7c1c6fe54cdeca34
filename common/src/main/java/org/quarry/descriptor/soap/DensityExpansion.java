package org.quarry.descriptor.soap;

import java.util.Arrays;
import org.quarry.descriptor.soap.Compression.Mode;
import org.quarry.math.Kernels;
import org.quarry.math.RadialTable;
import org.quarry.math.SolidHarmonics;

/**
 * The coefficients c_nlm of the density around one centre, one channel a species (one in all for
 * mu2): {@code c[(l² + l + m)·stride + n]}, where the stride is n_max, rounded up to whole vectors.
 *
 * <p>Every coefficient is one chain of fused multiply-adds over the atoms of its channel in the
 * order of the neighbour list, so its bits do not depend on how the loops around it are arranged.
 */
final class DensityExpansion {
  private static final ExpansionKernel KERNEL =
      Kernels.of(ExpansionKernel.class, ScalarExpansionKernel::new);

  /** No machine's vectors hold more doubles, and kernels may touch that many past the end. */
  private static final int LANES = 8;

  /** Atoms whose functions are held at a time: few enough for the first levels of cache. */
  private static final int BATCH = 48;

  private final Soap soap;
  private final RadialTable radial;
  private final SolidHarmonics harmonics;
  private final Weighting weighting;
  private final boolean weighted;
  private final boolean blind;
  private final int nMax;
  private final int lMax;
  private final int stride;
  private final double[][] c;
  private final boolean[] present;

  /** g_n0 Y_00 of an atom on the centre, by species. */
  private final double[][] central;

  // The neighbours of a centre, sorted by channel.
  private final int[] ends;
  private int[] order = new int[0];

  // One batch of them.
  private final double[] x = new double[BATCH];
  private final double[] y = new double[BATCH];
  private final double[] z = new double[BATCH];
  private final double[] r = new double[BATCH];
  private final double[] r2 = new double[BATCH];
  private final double[] g;
  private final double[][] ylm;

  DensityExpansion(Soap soap) {
    SoapParameters p = soap.parameters();
    this.soap = soap;
    this.radial = soap.radial();
    this.harmonics = soap.harmonics();
    this.weighting = p.weighting();
    this.weighted = !soap.isUnweighted();
    this.blind = p.compression().mode() == Mode.MU2;
    this.nMax = p.nMax();
    this.lMax = p.lMax();
    this.stride = (nMax + LANES - 1) / LANES * LANES;
    int channels = blind ? 1 : p.species().size();
    this.c = new double[channels][harmonics.size() * stride + LANES];
    this.present = new boolean[channels];
    this.ends = new int[channels + 1];
    this.g = new double[radial.room(BATCH)];
    this.ylm = new double[harmonics.size()][BATCH];
    this.central = new double[p.species().size()][nMax];
    tabulateCenters();
  }

  private void tabulateCenters() {
    radial.evaluate(1, new double[1], g);
    for (int species = 0; species < central.length; species++) {
      double weight = soap.speciesWeight(species) * weighting.at(0);
      for (int n = 0; n < nMax; n++) {
        central[species][n] = g[n] * weight * SolidHarmonics.CONSTANT;
      }
    }
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

  /** Distance of two m in the coefficients. */
  int stride() {
    return stride;
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
    int channel = blind ? 0 : species;
    present[channel] = true;
    for (int n = 0; n < nMax; n++) {
      c[channel][n] += central[species][n];
    }
  }

  /**
   * Adds the neighbours of one centre.
   *
   * @param species of every atom
   * @param atoms the atom of each pair
   * @param vectors from the centre to it, three components in Å
   * @param from first pair
   * @param to end of the pairs
   */
  void add(int[] species, int[] atoms, double[] vectors, int from, int to) {
    int count = to - from;
    sort(species, atoms, from, to);
    for (int batch = 0; batch < count; batch += BATCH) {
      int size = Math.min(BATCH, count - batch);
      gather(batch, size, vectors);
      radial.evaluate(size, r, g);
      harmonics.evaluate(size, x, y, z, r2, ylm);
      if (weighted) {
        weigh(batch, size, species, atoms);
      }
      int begin = batch;
      for (int channel = 0; channel < c.length; channel++) {
        int end = Math.min(ends[channel], batch + size);
        if (begin < end) {
          present[channel] = true;
          KERNEL.add(begin - batch, end - batch, nMax, lMax, g, ylm, stride, c[channel]);
          begin = end;
        }
      }
    }
  }

  /** Counting sort by channel; the pairs of a channel keep their order. */
  private void sort(int[] species, int[] atoms, int from, int to) {
    if (order.length < to - from) {
      order = new int[Math.max(to - from, 2 * order.length)];
    }
    if (c.length == 1) {
      for (int k = 0; k < to - from; k++) {
        order[k] = from + k;
      }
      ends[0] = to - from;
      return;
    }
    Arrays.fill(ends, 0);
    for (int pair = from; pair < to; pair++) {
      ends[species[atoms[pair]] + 1]++;
    }
    for (int channel = 1; channel < ends.length; channel++) {
      ends[channel] += ends[channel - 1];
    }
    for (int pair = from; pair < to; pair++) {
      order[ends[species[atoms[pair]]]++] = pair;
    }
  }

  private void gather(int batch, int size, double[] vectors) {
    double unit = 1 / radial.range();
    for (int k = 0; k < size; k++) {
      int at = 3 * order[batch + k];
      double u = vectors[at];
      double v = vectors[at + 1];
      double w = vectors[at + 2];
      r[k] = Math.sqrt(u * u + v * v + w * w);
      x[k] = u * unit;
      y[k] = v * unit;
      z[k] = w * unit;
      r2[k] = x[k] * x[k] + y[k] * y[k] + z[k] * z[k];
    }
  }

  /** Multiplies the radial functions of each atom by its weight. */
  private void weigh(int batch, int size, int[] species, int[] atoms) {
    int functions = radial.functions();
    for (int k = 0; k < size; k++) {
      double weight = soap.speciesWeight(species[atoms[order[batch + k]]]) * weighting.at(r[k]);
      for (int q = k * functions; q < (k + 1) * functions; q++) {
        g[q] *= weight;
      }
    }
  }
}
