package org.quarry.regression;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The rows that an error model is fitted on, in the order of their ids. */
public final class ErrorRows {
  private final double[][][] features; // [row][block][i]
  private final double[][] aligned; // [row][potential], eV per atom; NaN for no answer
  private final double[] reference; // eV per atom
  private final List<String> groups;
  private final double tolerance;

  ErrorRows(
      double[][][] features,
      double[][] aligned,
      double[] reference,
      List<String> groups,
      double tolerance) {
    if (features.length == 0
        || features.length != aligned.length
        || features.length != reference.length
        || features.length != groups.size()) {
      throw new IllegalArgumentException(
          features.length
              + " feature vectors, "
              + aligned.length
              + " rows of energies, "
              + reference.length
              + " references and "
              + groups.size()
              + " groups");
    }
    this.features = features;
    this.aligned = aligned;
    this.reference = reference;
    this.groups = List.copyOf(groups);
    this.tolerance = tolerance;
  }

  int size() {
    return features.length;
  }

  int potentials() {
    return aligned[0].length;
  }

  int blocks() {
    return features[0].length;
  }

  double tolerance() {
    return tolerance;
  }

  List<String> groups() {
    return groups;
  }

  double[] aligned(int row) {
    return aligned[row];
  }

  double reference(int row) {
    return reference[row];
  }

  /** |aligned E_EIP − E_ref| in eV per atom; NaN for no answer. */
  double error(int row, int potential) {
    return Math.abs(aligned[row][potential] - reference[row]);
  }

  /** The vectors of a row, a block each. */
  double[][] features(int row) {
    return features[row];
  }

  /** The vectors of one block, a row each. */
  double[][] block(int block) {
    return IntStream.range(0, size())
        .mapToObj(row -> features[row][block])
        .toArray(double[][]::new);
  }

  /** The vectors of all blocks, one after another. */
  double[][] concatenated() {
    return IntStream.range(0, size())
        .mapToObj(row -> concatenate(features[row]))
        .toArray(double[][]::new);
  }

  static double[] concatenate(double[][] blocks) {
    double[] all = new double[Arrays.stream(blocks).mapToInt(b -> b.length).sum()];
    int at = 0;
    for (double[] block : blocks) {
      System.arraycopy(block, 0, all, at, block.length);
      at += block.length;
    }
    return all;
  }

  /** The class of each row: its best potential, or their number for none. */
  int[] labels() {
    return IntStream.range(0, size())
        .map(row -> label(i -> error(row, i), potentials(), tolerance))
        .toArray();
  }

  /** The potential of least error within the tolerance; ties go to the earlier one. */
  static int label(IntToDoubleFunction error, int potentials, double tolerance) {
    int best = potentials;
    double least = tolerance;
    for (int p = potentials - 1; p >= 0; p--) { // downwards, and NaN is never ≤
      if (error.applyAsDouble(p) <= least) {
        best = p;
        least = error.applyAsDouble(p);
      }
    }
    return best;
  }
}
