package org.quarry.descriptor.mbtr;

import java.util.Arrays;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.mbtr.MbtrParameters.Normalization;

/** What is done to a row at the end. A workspace of one thread. */
final class Normalizer {
  private final Mbtr mbtr;
  private final Normalization normalization;
  private final int[] counts;

  Normalizer(Mbtr mbtr) {
    this.mbtr = mbtr;
    this.normalization = mbtr.parameters().normalization();
    this.counts = new int[mbtr.species().size()];
  }

  /**
   * Normalises a row.
   *
   * @param c the configuration as it was given, images and all
   */
  void apply(Configuration c, double[] row) {
    switch (normalization) {
      case NONE -> {}
      case L2 -> {
        double sum = 0;
        for (double value : row) {
          sum += value * value;
        }
        if (sum > 0) {
          divide(row, 0, row.length, Math.sqrt(sum));
        }
      }
      case N_ATOMS -> divide(row, 0, row.length, c.size());
      case VALLE_OGANOV -> divideByExpectation(c, row);
    }
  }

  private void divideByExpectation(Configuration c, double[] row) {
    if (c.pbc().dimensions() < 3) {
      throw Mbtr.refusal(
          c, "is not periodic along all axes, as normalization valle_oganov takes it to be");
    }
    Arrays.fill(counts, 0);
    for (int i = 0; i < c.size(); i++) {
      counts[mbtr.species().of(c.atomicNumber(i))]++;
    }
    double density = 4 * Math.PI / c.cell().volume();
    int n = mbtr.parameters().grid().n();
    boolean triples = mbtr.parameters().geometry().k() == 3;
    for (int a = 0; a < counts.length; a++) {
      for (int b = a; b < counts.length; b++) {
        double pairs = density * counts[a] * counts[b];
        if (triples) {
          for (int middle = 0; middle < counts.length; middle++) {
            int at = mbtr.places().of(middle, a, b);
            divide(row, at, at + n, pairs * counts[middle]);
          }
        } else {
          int at = mbtr.places().of(a, b);
          divide(row, at, at + n, a == b ? pairs / 2 : pairs);
        }
      }
    }
  }

  /** Leaves the blocks of absent species as they are. */
  private static void divide(double[] row, int from, int to, double by) {
    if (by > 0) {
      for (int q = from; q < to; q++) {
        row[q] /= by;
      }
    }
  }
}
