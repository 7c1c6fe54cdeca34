package org.quarry.atoms;

import java.util.Arrays;

/**
 * Every neighbour within a cutoff, periodic images included: the pairs (i, j, n) with n in Z³ along
 * the periodic axes and |r_j + n·H − r_i| ≤ cutoff, except an atom with itself (n = 0); its own
 * images stay.
 *
 * <p>Right for triclinic cells smaller than the cutoff, mixed periodicity, atoms outside the cell
 * and isolated clusters. The order of neighbours is a function of the configuration alone. An
 * instance is a reusable workspace of one thread; the arrays it hands out are its own, valid until
 * the next {@code build}, and may be longer than what is filled.
 */
public final class NeighborList {
  private final double cutoff;
  private int centers;
  private int pairs;
  private int[] offsets = new int[1];
  private int[] neighbors = new int[0];
  private int[] images = new int[0];
  private double[] vectors = new double[0];

  /**
   * A list with a cutoff in Å, inclusive.
   *
   * @throws IllegalArgumentException unless it is positive and finite
   */
  public NeighborList(double cutoff) {
    if (!(cutoff > 0) || cutoff == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("cutoff must be positive, got " + cutoff);
    }
    this.cutoff = cutoff;
  }

  public double cutoff() {
    return cutoff;
  }

  /** Finds the neighbours of every atom. */
  public void build(Configuration configuration) {
    build(configuration, configuration.positions(), true);
  }

  /**
   * Finds the atoms around arbitrary points (3 coordinates each), an atom on the point itself
   * included.
   */
  public void buildAround(Configuration configuration, double[] points) {
    build(configuration, points, false);
  }

  /** Number of atoms or points whose neighbours were found. */
  public int centers() {
    return centers;
  }

  /** Number of neighbours in all. */
  public int pairs() {
    return pairs;
  }

  /**
   * The neighbours of centre i are the pairs from {@code offsets()[i]} to {@code offsets()[i + 1]},
   * exclusive.
   */
  public int[] offsets() {
    return offsets;
  }

  /** The neighbouring atom j of each pair. */
  public int[] neighbors() {
    return neighbors;
  }

  /** r_j + n·H − r_i of each pair, three components in Å. */
  public double[] vectors() {
    return vectors;
  }

  /** n of each pair, relative to the positions as stored: three integers. */
  public int[] images() {
    return images;
  }

  private void build(Configuration c, double[] points, boolean skipSelf) {
    centers = points.length / 3;
    pairs = 0;
    if (offsets.length < centers + 1) {
      offsets = new int[centers + 1];
    }
    Cell cell = c.cell().completed();
    double[] inverse = cell.inverse();
    double[] heights = cell.heights();
    double[] r = c.positions();
    int[] low = new int[3];
    int[] high = new int[3];
    for (int i = 0; i < centers; i++) {
      offsets[i] = pairs;
      for (int j = 0; j < c.size(); j++) {
        double x = r[3 * j] - points[3 * i];
        double y = r[3 * j + 1] - points[3 * i + 1];
        double z = r[3 * j + 2] - points[3 * i + 2];
        for (int k = 0; k < 3; k++) {
          double f = x * inverse[k] + y * inverse[3 + k] + z * inverse[6 + k];
          double reach = cutoff / heights[k];
          low[k] = c.pbc().along(k) ? (int) Math.ceil(-f - reach - 1e-9) : 0;
          high[k] = c.pbc().along(k) ? (int) Math.floor(-f + reach + 1e-9) : 0;
        }
        for (int a = low[0]; a <= high[0]; a++) {
          for (int b = low[1]; b <= high[1]; b++) {
            for (int d = low[2]; d <= high[2]; d++) {
              if (skipSelf && i == j && a == 0 && b == 0 && d == 0) {
                continue;
              }
              double u = x + a * cell.at(0, 0) + b * cell.at(1, 0) + d * cell.at(2, 0);
              double v = y + a * cell.at(0, 1) + b * cell.at(1, 1) + d * cell.at(2, 1);
              double w = z + a * cell.at(0, 2) + b * cell.at(1, 2) + d * cell.at(2, 2);
              if (u * u + v * v + w * w <= cutoff * cutoff) {
                add(j, a, b, d, u, v, w);
              }
            }
          }
        }
      }
    }
    offsets[centers] = pairs;
  }

  private void add(int j, int a, int b, int d, double u, double v, double w) {
    if (pairs == neighbors.length) {
      int capacity = Math.max(64, 2 * pairs);
      neighbors = Arrays.copyOf(neighbors, capacity);
      images = Arrays.copyOf(images, 3 * capacity);
      vectors = Arrays.copyOf(vectors, 3 * capacity);
    }
    neighbors[pairs] = j;
    images[3 * pairs] = a;
    images[3 * pairs + 1] = b;
    images[3 * pairs + 2] = d;
    vectors[3 * pairs] = u;
    vectors[3 * pairs + 1] = v;
    vectors[3 * pairs + 2] = w;
    pairs++;
  }
}
