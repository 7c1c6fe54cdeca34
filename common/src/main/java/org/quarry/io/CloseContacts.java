package org.quarry.io;

import java.util.Arrays;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.NeighborList;

/**
 * Finds two atoms closer than a distance d, periodic images included, in time proportional to the
 * number of atoms: fast enough to look at every frame of a file.
 *
 * <p>Space is cut into boxes of some 0.8 Å. Each atom enters every box that the cube of edge d
 * around it touches: one to eight. Two atoms closer than d share a box. Cells thinner than two
 * boxes are left to {@link NeighborList}. An instance is a workspace of one thread.
 */
final class CloseContacts {
  private static final double BOX = 0.8;

  private final double distance;
  private final NeighborList neighbors;
  private int[] heads = new int[64]; // of the hash table; entry + 1, 0 for none
  private int[] nextEntry = new int[64];
  private int[] entryAtom = new int[64];
  private long[] entryBox = new long[64];
  private int entries;

  private Cell cell = Cell.NONE;
  private double[] inverse = new double[9];
  private int first;
  private int second;
  private double found;

  CloseContacts(double distance) {
    this.distance = distance;
    this.neighbors = new NeighborList(distance);
  }

  int first() {
    return first;
  }

  int second() {
    return second;
  }

  /** The distance of the pair found, in Å. */
  double found() {
    return found;
  }

  /** Whether two atoms are closer than the distance; {@link #first} and the others say which. */
  boolean find(Configuration c) {
    cell = c.pbc().any() ? c.cell().completed() : Cell.cubic(1);
    inverse = cell.inverse();
    double[] heights = cell.heights();
    for (int k = 0; k < 3; k++) {
      if (c.pbc().along(k) && heights[k] < 2 * Math.max(BOX, distance)) {
        return findInThinCell(c);
      }
    }
    prepare(c.size());
    double[] scaled = new double[3]; // coordinates in boxes
    double[] half = new double[3]; // half of d, in boxes
    long[] boxes = new long[3]; // boxes in a period, 0 for no period
    for (int k = 0; k < 3; k++) {
      boxes[k] = c.pbc().along(k) ? (long) (heights[k] / BOX) : 0;
      half[k] = distance / 2 / (boxes[k] > 0 ? heights[k] / boxes[k] : BOX);
    }
    for (int i = 0; i < c.size(); i++) {
      double x = c.position(i, 0);
      double y = c.position(i, 1);
      double z = c.position(i, 2);
      for (int k = 0; k < 3; k++) {
        double f = x * inverse[k] + y * inverse[3 + k] + z * inverse[6 + k];
        scaled[k] = boxes[k] > 0 ? (f - Math.floor(f)) * boxes[k] : f * heights[k] / BOX;
      }
      if (enter(c, i, scaled, half, boxes)) {
        return true;
      }
    }
    return false;
  }

  private boolean enter(Configuration c, int atom, double[] scaled, double[] half, long[] boxes) {
    long x1 = (long) Math.floor(scaled[0] + half[0]);
    long y1 = (long) Math.floor(scaled[1] + half[1]);
    long z1 = (long) Math.floor(scaled[2] + half[2]);
    for (long x = (long) Math.floor(scaled[0] - half[0]); x <= x1; x++) {
      for (long y = (long) Math.floor(scaled[1] - half[1]); y <= y1; y++) {
        for (long z = (long) Math.floor(scaled[2] - half[2]); z <= z1; z++) {
          long box =
              (wrap(x, boxes[0]) * 73_856_093L + wrap(y, boxes[1])) * 19_349_663L
                  + wrap(z, boxes[2]);
          if (enterBox(c, atom, box)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static long wrap(long box, long boxes) {
    return boxes == 0 ? box : Math.floorMod(box, boxes);
  }

  /** A box's key may be another's too: pairs met in a box are measured, whichever it is. */
  private boolean enterBox(Configuration c, int atom, long box) {
    int slot = (int) ((box * 0x9E3779B97F4A7C15L) >>> 40) & (heads.length - 1);
    for (int e = heads[slot] - 1; e >= 0; e = nextEntry[e] - 1) {
      int other = entryAtom[e];
      if (entryBox[e] == box && other != atom && isClose(c, other, atom)) {
        return true;
      }
    }
    if (entries == entryAtom.length) {
      entryAtom = Arrays.copyOf(entryAtom, 2 * entries);
      entryBox = Arrays.copyOf(entryBox, 2 * entries);
      nextEntry = Arrays.copyOf(nextEntry, 2 * entries);
    }
    entryAtom[entries] = atom;
    entryBox[entries] = box;
    nextEntry[entries] = heads[slot];
    heads[slot] = ++entries;
    return false;
  }

  /** The nearest image is the one whose fractional difference rounds to zero, at such distances. */
  private boolean isClose(Configuration c, int i, int j) {
    double x = c.position(j, 0) - c.position(i, 0);
    double y = c.position(j, 1) - c.position(i, 1);
    double z = c.position(j, 2) - c.position(i, 2);
    for (int k = 0; k < 3; k++) {
      if (c.pbc().along(k)) {
        double n = Math.rint(x * inverse[k] + y * inverse[3 + k] + z * inverse[6 + k]);
        x -= n * cell.at(k, 0);
        y -= n * cell.at(k, 1);
        z -= n * cell.at(k, 2);
      }
    }
    return isClose(i, j, Math.sqrt(x * x + y * y + z * z));
  }

  private boolean isClose(int i, int j, double r) {
    if (r >= distance) {
      return false;
    }
    first = i;
    second = j;
    found = r;
    return true;
  }

  private boolean findInThinCell(Configuration c) {
    neighbors.build(c);
    double[] v = neighbors.vectors();
    for (int i = 0; i < neighbors.centers(); i++) {
      for (int p = neighbors.offsets()[i]; p < neighbors.offsets()[i + 1]; p++) {
        double r =
            Math.sqrt(
                v[3 * p] * v[3 * p] + v[3 * p + 1] * v[3 * p + 1] + v[3 * p + 2] * v[3 * p + 2]);
        if (isClose(i, neighbors.neighbors()[p], r)) {
          return true;
        }
      }
    }
    return false;
  }

  private void prepare(int atoms) {
    int size = Math.max(64, Integer.highestOneBit(Math.min(atoms, 1 << 28)) << 1);
    if (heads.length == size) {
      Arrays.fill(heads, 0);
    } else {
      heads = new int[size];
    }
    entries = 0;
  }
}
