package org.quarry.potential.kim;

import java.util.Arrays;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.NeighborList;
import org.quarry.potential.NoAnswerException;

/**
 * A periodic configuration as KIM's models want it: the atoms, wrapped into the cell, then as
 * "ghosts" the periodic images near them, and the neighbours of every particle. Right for triclinic
 * cells smaller than the cutoff, where an atom neighbours several of its own images.
 *
 * <p>A reusable workspace of one thread; its arrays are its own and may be longer than what is
 * filled.
 */
final class Padding {
  private final double[] cutoffs;
  private final boolean[] ghostsAsk;
  private final boolean anyGhostAsks;
  private final double reach;
  private final double minDistance;
  private final NeighborList list;

  private int atoms;
  private int particles;

  /** The atom that each particle is, or is an image of. */
  int[] owner = new int[0];

  /** Coordinates of the particles. */
  double[] positions = new double[0];

  private int[] image = new int[0]; // cell vectors from a wrapped atom to each particle
  private int[] shifts = new int[0]; // stored atom = wrapped atom + shift·H
  private int[] slots = new int[64]; // hash table of ghosts: particle, 0 where free
  private int[] particleOf = new int[0]; // of each pair
  private double[] squares = new double[0]; // of each pair's length

  /** Neighbours of particle i in list l: from {@code offsets[l·rows + i]} to the next offset. */
  int[] offsets = new int[1];

  int[] neighbors = new int[0];

  /**
   * Padding for a model.
   *
   * @param cutoffs of its neighbour lists, in Å
   * @param ghostsAsk of each list, whether the model looks up neighbours of ghosts in it
   * @param influence the model's influence distance in Å
   * @param minDistance shortest distance in Å between two particles that is let through
   */
  Padding(double[] cutoffs, boolean[] ghostsAsk, double influence, double minDistance) {
    this.cutoffs = cutoffs.clone();
    this.ghostsAsk = ghostsAsk.clone();
    this.minDistance = minDistance;
    double longest = Arrays.stream(cutoffs).max().orElse(influence);
    boolean any = false;
    for (boolean asks : ghostsAsk) {
      any |= asks;
    }
    anyGhostAsks = any;
    reach = any ? Math.max(influence, longest) : longest;
    list = new NeighborList(reach);
  }

  /** Number of atoms and ghosts; the atoms come first. */
  int particles() {
    return particles;
  }

  /** Particles that have neighbour lists: the atoms, or all. */
  int rows() {
    return anyGhostAsks ? particles : atoms;
  }

  int lists() {
    return cutoffs.length;
  }

  /**
   * Pads a configuration.
   *
   * @throws NoAnswerException if two particles are closer than the least distance, or the cell has
   *     no sensible size for the cutoff
   */
  void build(Configuration configuration) {
    try {
      list.build(configuration);
    } catch (IllegalArgumentException e) {
      throw new NoAnswerException(e.getMessage(), e);
    }
    atoms = configuration.size();
    wrap(configuration);
    collectGhosts(configuration.cell());
    fillLists();
  }

  private void wrap(Configuration configuration) {
    reserveParticles(atoms);
    if (shifts.length < 3 * atoms) {
      shifts = new int[6 * atoms];
    }
    Cell cell = configuration.cell();
    double[] inverse = configuration.pbc().any() ? cell.completed().inverse() : null;
    for (int i = 0; i < atoms; i++) {
      owner[i] = i;
      for (int k = 0; k < 3; k++) {
        image[3 * i + k] = 0;
        shifts[3 * i + k] =
            configuration.pbc().along(k)
                ? (int)
                    Math.floor(
                        configuration.position(i, 0) * inverse[k]
                            + configuration.position(i, 1) * inverse[3 + k]
                            + configuration.position(i, 2) * inverse[6 + k])
                : 0;
      }
      for (int axis = 0; axis < 3; axis++) {
        positions[3 * i + axis] =
            configuration.position(i, axis)
                - (shifts[3 * i] * cell.at(0, axis)
                    + shifts[3 * i + 1] * cell.at(1, axis)
                    + shifts[3 * i + 2] * cell.at(2, axis));
      }
    }
    particles = atoms;
  }

  /** Finds the particle at the end of each pair, new ghosts in the order they are met. */
  private void collectGhosts(Cell cell) {
    int pairs = list.pairs();
    if (particleOf.length < pairs) {
      particleOf = new int[2 * pairs];
      squares = new double[2 * pairs];
    }
    Arrays.fill(slots, 0);
    double[] v = list.vectors();
    int[] n = list.images();
    int[] atom = list.neighbors();
    double least = minDistance * minDistance;
    for (int i = 0; i < atoms; i++) {
      for (int p = list.offsets()[i]; p < list.offsets()[i + 1]; p++) {
        int j = atom[p];
        squares[p] =
            v[3 * p] * v[3 * p] + v[3 * p + 1] * v[3 * p + 1] + v[3 * p + 2] * v[3 * p + 2];
        if (squares[p] < least) {
          throw tooClose(i, j, Math.sqrt(squares[p]));
        }
        // stored j + n·H − stored i = wrapped j + (n + shift j − shift i)·H − wrapped i
        int a = n[3 * p] + shifts[3 * j] - shifts[3 * i];
        int b = n[3 * p + 1] + shifts[3 * j + 1] - shifts[3 * i + 1];
        int c = n[3 * p + 2] + shifts[3 * j + 2] - shifts[3 * i + 2];
        int slot = slot(j, a, b, c);
        if (slot < 0) {
          particleOf[p] = j;
        } else if (slots[slot] > 0) {
          particleOf[p] = slots[slot];
        } else {
          particleOf[p] = addGhost(slot, j, a, b, c, cell);
        }
      }
    }
  }

  private NoAnswerException tooClose(int i, int j, double distance) {
    return new NoAnswerException(
        String.format(
            "atoms %d and %d%s are %.3g Å apart, less than the %s Å that models are trusted with",
            Math.min(i, j),
            Math.max(i, j),
            i == j ? " (its own image)" : "",
            distance,
            minDistance));
  }

  private int addGhost(int slot, int j, int a, int b, int c, Cell cell) {
    int ghost = particles++;
    reserveParticles(particles);
    slots[slot] = ghost;
    owner[ghost] = j;
    image[3 * ghost] = a;
    image[3 * ghost + 1] = b;
    image[3 * ghost + 2] = c;
    for (int axis = 0; axis < 3; axis++) {
      positions[3 * ghost + axis] =
          positions[3 * j + axis]
              + (a * cell.at(0, axis) + b * cell.at(1, axis) + c * cell.at(2, axis));
    }
    if (2 * (particles - atoms) > slots.length) {
      slots = new int[4 * slots.length];
      for (int p = atoms; p < particles; p++) {
        slots[slot(owner[p], image[3 * p], image[3 * p + 1], image[3 * p + 2])] = p;
      }
    }
    return ghost;
  }

  /** Where image (a, b, c) of atom j stands in the table, or would; −1 for the atom itself. */
  private int slot(int j, int a, int b, int c) {
    if ((a | b | c) == 0) {
      return -1;
    }
    int hash = ((a * 0x9e3779b1 + b) * 0x85ebca6b + c) * 0xc2b2ae35 + j;
    hash *= 0x9e3779b1;
    int mask = slots.length - 1;
    int slot = (hash ^ (hash >>> 15)) & mask;
    while (true) {
      int p = slots[slot];
      if (p == 0
          || (owner[p] == j
              && image[3 * p] == a
              && image[3 * p + 1] == b
              && image[3 * p + 2] == c)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  private void fillLists() {
    int rows = rows();
    if (offsets.length < cutoffs.length * rows + 1) {
      offsets = new int[2 * cutoffs.length * rows + 1];
    }
    int count = 0;
    int row = 0;
    for (int l = 0; l < cutoffs.length; l++) {
      double square = cutoffs[l] * cutoffs[l];
      for (int i = 0; i < rows; i++) {
        offsets[row++] = count;
        if (i < atoms || ghostsAsk[l]) {
          count = i < atoms ? addOfAtom(i, square, count) : addOfGhost(i, square, count);
        }
      }
    }
    offsets[row] = count;
  }

  private int addOfAtom(int i, double square, int start) {
    int count = start;
    int end = list.offsets()[i + 1];
    reserveNeighbors(count + end - list.offsets()[i]);
    for (int p = list.offsets()[i]; p < end; p++) {
      if (squares[p] <= square) {
        neighbors[count++] = particleOf[p];
      }
    }
    return count;
  }

  /** A ghost has the neighbours of its atom, moved along with it, as far as they are particles. */
  private int addOfGhost(int ghost, double square, int start) {
    int count = start;
    int i = owner[ghost];
    int end = list.offsets()[i + 1];
    reserveNeighbors(count + end - list.offsets()[i]);
    for (int p = list.offsets()[i]; p < end; p++) {
      if (squares[p] <= square) {
        int end3 = 3 * particleOf[p];
        int j = owner[particleOf[p]];
        int slot =
            slot(
                j,
                image[3 * ghost] + image[end3],
                image[3 * ghost + 1] + image[end3 + 1],
                image[3 * ghost + 2] + image[end3 + 2]);
        if (slot < 0) {
          neighbors[count++] = j;
        } else if (slots[slot] > 0) {
          neighbors[count++] = slots[slot];
        }
      }
    }
    return count;
  }

  private void reserveParticles(int count) {
    if (owner.length < count) {
      int capacity = Math.max(count, 2 * owner.length);
      owner = Arrays.copyOf(owner, capacity);
      image = Arrays.copyOf(image, 3 * capacity);
      positions = Arrays.copyOf(positions, 3 * capacity);
    }
  }

  private void reserveNeighbors(int count) {
    if (neighbors.length < count) {
      neighbors = Arrays.copyOf(neighbors, Math.max(count, 2 * neighbors.length));
    }
  }
}
