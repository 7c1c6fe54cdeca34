package org.quarry.potential;

import java.util.Arrays;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.NeighborList;

/**
 * What all kernels on a neighbour list share: the list, the types of the atoms, the sums and the
 * checks. A kernel adds to {@link #energies} and hands every derivative of the energy by a pair's
 * vector to {@link #addGradient}.
 */
abstract class ListEvaluator implements Evaluator {
  private final Species species;
  private final String name;
  private final NeighborList list;

  /** Label number of each atom. */
  int[] types = new int[0];

  double[] energies = new double[0];

  /** Length of each pair's vector. */
  double[] distances = new double[0];

  // The list's arrays.
  int[] offsets;
  int[] neighbors;
  double[] vectors;

  private double[] forces = new double[0];
  private final double[] virial = new double[6];
  private double energy;
  private boolean answered;

  /** A kernel that meets every pair from both sides. */
  ListEvaluator(Potential potential) {
    this(potential, new NeighborList(potential.cutoff()));
  }

  ListEvaluator(Potential potential, NeighborList list) {
    this.species = potential.species();
    this.name = potential.name();
    this.list = list;
  }

  /** Adds the energies and gradients of all n atoms; the sums start at zero. */
  abstract void accumulate(int n);

  @Override
  public final void compute(Configuration configuration) {
    answered = false;
    int n = configuration.size();
    resize(n);
    for (int i = 0; i < n; i++) {
      types[i] = species.index(configuration.atomicNumber(i));
      if (types[i] < 0) {
        throw new NoAnswerException(
            name
                + " has no parameters for "
                + Element.of(configuration.atomicNumber(i))
                + " (it describes "
                + species
                + ")");
      }
    }
    try {
      list.build(configuration);
    } catch (IllegalArgumentException e) {
      throw new NoAnswerException(e.getMessage(), e);
    }
    offsets = list.offsets();
    neighbors = list.neighbors();
    vectors = list.vectors();
    measure(n);
    Arrays.fill(energies, 0, n, 0);
    Arrays.fill(forces, 0, 3 * n, 0);
    Arrays.fill(virial, 0);
    accumulate(n);
    check(n);
    answered = true;
  }

  /** Adds dE/dv for the vector v = r_j − r_i of a pair of centre i. */
  final void addGradient(int i, int pair, double gx, double gy, double gz) {
    int j = 3 * neighbors[pair];
    forces[3 * i] += gx;
    forces[3 * i + 1] += gy;
    forces[3 * i + 2] += gz;
    forces[j] -= gx;
    forces[j + 1] -= gy;
    forces[j + 2] -= gz;
    double x = vectors[3 * pair];
    double y = vectors[3 * pair + 1];
    double z = vectors[3 * pair + 2];
    virial[0] -= x * gx;
    virial[1] -= y * gy;
    virial[2] -= z * gz;
    virial[3] -= x * gy;
    virial[4] -= x * gz;
    virial[5] -= y * gz;
  }

  private void resize(int n) {
    if (types.length < n) {
      int capacity = Math.max(n, 2 * types.length);
      types = new int[capacity];
      energies = new double[capacity];
      forces = new double[3 * capacity];
    }
  }

  private void measure(int n) {
    if (distances.length < list.pairs()) {
      distances = new double[Math.max(list.pairs(), 2 * distances.length)];
    }
    for (int p = 0; p < list.pairs(); p++) {
      double x = vectors[3 * p];
      double y = vectors[3 * p + 1];
      double z = vectors[3 * p + 2];
      distances[p] = Math.sqrt(x * x + y * y + z * z);
      if (distances[p] == 0) {
        throw coincident(n, p);
      }
    }
  }

  private NoAnswerException coincident(int n, int pair) {
    int i = 0;
    while (i < n && offsets[i + 1] <= pair) {
      i++;
    }
    int j = neighbors[pair];
    return new NoAnswerException(
        "atoms " + Math.min(i, j) + " and " + Math.max(i, j) + " coincide");
  }

  private void check(int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += energies[i];
      if (!Double.isFinite(energies[i])
          || !Double.isFinite(forces[3 * i])
          || !Double.isFinite(forces[3 * i + 1])
          || !Double.isFinite(forces[3 * i + 2])) {
        throw new NoAnswerException(
            name
                + " gives no finite energy or force for atom "
                + i
                + ": is it too close to another?");
      }
    }
    double total = virial[0] + virial[1] + virial[2] + virial[3] + virial[4] + virial[5];
    if (!Double.isFinite(sum) || !Double.isFinite(total)) {
      throw new NoAnswerException(name + " gives no finite energy or virial");
    }
    energy = sum;
  }

  @Override
  public final double energy() {
    requireAnswer();
    return energy;
  }

  @Override
  public final double[] energies() {
    requireAnswer();
    return energies;
  }

  @Override
  public final double[] forces() {
    requireAnswer();
    return forces;
  }

  @Override
  public final double[] virial() {
    requireAnswer();
    return virial;
  }

  private void requireAnswer() {
    if (!answered) {
      throw new IllegalStateException("nothing was computed: the last configuration has no answer");
    }
  }
}
