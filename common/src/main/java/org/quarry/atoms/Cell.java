package org.quarry.atoms;

import java.util.Arrays;

/**
 * Three cell vectors a, b, c in Å, the rows of H; Cartesian position r = f·H for fractional f.
 *
 * <p>A vector may be zero where there is no period along it; {@link #NONE} has three zero vectors.
 */
public final class Cell {
  /** No cell: an isolated configuration. */
  public static final Cell NONE = new Cell(new double[9]);

  private final double[] h;

  private Cell(double[] h) {
    this.h = h;
  }

  /**
   * A cell from its nine numbers, row-major: ax ay az bx by bz cx cy cz.
   *
   * @throws IllegalArgumentException unless there are nine finite numbers
   */
  public static Cell of(double... rows) {
    if (rows.length != 9) {
      throw new IllegalArgumentException("a cell has 9 numbers, got " + rows.length);
    }
    for (double x : rows) {
      if (!Double.isFinite(x)) {
        throw new IllegalArgumentException("cell vector component is " + x);
      }
    }
    return new Cell(rows.clone());
  }

  /** A cube with edge {@code a}. */
  public static Cell cubic(double a) {
    return of(a, 0, 0, 0, a, 0, 0, 0, a);
  }

  /** Component {@code axis} (0 = x) of cell vector {@code vector} (0 = a). */
  public double at(int vector, int axis) {
    return h[3 * vector + axis];
  }

  /** The nine numbers, row-major. */
  public double[] toArray() {
    return h.clone();
  }

  /** Length of a cell vector. */
  public double length(int vector) {
    return Math.sqrt(
        h[3 * vector] * h[3 * vector]
            + h[3 * vector + 1] * h[3 * vector + 1]
            + h[3 * vector + 2] * h[3 * vector + 2]);
  }

  /** |a·(b×c)| in Å³; 0 where a vector is missing. */
  public double volume() {
    return Math.abs(determinant());
  }

  /** Whether all three vectors are zero. */
  public boolean isNone() {
    for (double x : h) {
      if (x != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * The same cell with every zero vector replaced by a unit vector normal to the others, so that it
   * can be inverted (ASE's {@code complete_cell}).
   */
  public Cell completed() {
    double[] g = h.clone();
    for (int k = 0; k < 3; k++) {
      if (length(k) == 0) {
        complete(g, k);
      }
    }
    return new Cell(g);
  }

  /** The perpendicular heights V/|b×c|, V/|c×a|, V/|a×b|: the distance between opposite faces. */
  public double[] heights() {
    double volume = volume();
    double[] heights = new double[3];
    for (int k = 0; k < 3; k++) {
      double[] n = cross(h, (k + 1) % 3, (k + 2) % 3);
      heights[k] = volume / Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
    }
    return heights;
  }

  /**
   * H⁻¹, row-major, so that f = r·H⁻¹.
   *
   * @throws IllegalArgumentException if the vectors are linearly dependent
   */
  public double[] inverse() {
    double determinant = determinant();
    if (!(Math.abs(determinant) > 0)) {
      throw new IllegalArgumentException("the cell is singular: " + this);
    }
    double[] inverse = new double[9];
    for (int k = 0; k < 3; k++) {
      double[] n = cross(h, (k + 1) % 3, (k + 2) % 3);
      for (int axis = 0; axis < 3; axis++) {
        inverse[3 * axis + k] = n[axis] / determinant;
      }
    }
    return inverse;
  }

  private double determinant() {
    double[] n = cross(h, 1, 2);
    return h[0] * n[0] + h[1] * n[1] + h[2] * n[2];
  }

  private static double[] cross(double[] h, int i, int j) {
    return new double[] {
      h[3 * i + 1] * h[3 * j + 2] - h[3 * i + 2] * h[3 * j + 1],
      h[3 * i + 2] * h[3 * j] - h[3 * i] * h[3 * j + 2],
      h[3 * i] * h[3 * j + 1] - h[3 * i + 1] * h[3 * j]
    };
  }

  /** Puts a unit vector normal to the two others (or as normal as they allow) into row k. */
  private static void complete(double[] g, int k) {
    double[] n = cross(g, (k + 1) % 3, (k + 2) % 3);
    double norm = Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
    if (norm == 0) {
      n = normalToOne(g, k);
      norm = Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
    }
    for (int axis = 0; axis < 3; axis++) {
      g[3 * k + axis] = n[axis] / norm;
    }
  }

  /**
   * With at most one other vector v present: the unit axis k made normal to v, or any normal of v
   * if k lies along it.
   */
  private static double[] normalToOne(double[] g, int k) {
    double[] v = new double[3]; // the other two rows, of which one is zero
    for (int axis = 0; axis < 3; axis++) {
      v[axis] = g[3 * ((k + 1) % 3) + axis] + g[3 * ((k + 2) % 3) + axis];
    }
    double vv = v[0] * v[0] + v[1] * v[1] + v[2] * v[2];
    for (int turn = 0; turn < 3; turn++) {
      int axis = (k + turn) % 3;
      double[] n = new double[3];
      n[axis] = 1;
      if (vv == 0) {
        return n;
      }
      double along = v[axis] / vv;
      if (v[axis] * along < 0.9) {
        for (int i = 0; i < 3; i++) {
          n[i] -= along * v[i];
        }
        return n;
      }
    }
    throw new AssertionError("one vector cannot lie along three axes");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cell cell && Arrays.equals(h, cell.h);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(h);
  }

  @Override
  public String toString() {
    return Arrays.toString(h);
  }
}
