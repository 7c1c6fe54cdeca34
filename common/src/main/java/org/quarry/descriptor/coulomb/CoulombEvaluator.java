package org.quarry.descriptor.coulomb;

import java.util.Arrays;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.Evaluator;
import org.quarry.math.SymmetricEigenvalues;

/** Workspace of {@link CoulombMatrix}. */
final class CoulombEvaluator implements Evaluator {
  private static final double[] DIAGONAL = diagonal();

  private final CoulombParameters parameters;
  private final double[] values;
  private final double[] matrix;
  private final double[] key;
  private final int[] order;
  private final SymmetricEigenvalues eigenvalues;

  CoulombEvaluator(CoulombParameters parameters, int features) {
    int n = parameters.nAtomsMax();
    this.parameters = parameters;
    this.values = new double[features];
    this.matrix = new double[n * n];
    this.key = new double[n];
    this.order = new int[n];
    this.eigenvalues = new SymmetricEigenvalues(n);
  }

  @Override
  public int evaluate(Configuration configuration) {
    int n = configuration.size();
    if (n > parameters.nAtomsMax()) {
      throw CoulombMatrix.refusal(
          configuration, "has " + n + " atoms, n_atoms_max is " + parameters.nAtomsMax());
    }
    fill(configuration, n);
    switch (parameters.permutation()) {
      case NONE -> {
        for (int i = 0; i < n; i++) {
          order[i] = i;
        }
        write(n);
      }
      case SORTED_L2 -> {
        rowNorms(n);
        sortDescending(n);
        write(n);
      }
      case EIGENSPECTRUM -> {
        eigenvalues.compute(matrix, n, values);
        for (int i = 0; i < n; i++) {
          matrix[i] = values[i];
          key[i] = Math.abs(values[i]);
        }
        sortDescending(n);
        for (int i = 0; i < n; i++) {
          values[i] = matrix[order[i]];
        }
        Arrays.fill(values, n, values.length, 0);
      }
    }
    return 1;
  }

  @Override
  public double[] values() {
    return values;
  }

  private void fill(Configuration c, int n) {
    for (int i = 0; i < n; i++) {
      matrix[i * n + i] = DIAGONAL[c.atomicNumber(i)];
      double x = c.position(i, 0);
      double y = c.position(i, 1);
      double z = c.position(i, 2);
      for (int j = 0; j < i; j++) {
        double dx = x - c.position(j, 0);
        double dy = y - c.position(j, 1);
        double dz = z - c.position(j, 2);
        double distance = Math.sqrt(dx * dx + dy * dy + dz * dz);
        double element = c.atomicNumber(i) * c.atomicNumber(j) / distance;
        if (element == Double.POSITIVE_INFINITY) {
          throw CoulombMatrix.refusal(c, "has atoms " + j + " and " + i + " at the same place");
        }
        matrix[i * n + j] = element;
        matrix[j * n + i] = element;
      }
    }
  }

  private void rowNorms(int n) {
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += matrix[i * n + j] * matrix[i * n + j];
      }
      key[i] = sum;
    }
  }

  /** Insertion sort: stable, and the matrices are small. */
  private void sortDescending(int n) {
    for (int i = 0; i < n; i++) {
      int at = i;
      while (at > 0 && key[order[at - 1]] < key[i]) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = i;
    }
  }

  private void write(int n) {
    int width = parameters.nAtomsMax();
    Arrays.fill(values, 0);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        values[i * width + j] = matrix[order[i] * n + order[j]];
      }
    }
  }

  private static double[] diagonal() {
    double[] diagonal = new double[119];
    for (int z = 1; z < diagonal.length; z++) {
      diagonal[z] = 0.5 * StrictMath.pow(z, 2.4);
    }
    return diagonal;
  }
}
