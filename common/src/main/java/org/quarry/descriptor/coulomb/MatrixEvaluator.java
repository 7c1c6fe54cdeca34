package org.quarry.descriptor.coulomb;

import java.util.Arrays;
import java.util.Random;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.Evaluator;
import org.quarry.math.SymmetricEigenvalues;

/** Workspace of a {@link MatrixDescriptor}: permutes, pads, flattens and expands a matrix. */
final class MatrixEvaluator implements Evaluator {
  private final String name;
  private final MatrixForm form;
  private final PairMatrix pairs;
  private final int features;
  private final double[] values;

  /** A row before it is expanded; the values themselves where it is not. */
  private final double[] plain;

  private final double[] norms;
  private final double[] keys;
  private final int[] order;
  private final Random random = new Random(0);
  private final SymmetricEigenvalues eigenvalues;
  private double[] matrix = new double[0];

  MatrixEvaluator(String name, MatrixForm form, PairMatrix pairs, int features) {
    int n = form.nAtomsMax();
    this.name = name;
    this.form = form;
    this.pairs = pairs;
    this.features = features;
    this.values = new double[features * form.noise().map(RowNoise::copies).orElse(1)];
    this.plain = form.binarization().map(b -> new double[features / b.count()]).orElse(this.values);
    this.norms = new double[n];
    this.keys = new double[n];
    this.order = new int[n];
    this.eigenvalues = new SymmetricEigenvalues(n);
  }

  @Override
  public int evaluate(Configuration configuration) {
    int n = configuration.size();
    if (n > form.nAtomsMax()) {
      throw Refusal.of(
          name, configuration, "has " + n + " atoms, n_atoms_max is " + form.nAtomsMax());
    }
    if (matrix.length < n * n) {
      int most = form.nAtomsMax() * form.nAtomsMax();
      matrix = new double[Math.min(most, Math.max(n * n, 2 * matrix.length))];
    }
    pairs.fill(configuration, matrix);
    switch (form.permutation()) {
      case NONE -> {
        for (int i = 0; i < n; i++) {
          order[i] = i;
        }
        write(n, 0);
      }
      case SORTED_L2 -> {
        squaredNorms(n, keys);
        sortDescending(n);
        write(n, 0);
      }
      case RANDOM -> {
        return randomCopies(configuration, n);
      }
      case EIGENSPECTRUM -> spectrum(n);
    }
    return 1;
  }

  @Override
  public double[] values() {
    return values;
  }

  private int randomCopies(Configuration configuration, int n) {
    RowNoise noise = form.noise().orElseThrow();
    squaredNorms(n, norms);
    for (int i = 0; i < n; i++) {
      norms[i] = Math.sqrt(norms[i]);
    }
    for (int copy = 0; copy < noise.copies(); copy++) {
      noise.add(configuration, copy, random, norms, keys);
      sortDescending(n);
      write(n, copy);
    }
    return noise.copies();
  }

  private void spectrum(int n) {
    eigenvalues.compute(matrix, n, norms);
    for (int i = 0; i < n; i++) {
      keys[i] = Math.abs(norms[i]);
    }
    sortDescending(n);
    for (int i = 0; i < n; i++) {
      plain[i] = norms[order[i]];
    }
    Arrays.fill(plain, n, form.nAtomsMax(), 0);
    expand(form.nAtomsMax(), 0);
  }

  private void squaredNorms(int n, double[] squares) {
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += matrix[i * n + j] * matrix[i * n + j];
      }
      squares[i] = sum;
    }
  }

  /** Insertion sort: stable, and the matrices are small. */
  private void sortDescending(int n) {
    for (int i = 0; i < n; i++) {
      int at = i;
      while (at > 0 && keys[order[at - 1]] < keys[i]) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = i;
    }
  }

  /** Writes the permuted matrix as the given row. */
  private void write(int n, int row) {
    int width = form.nAtomsMax();
    int offset = plain == values ? row * features : 0;
    Arrays.fill(plain, offset, offset + width * width, 0);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        plain[offset + i * width + j] = matrix[order[i] * n + order[j]];
      }
    }
    expand(width * width, row);
  }

  private void expand(int length, int row) {
    if (plain != values) {
      form.binarization().orElseThrow().expand(plain, length, values, row * features);
    }
  }
}
