package org.quarry.descriptor.acsf;

import java.util.Arrays;

/**
 * The sums of G⁴ and G⁵ over the pairs of neighbours of one centre. A reusable workspace.
 *
 * <p>For one neighbour j all later neighbours k are taken together, array by array, and added up
 * separately; the sums over k come last, one after another. So the loops run over independent
 * numbers, and the result does not depend on how many are computed at a time.
 */
final class AngularSums {
  private final Acsf acsf;
  private final AcsfTables tables;
  private int capacity;
  private double[] cosines = new double[0];
  private double[] thirdSides = new double[0];
  private double[] base = new double[0];
  private double[] third = new double[0];

  /** Per η: D(r) of every neighbour. */
  private final double[][] sides;

  /** Per η: D(r_ij) D(r_ik), and the same times D(r_jk). */
  private final double[][] open;

  private final double[][] closed;
  private final double[][] powers;

  /** Per function: the sum over the j so far of each k. */
  private final double[][] sums;

  AngularSums(Acsf acsf) {
    this.acsf = acsf;
    this.tables = acsf.tables();
    this.sides = new double[tables.etas.length][0];
    this.open = new double[tables.etas.length][0];
    this.closed = new double[tables.closed][0];
    this.powers = new double[tables.powers.length][0];
    this.sums = new double[tables.angles][0];
  }

  /** To be called before {@link #setSide} with the number of neighbours. */
  void ensureRoom(int neighbors) {
    if (capacity < neighbors) {
      capacity = Math.max(neighbors, 2 * capacity);
      cosines = new double[capacity];
      thirdSides = new double[capacity];
      base = new double[capacity];
      third = new double[capacity];
      for (double[][] arrays : new double[][][] {sides, open, closed, powers, sums}) {
        for (int q = 0; q < arrays.length; q++) {
          arrays[q] = new double[capacity];
        }
      }
    }
  }

  /** Sets D_η(r) of a neighbour for all η, from consecutive numbers. */
  void setSide(int neighbor, double[] values, int from) {
    for (int e = 0; e < sides.length; e++) {
      sides[e][neighbor] = values[from + e];
    }
  }

  /** Adds the sums to a row. */
  void add(Surroundings s, double[] row, int at) {
    int species = s.start.length - 2;
    for (int a = 0; a < species; a++) {
      if (s.start[a] == s.start[a + 1]) {
        continue;
      }
      for (double[] sum : sums) {
        Arrays.fill(sum, s.start[a], s.size, 0);
      }
      for (int j = s.start[a]; j < s.start[a + 1]; j++) {
        addPairs(s, j);
      }
      for (int b = a; b < species; b++) {
        int to = at + acsf.angular(a, b);
        for (int q = 0; q < sums.length; q++) {
          double sum = 0;
          for (int k = s.start[b]; k < s.start[b + 1]; k++) {
            sum += sums[q][k];
          }
          row[to + q] += 2 * sum; // 2^(1−ζ) (1 + λ cos θ)^ζ = 2 (½ (1 + λ cos θ))^ζ
        }
      }
    }
  }

  private void addPairs(Surroundings s, int j) {
    int from = j + 1;
    int to = s.size;
    measure(s, j, from, to);
    for (int e = 0; e < sides.length; e++) {
      double side = sides[e][j];
      double[] all = sides[e];
      double[] product = open[e];
      for (int k = from; k < to; k++) {
        product[k] = side * all[k];
      }
    }
    for (int e = 0; e < closed.length; e++) {
      tables.thirdSides.evaluate(e, thirdSides, from, to, third);
      multiply(open[e], third, from, to, closed[e]);
    }
    for (int q = 0; q < powers.length; q++) {
      tables.powers[q].evaluate(cosines, from, to, base, powers[q]);
    }
    for (int q = 0; q < sums.length; q++) {
      double[] factor = q < tables.g4 ? closed[tables.etaOf[q]] : open[tables.etaOf[q]];
      addProducts(powers[tables.powerOf[q]], factor, from, to, sums[q]);
    }
  }

  /** Cosines of the angles between j and k, and r_jk². */
  private void measure(Surroundings s, int j, int from, int to) {
    cosines(s.ux, s.uy, s.uz, j, from, to, cosines);
    squares(s.x, s.y, s.z, j, from, to, thirdSides);
  }

  private static void cosines(
      double[] x, double[] y, double[] z, int j, int from, int to, double[] cosines) {
    double xj = x[j];
    double yj = y[j];
    double zj = z[j];
    for (int k = from; k < to; k++) {
      cosines[k] = xj * x[k] + yj * y[k] + zj * z[k];
    }
  }

  private static void squares(
      double[] x, double[] y, double[] z, int j, int from, int to, double[] squares) {
    double xj = x[j];
    double yj = y[j];
    double zj = z[j];
    for (int k = from; k < to; k++) {
      double dx = x[k] - xj;
      double dy = y[k] - yj;
      double dz = z[k] - zj;
      squares[k] = dx * dx + dy * dy + dz * dz;
    }
  }

  private static void multiply(double[] a, double[] b, int from, int to, double[] product) {
    for (int k = from; k < to; k++) {
      product[k] = a[k] * b[k];
    }
  }

  private static void addProducts(double[] a, double[] b, int from, int to, double[] sum) {
    for (int k = from; k < to; k++) {
      sum[k] += a[k] * b[k];
    }
  }
}
