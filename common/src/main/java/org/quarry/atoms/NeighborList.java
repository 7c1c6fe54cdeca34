package org.quarry.atoms;

import java.util.Arrays;

/**
 * Every neighbour within a cutoff, periodic images included: the pairs (i, j, n) with n in Z³ along
 * the periodic axes and |r_j + n·H − r_i| ≤ cutoff, except an atom with itself (n = 0); its own
 * images stay.
 *
 * <p>Right for triclinic cells smaller than the cutoff, mixed periodicity, atoms outside the cell
 * and isolated clusters, in time and memory linear in atoms and pairs. (j, i, −n) is in the list
 * with exactly the opposite vector whenever (i, j, n) is.
 *
 * <p>A {@linkplain #half half list} has each pair from one side only: (i, j, n) or (j, i, −n).
 *
 * <p>The order is a function of the configuration alone: the neighbours of a centre come in
 * ascending order of the atom j, the images of one atom in an order that the cell determines. A
 * longer cutoff adds neighbours without changing the order of the others.
 *
 * <p>An instance is a reusable workspace of one thread, which allocates nothing once it has grown
 * to its configurations; the arrays it hands out are its own, valid until the next {@code build},
 * and may be longer than what is filled.
 */
public final class NeighborList {
  private static final double LOOSE = 1 + 1e-6; // over the squared cutoff, for a first look

  private double cutoff;
  private final boolean half;
  private int centers;
  private int pairs;
  private int[] offsets = new int[1];
  private int[] neighbors = new int[0];
  private int[] images = new int[0];
  private boolean imagesKnown = true;
  private double[] vectors = new double[0];

  private final ReducedCell cell = new ReducedCell();
  private WrappedPoints foundAround; // what the centres of the list are
  private int[] next = new int[0];
  private final WrappedPoints wrappedAtoms = new WrappedPoints();
  private final WrappedPoints wrappedPoints = new WrappedPoints();
  private final ImageGrid grid = new ImageGrid();

  // Entries of the grid near the atom that is looked at.
  private int near;
  private int[] nearEntries = new int[0];

  // Pairs in the order they are found.
  private int[] foundAtoms = new int[0];
  private int[] foundCenters = new int[0];
  private int[] foundImages = new int[0];
  private double[] foundVectors = new double[0];

  /**
   * A list with a cutoff in Å, inclusive.
   *
   * @throws IllegalArgumentException unless it is positive and finite
   */
  public NeighborList(double cutoff) {
    this(cutoff, false);
  }

  private NeighborList(double cutoff, boolean half) {
    this.cutoff = checked(cutoff);
    this.half = half;
  }

  private static double checked(double cutoff) {
    if (!(cutoff > 0) || cutoff == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("cutoff must be positive, got " + cutoff);
    }
    return cutoff;
  }

  /**
   * A list in which {@link #build} puts each pair from one side only, in half the time and memory.
   * Which side, and the order of a centre's neighbors, depend on where the atoms lie.
   *
   * @throws IllegalArgumentException unless the cutoff is positive and finite
   */
  public static NeighborList half(double cutoff) {
    return new NeighborList(cutoff, true);
  }

  public double cutoff() {
    return cutoff;
  }

  /** Finds the neighbours of every atom. */
  public void build(Configuration configuration) {
    cell.set(configuration.cell(), configuration.pbc());
    wrappedAtoms.setAtoms(configuration, cell);
    if (half) {
      searchHalf();
    } else {
      search(wrappedAtoms, wrappedAtoms, true);
    }
  }

  /**
   * Finds the neighbours of every atom within another cutoff in Å, which is the list's from now on.
   *
   * @throws IllegalArgumentException unless it is positive and finite
   */
  public void build(Configuration configuration, double newCutoff) {
    cutoff = checked(newCutoff);
    build(configuration);
  }

  /**
   * Finds the atoms around arbitrary points (3 coordinates each), an atom on the point itself
   * included.
   */
  public void buildAround(Configuration configuration, double[] points) {
    cell.set(configuration.cell(), configuration.pbc());
    wrappedAtoms.setAtoms(configuration, cell);
    wrappedPoints.setPoints(points, cell);
    search(wrappedPoints, wrappedAtoms, false);
  }

  /** Number of atoms or points whose neighbours were found. */
  public int centers() {
    return centers;
  }

  /** Number of neighbours in all. */
  public int pairs() {
    return pairs;
  }

  /**
   * The neighbours of centre i are the pairs from {@code offsets()[i]} to {@code offsets()[i + 1]},
   * exclusive.
   */
  public int[] offsets() {
    return offsets;
  }

  /** The neighbouring atom j of each pair. */
  public int[] neighbors() {
    return neighbors;
  }

  /** r_j + n·H − r_i of each pair, three components in Å. */
  public double[] vectors() {
    return vectors;
  }

  /**
   * n of each pair, relative to the positions as stored: three integers. They are worked out when
   * they are first asked for, since most potentials never ask.
   */
  public int[] images() {
    if (!imagesKnown) {
      if (images.length < 3 * pairs) {
        images = new int[neighbors.length * 3];
      }
      if (half) {
        tellImagesOfHalf();
      } else {
        tellImages();
      }
      imagesKnown = true;
    }
    return images;
  }

  /**
   * Goes through the atoms in order and appends to {@code found} the centres that each is near; a
   * stable sort by centre then leaves the neighbours of every centre in order of the atoms.
   */
  private void search(WrappedPoints centerPoints, WrappedPoints atoms, boolean skipSelf) {
    pairs = 0;
    if (centerPoints.size > 0) {
      grid.fill(centerPoints, cell, cutoff);
      findPairs(centerPoints, atoms, skipSelf);
    }
    sortByCenter(centerPoints);
  }

  private void findPairs(WrappedPoints centerPoints, WrappedPoints atoms, boolean skipSelf) {
    double[] r = atoms.positions;
    int[] start = grid.start;
    for (int j = 0; j < atoms.size; j++) {
      if (!grid.locate(atoms.fractions, j)) {
        continue;
      }
      near = 0;
      for (int a = grid.from[0]; a <= grid.to[0]; a++) {
        for (int b = grid.from[1]; b <= grid.to[1]; b++) {
          int row = grid.row(a, b);
          int begin = start[row + grid.from[2]];
          look(r[3 * j], r[3 * j + 1], r[3 * j + 2], begin, start[row + grid.to[2] + 1]);
        }
      }
      accept(centerPoints, atoms, j, skipSelf);
    }
  }

  /**
   * Appends to {@code nearEntries} those from {@code begin} to {@code end} that lie within the
   * cutoff or a little beyond. A quarter of them do, in no pattern, so a branch would be
   * mispredicted most of the time: every entry is written, and the sign of what is left of the
   * squared cutoff decides whether the next one overwrites it.
   */
  private void look(double x, double y, double z, int begin, int end) {
    if (nearEntries.length < near + end - begin) {
      nearEntries = Arrays.copyOf(nearEntries, 2 * (near + end - begin));
    }
    double loose = cutoff * cutoff * LOOSE;
    double[] position = grid.position;
    int[] entries = nearEntries;
    int count = near;
    for (int entry = begin; entry < end; entry++) {
      double u = x - position[3 * entry];
      double v = y - position[3 * entry + 1];
      double w = z - position[3 * entry + 2];
      entries[count] = entry;
      count += 1 - (int) (Double.doubleToRawLongBits(loose - (u * u + v * v + w * w)) >>> 63);
    }
    near = count;
  }

  /**
   * Takes the pairs of an atom that are within the cutoff. The vector is formed so that the pair
   * seen from the other side has exactly the opposite one, and so is taken or left together with
   * this one.
   */
  private void accept(WrappedPoints centerPoints, WrappedPoints atoms, int j, boolean skipSelf) {
    if (foundCenters.length < pairs + near) {
      int capacity = Math.max(64, 2 * (pairs + near));
      foundAtoms = Arrays.copyOf(foundAtoms, capacity);
      foundCenters = Arrays.copyOf(foundCenters, capacity);
      foundImages = Arrays.copyOf(foundImages, capacity);
      foundVectors = Arrays.copyOf(foundVectors, 3 * capacity);
    }
    double[] shift = grid.shift;
    double[] centers = centerPoints.positions;
    double x = atoms.positions[3 * j];
    double y = atoms.positions[3 * j + 1];
    double z = atoms.positions[3 * j + 2];
    int found = pairs;
    for (int k = 0; k < near; k++) {
      int entry = nearEntries[k];
      int i = grid.point[entry];
      int image = grid.image[entry];
      double u = x - centers[3 * i] - shift[3 * image];
      double v = y - centers[3 * i + 1] - shift[3 * image + 1];
      double w = z - centers[3 * i + 2] - shift[3 * image + 2];
      if (u * u + v * v + w * w <= cutoff * cutoff && !(skipSelf && i == j && image == grid.home)) {
        foundAtoms[found] = j;
        foundCenters[found] = i;
        foundImages[found] = image;
        foundVectors[3 * found] = u;
        foundVectors[3 * found + 1] = v;
        foundVectors[3 * found + 2] = w;
        found++;
      }
    }
    pairs = found;
  }

  /**
   * Goes through the atoms as centres and for each through the bins from its own one on: what lies
   * in an earlier one finds this atom in a later one.
   */
  private void searchHalf() {
    WrappedPoints atoms = wrappedAtoms;
    grid.fill(atoms, cell, cutoff);
    imagesKnown = false;
    pairs = 0;
    centers = atoms.size;
    if (offsets.length < centers + 1) {
      offsets = new int[Math.max(centers + 1, 2 * offsets.length)];
    }
    double[] r = atoms.positions;
    int[] start = grid.start;
    for (int i = 0; i < centers; i++) {
      offsets[i] = pairs;
      if (grid.locate(atoms.fractions, i)) {
        near = 0;
        grid.locateOwn(i);
        int[] own = grid.own;
        for (int a = own[0]; a <= grid.to[0]; a++) {
          int b = a == own[0] ? own[1] : grid.from[1];
          for (; b <= grid.to[1]; b++) {
            int row = grid.row(a, b);
            int begin = start[row + (a == own[0] && b == own[1] ? own[2] : grid.from[2])];
            look(r[3 * i], r[3 * i + 1], r[3 * i + 2], begin, start[row + grid.to[2] + 1]);
          }
        }
        acceptHalf(i);
      }
    }
    offsets[centers] = pairs;
  }

  /** Takes the pairs within the cutoff, with the vectors of the full list bit for bit. */
  private void acceptHalf(int i) {
    if (neighbors.length < pairs + near) {
      int capacity = Math.max(64, 2 * (pairs + near));
      neighbors = Arrays.copyOf(neighbors, capacity);
      foundImages = Arrays.copyOf(foundImages, capacity);
      vectors = Arrays.copyOf(vectors, 3 * capacity);
    }
    double[] r = wrappedAtoms.positions;
    double[] shift = grid.shift;
    for (int found = 0; found < near; found++) {
      int entry = nearEntries[found];
      int j = grid.point[entry];
      int image = grid.image[entry];
      double u = r[3 * i] - r[3 * j] - shift[3 * image]; // of (j, i, −n)
      double v = r[3 * i + 1] - r[3 * j + 1] - shift[3 * image + 1];
      double w = r[3 * i + 2] - r[3 * j + 2] - shift[3 * image + 2];
      if (!(u * u + v * v + w * w <= cutoff * cutoff) || (j <= i && grid.isOwnBin(entry))) {
        continue;
      }
      neighbors[pairs] = j;
      vectors[3 * pairs] = -u;
      vectors[3 * pairs + 1] = -v;
      vectors[3 * pairs + 2] = -w;
      foundImages[pairs] = image;
      pairs++;
    }
  }

  private void tellImagesOfHalf() {
    int[] stored = wrappedAtoms.shifts;
    int[] translation = grid.translation;
    for (int i = 0; i < centers; i++) {
      for (int pair = offsets[i]; pair < offsets[i + 1]; pair++) {
        int j = neighbors[pair];
        int image = foundImages[pair];
        for (int k = 0; k < 3; k++) {
          images[3 * pair + k] = stored[3 * i + k] - stored[3 * j + k] + translation[3 * image + k];
        }
      }
    }
  }

  private void sortByCenter(WrappedPoints centerPoints) {
    centers = centerPoints.size;
    foundAround = centerPoints;
    imagesKnown = false;
    if (offsets.length < centers + 2) {
      offsets = new int[Math.max(centers + 2, 2 * offsets.length)];
    }
    if (neighbors.length < pairs) {
      neighbors = new int[foundCenters.length];
      vectors = new double[3 * foundCenters.length];
    }
    // Counted two places on, so that filling moves each offset to its place.
    Arrays.fill(offsets, 0, centers + 2, 0);
    for (int found = 0; found < pairs; found++) {
      offsets[foundCenters[found] + 2]++;
    }
    for (int i = 2; i < centers + 2; i++) {
      offsets[i] += offsets[i - 1];
    }
    for (int found = 0; found < pairs; found++) {
      int pair = offsets[foundCenters[found] + 1]++;
      neighbors[pair] = foundAtoms[found];
      vectors[3 * pair] = foundVectors[3 * found];
      vectors[3 * pair + 1] = foundVectors[3 * found + 1];
      vectors[3 * pair + 2] = foundVectors[3 * found + 2];
    }
  }

  private void tellImages() {
    if (next.length < centers) {
      next = new int[offsets.length];
    }
    System.arraycopy(offsets, 0, next, 0, centers);
    int[] translation = grid.translation;
    int[] centerShifts = foundAround.shifts;
    int[] atomShifts = wrappedAtoms.shifts;
    for (int found = 0; found < pairs; found++) { // as sortByCenter dealt them out
      int i = foundCenters[found];
      int j = foundAtoms[found];
      int image = foundImages[found];
      int pair = next[i]++;
      for (int k = 0; k < 3; k++) {
        // stored j + n·H − stored i = wrapped j − (wrapped i + translation·H)
        images[3 * pair + k] =
            centerShifts[3 * i + k] - atomShifts[3 * j + k] - translation[3 * image + k];
      }
    }
  }
}
