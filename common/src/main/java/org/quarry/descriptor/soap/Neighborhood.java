package org.quarry.descriptor.soap;

import java.util.Arrays;
import org.quarry.atoms.NeighborList;
import org.quarry.descriptor.soap.SoapDerivatives.Centers;

/** The atoms in reach of one centre, images apart, in the order of the neighbour list. */
final class Neighborhood {
  private int count;
  private int moving;

  /** The atom of each neighbour, and its species. */
  int[] atoms = new int[0];

  int[] species = new int[0];

  /** From the centre to it, three components in Å. */
  double[] vectors = new double[0];

  int count() {
    return count;
  }

  /** The atom that moves together with the centre, or −1. Its images stay where they are seen. */
  int moving() {
    return moving;
  }

  /**
   * Takes one centre of a list.
   *
   * @param atom the atom on the centre, or −1 for a point. If the centre does not move with it, it
   *     is a neighbour like the others, at no distance.
   * @param speciesOf species of all atoms of the configuration
   */
  void set(NeighborList list, int center, int atom, Centers centers, int[] speciesOf) {
    int from = list.offsets()[center];
    int to = list.offsets()[center + 1];
    reserve(to - from + 1);
    count = 0;
    moving = centers == Centers.ATTACHED ? atom : -1;
    int pending = centers == Centers.FIXED ? atom : -1;
    for (int pair = from; pair < to; pair++) {
      int neighbor = list.neighbors()[pair];
      if (pending >= 0 && neighbor >= pending) {
        addOnCenter(pending, speciesOf);
        pending = -1;
      }
      System.arraycopy(list.vectors(), 3 * pair, vectors, 3 * count, 3);
      append(neighbor, speciesOf);
    }
    if (pending >= 0) {
      addOnCenter(pending, speciesOf);
    }
  }

  /**
   * Takes the edges of one centre from a list of edges: each neighbour is known by the number of
   * its edge, and moves on its own.
   *
   * @param edgeSpecies species at the far end of every edge
   * @param edgeVectors vectors of all edges
   */
  void setEdges(int from, int to, int[] edgeSpecies, double[] edgeVectors) {
    reserve(to - from);
    moving = -1;
    count = to - from;
    for (int k = 0; k < count; k++) {
      atoms[k] = from + k;
    }
    System.arraycopy(edgeSpecies, from, species, 0, count);
    System.arraycopy(edgeVectors, 3 * from, vectors, 0, 3 * count);
  }

  private void addOnCenter(int atom, int[] speciesOf) {
    Arrays.fill(vectors, 3 * count, 3 * count + 3, 0);
    append(atom, speciesOf);
  }

  private void append(int atom, int[] speciesOf) {
    atoms[count] = atom;
    species[count] = speciesOf[atom];
    count++;
  }

  private void reserve(int size) {
    if (atoms.length < size) {
      int capacity = Math.max(size, 2 * atoms.length);
      atoms = new int[capacity];
      species = new int[capacity];
      vectors = new double[3 * capacity];
    }
  }
}
