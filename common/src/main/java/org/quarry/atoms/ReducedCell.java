package org.quarry.atoms;

/**
 * The shortest vectors that span the same lattice along the periodic axes, completed by unit
 * vectors normal to them along the others: a basis whose faces stand as far apart as the lattice
 * allows, however skewed the cell that was given.
 *
 * <p>A reusable workspace; its arrays are its own. Vectors are always formed from the given cell
 * with integer factors, so that a translation has the same bits in every basis and its opposite has
 * the opposite bits.
 */
final class ReducedCell {
  private static final double SHORTER = 1 - 1e-9; // of squared lengths: ties stay as they are
  private static final int MAX_STEPS = 10_000; // a step shortens a vector, so this is never met

  /** Basis vectors as rows, row-major. */
  final double[] rows = new double[9];

  /** Inverse of the basis, row-major: f = r·inverse. */
  final double[] inverse = new double[9];

  /** Distance in Å between opposite faces of the reduced cell. */
  final double[] heights = new double[3];

  /** Whether the lattice repeats along a row. */
  final boolean[] periodic = new boolean[3];

  private final double[] given = new double[9];
  private final long[] factors = new long[9]; // rows = factors · given along the periodic axes

  void set(Cell cell, Periodicity pbc) {
    for (int k = 0; k < 9; k++) {
      given[k] = cell.at(k / 3, k % 3);
      factors[k] = k % 4 == 0 ? 1 : 0;
      rows[k] = given[k];
    }
    for (int k = 0; k < 3; k++) {
      periodic[k] = pbc.along(k);
    }
    reduce();
    completeByNormals();
    invert();
  }

  /** Factor of the given cell vector {@code k} in the translation by (a, b, c) reduced vectors. */
  long image(long a, long b, long c, int k) {
    return a * factors[k] + b * factors[3 + k] + c * factors[6 + k];
  }

  /** Component {@code axis} of the translation by n given cell vectors. */
  double translation(double n0, double n1, double n2, int axis) {
    return n0 * given[axis] + n1 * given[3 + axis] + n2 * given[6 + axis];
  }

  private void reduce() {
    for (int step = 0; step < MAX_STEPS; step++) {
      if (!shortenByOne() && !shortenByTwo()) {
        return;
      }
    }
  }

  /** Gauss's step on each pair of periodic vectors: p −= round(p·q / q·q) q. */
  private boolean shortenByOne() {
    boolean changed = false;
    for (int p = 0; p < 3; p++) {
      for (int q = 0; q < 3; q++) {
        if (p != q && periodic[p] && periodic[q]) {
          double times = Math.rint(dot(p, q) / dot(q, q));
          changed |= times != 0 && shorten(p, q, (long) -times, q, 0);
        }
      }
    }
    return changed;
  }

  /** What Gauss's step misses in three dimensions: p ± q ± s shorter than p. */
  private boolean shortenByTwo() {
    if (!(periodic[0] && periodic[1] && periodic[2])) {
      return false;
    }
    for (int p = 0; p < 3; p++) {
      int q = (p + 1) % 3;
      int s = (p + 2) % 3;
      for (int signs = 0; signs < 4; signs++) {
        if (shorten(p, q, 1 - 2 * (signs & 1), s, 1 - (signs & 2))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Replaces p by p + m·q + n·s if that is shorter. */
  private boolean shorten(int p, int q, long m, int s, long n) {
    double squared = 0;
    for (int axis = 0; axis < 3; axis++) {
      double x = rows[3 * p + axis] + m * rows[3 * q + axis] + n * rows[3 * s + axis];
      squared += x * x;
    }
    if (!(squared < SHORTER * dot(p, p))) {
      return false;
    }
    for (int k = 0; k < 3; k++) {
      factors[3 * p + k] += m * factors[3 * q + k] + n * factors[3 * s + k];
    }
    for (int axis = 0; axis < 3; axis++) {
      rows[3 * p + axis] =
          translation(
              (double) factors[3 * p],
              (double) factors[3 * p + 1],
              (double) factors[3 * p + 2],
              axis);
    }
    return true;
  }

  private double dot(int p, int q) {
    return rows[3 * p] * rows[3 * q]
        + rows[3 * p + 1] * rows[3 * q + 1]
        + rows[3 * p + 2] * rows[3 * q + 2];
  }

  /** Fills the rows of the axes that do not repeat with unit vectors normal to all others. */
  private void completeByNormals() {
    int repeats = (periodic[0] ? 1 : 0) + (periodic[1] ? 1 : 0) + (periodic[2] ? 1 : 0);
    if (repeats == 0) {
      for (int i = 0; i < 9; i++) {
        rows[i] = i % 4 == 0 ? 1 : 0;
      }
    } else if (repeats == 1) {
      int p = periodic[0] ? 0 : periodic[1] ? 1 : 2;
      int q = (p + 1) % 3;
      int s = (p + 2) % 3;
      int flattest = 0;
      for (int axis = 0; axis < 3; axis++) {
        rows[3 * q + axis] = 0;
        if (Math.abs(rows[3 * p + axis]) < Math.abs(rows[3 * p + flattest])) {
          flattest = axis;
        }
      }
      rows[3 * q + flattest] = 1;
      unitNormal(p, q, s);
      unitNormal(s, p, q);
    } else if (repeats == 2) {
      int missing = !periodic[0] ? 0 : !periodic[1] ? 1 : 2;
      unitNormal((missing + 1) % 3, (missing + 2) % 3, missing);
    }
  }

  private void unitNormal(int p, int q, int into) {
    double x = cross(p, q, 0);
    double y = cross(p, q, 1);
    double z = cross(p, q, 2);
    double norm = Math.sqrt(x * x + y * y + z * z);
    rows[3 * into] = x / norm;
    rows[3 * into + 1] = y / norm;
    rows[3 * into + 2] = z / norm;
  }

  private void invert() {
    double determinant =
        rows[0] * cross(1, 2, 0) + rows[1] * cross(1, 2, 1) + rows[2] * cross(1, 2, 2);
    for (int k = 0; k < 3; k++) {
      double squared = 0;
      for (int axis = 0; axis < 3; axis++) {
        double x = cross((k + 1) % 3, (k + 2) % 3, axis) / determinant;
        inverse[3 * axis + k] = x;
        squared += x * x;
      }
      heights[k] = 1 / Math.sqrt(squared);
    }
  }

  private double cross(int p, int q, int axis) {
    int next = (axis + 1) % 3;
    int last = (axis + 2) % 3;
    return rows[3 * p + next] * rows[3 * q + last] - rows[3 * p + last] * rows[3 * q + next];
  }
}
