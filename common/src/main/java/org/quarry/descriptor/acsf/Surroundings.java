package org.quarry.descriptor.acsf;

import java.util.Arrays;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.NeighborList;
import org.quarry.descriptor.SpeciesIndex;

/**
 * The neighbours of one centre, those of a species together, in the order of the neighbour list. A
 * reusable workspace; its arrays are its own and may be longer than what is filled.
 */
final class Surroundings {
  /** An atom nearer than this to the centre, in Å, cannot be told from it. */
  static final double COINCIDENCE = 1e-6;

  private final SpeciesIndex species;

  /** Neighbours of species a are from {@code start[a]} to {@code start[a + 1]}, exclusive. */
  final int[] start;

  int size;

  /** Vectors from the centre in Å, distances, and unit vectors. */
  double[] x = new double[0];

  double[] y = new double[0];
  double[] z = new double[0];
  double[] r = new double[0];
  double[] ux = new double[0];
  double[] uy = new double[0];
  double[] uz = new double[0];

  Surroundings(SpeciesIndex species) {
    this.species = species;
    this.start = new int[species.size() + 2];
  }

  /**
   * Takes the neighbours of a centre, except atoms that coincide with it.
   *
   * @return an atom that coincides with the centre, or −1
   */
  int set(Configuration configuration, NeighborList list, int center) {
    int first = list.offsets()[center];
    int end = list.offsets()[center + 1];
    ensureRoom(end - first);
    int[] atoms = list.neighbors();
    Arrays.fill(start, 0);
    for (int pair = first; pair < end; pair++) {
      start[species.of(configuration.atomicNumber(atoms[pair])) + 2]++;
    }
    for (int a = 2; a < start.length; a++) {
      start[a] += start[a - 1];
    }
    // Until the end of the loop start[a + 1] is where the next neighbour of species a goes.
    int coincident = -1;
    double[] v = list.vectors();
    for (int pair = first; pair < end; pair++) {
      int at = start[species.of(configuration.atomicNumber(atoms[pair])) + 1]++;
      x[at] = v[3 * pair];
      y[at] = v[3 * pair + 1];
      z[at] = v[3 * pair + 2];
      r[at] = Math.sqrt(x[at] * x[at] + y[at] * y[at] + z[at] * z[at]);
      if (r[at] < COINCIDENCE) {
        coincident = atoms[pair];
      }
      ux[at] = x[at] / r[at];
      uy[at] = y[at] / r[at];
      uz[at] = z[at] / r[at];
    }
    size = end - first;
    return coincident;
  }

  /** Leaves out the atoms that coincide with the centre. */
  void removeCoincident() {
    int kept = 0;
    int at = 0;
    for (int a = 0; a < species.size(); a++) {
      for (; at < start[a + 1]; at++) {
        if (r[at] >= COINCIDENCE) {
          move(at, kept++);
        }
      }
      start[a + 1] = kept;
    }
    size = kept;
  }

  private void move(int from, int to) {
    x[to] = x[from];
    y[to] = y[from];
    z[to] = z[from];
    r[to] = r[from];
    ux[to] = ux[from];
    uy[to] = uy[from];
    uz[to] = uz[from];
  }

  private void ensureRoom(int neighbors) {
    if (r.length < neighbors) {
      int capacity = Math.max(neighbors, 2 * r.length);
      x = new double[capacity];
      y = new double[capacity];
      z = new double[capacity];
      r = new double[capacity];
      ux = new double[capacity];
      uy = new double[capacity];
      uz = new double[capacity];
    }
  }
}
