package org.quarry.descriptor.soap;

import org.quarry.math.HarmonicGradient;
import org.quarry.math.RadialTable;
import org.quarry.math.SolidHarmonics;

/**
 * Some neighbours of one centre and the functions of each: radial functions times the weight of the
 * atom, with their slope, and solid harmonics. Lengths are in units of R, the range of the table.
 */
final class NeighborBatch {
  /** Neighbours at a time, a multiple of {@link Coefficients#LANES}. */
  static final int CAPACITY = 96;

  private final Soap soap;
  private final RadialTable radial;
  private final SolidHarmonics harmonics;
  private final HarmonicGradient gradient;
  private final Weighting weighting;
  private final double unit;
  private final double[] r2 = new double[CAPACITY];
  private final double[] distance = new double[CAPACITY];
  private int count;

  /** Atom of each neighbour. */
  final int[] atoms = new int[CAPACITY];

  /** Its species. */
  final int[] species = new int[CAPACITY];

  /** Position of each neighbour seen from the centre. */
  final double[] x = new double[CAPACITY];

  final double[] y = new double[CAPACITY];
  final double[] z = new double[CAPACITY];

  /** R_lm of neighbour j at [l² + l + m][j]. */
  final double[][] values;

  NeighborBatch(Soap soap) {
    this.soap = soap;
    this.radial = soap.radial();
    this.harmonics = soap.harmonics();
    this.gradient = new HarmonicGradient(harmonics.lMax());
    this.weighting = soap.parameters().weighting();
    this.unit = 1 / radial.range();
    this.values = new double[harmonics.size()][CAPACITY];
  }

  HarmonicGradient gradient() {
    return gradient;
  }

  int count() {
    return count;
  }

  boolean full() {
    return count == CAPACITY;
  }

  /** 1/R in Å⁻¹: what a derivative by a reduced length is to be multiplied with. */
  double perAngstrom() {
    return unit;
  }

  void clear() {
    count = 0;
  }

  /** Adds a neighbour. */
  void add(Neighborhood neighborhood, int k) {
    double u = neighborhood.vectors[3 * k];
    double v = neighborhood.vectors[3 * k + 1];
    double w = neighborhood.vectors[3 * k + 2];
    atoms[count] = neighborhood.atoms[k];
    species[count] = neighborhood.species[k];
    distance[count] = Math.sqrt(u * u + v * v + w * w);
    x[count] = u * unit;
    y[count] = v * unit;
    z[count] = w * unit;
    r2[count] = x[count] * x[count] + y[count] * y[count] + z[count] * z[count];
    count++;
  }

  /** Computes the harmonics of all neighbours. */
  void evaluateHarmonics() {
    harmonics.evaluate(count, x, y, z, r2, values);
  }

  /**
   * What a vector to neighbour j is to be multiplied with to give the derivative of a radial
   * function by that vector, per slope in Å⁻¹; 0 on the centre, where the functions are level.
   */
  double outward(int j) {
    return distance[j] == 0 ? 0 : radial.range() * radial.range() / distance[j];
  }

  /**
   * Radial functions of some neighbours times their weights, and the slopes in Å⁻¹, both in rows of
   * (lMax + 1)·nMax numbers from the first neighbour on.
   */
  void tabulate(int from, int to, double[] f, double[] slope) {
    radial.evaluateWithSlope(from, to, distance, f, slope);
    for (int j = from; j < to; j++) {
      double s = soap.speciesWeight(species[j]);
      double weight = weighting.isNone() ? s : s * weighting.at(distance[j]);
      double rate = weighting.isNone() ? 0 : s * weighting.slope(distance[j]);
      if (weight != 1 || rate != 0) {
        scale(weight, rate, (j - from) * radial.functions(), radial.functions(), f, slope);
      }
    }
  }

  private static void scale(
      double weight, double rate, int from, int count, double[] f, double[] slope) {
    for (int q = from; q < from + count; q++) {
      slope[q] = weight * slope[q] + rate * f[q];
      f[q] = weight * f[q];
    }
  }
}
