package org.quarry.atoms;

import java.util.Arrays;

/**
 * Points brought into the reduced cell along its periodic axes: stored = wrapped + shift·H. A
 * reusable workspace; its arrays are its own and may be longer than what is filled.
 */
final class WrappedPoints {
  private static final double MAX_PERIODS = 1e9; // what an int image holds with room to spare

  int size;

  /** Wrapped Cartesian coordinates, the stored ones bit for bit where they lay in the cell. */
  double[] positions = new double[0];

  /** Coordinates in the reduced basis: 0 to 1 along periodic axes, in Å along others. */
  double[] fractions = new double[0];

  /** Given cell vectors between the wrapped and the stored position. */
  int[] shifts = new int[0];

  /** Wraps the atoms of a configuration. */
  void setAtoms(Configuration configuration, ReducedCell cell) {
    resize(configuration.size());
    for (int i = 0; i < size; i++) {
      wrap(
          i,
          configuration.position(i, 0),
          configuration.position(i, 1),
          configuration.position(i, 2),
          cell);
    }
  }

  /** Wraps points given by three coordinates each. */
  void setPoints(double[] points, ReducedCell cell) {
    resize(points.length / 3);
    for (int i = 0; i < size; i++) {
      wrap(i, points[3 * i], points[3 * i + 1], points[3 * i + 2], cell);
    }
  }

  private void wrap(int i, double x, double y, double z, ReducedCell cell) {
    double[] inverse = cell.inverse;
    double f0 = x * inverse[0] + y * inverse[3] + z * inverse[6];
    double f1 = x * inverse[1] + y * inverse[4] + z * inverse[7];
    double f2 = x * inverse[2] + y * inverse[5] + z * inverse[8];
    double k0 = cell.periodic[0] ? Math.floor(f0) : 0;
    double k1 = cell.periodic[1] ? Math.floor(f1) : 0;
    double k2 = cell.periodic[2] ? Math.floor(f2) : 0;
    fractions[3 * i] = f0 - k0;
    fractions[3 * i + 1] = f1 - k1;
    fractions[3 * i + 2] = f2 - k2;
    positions[3 * i] = x;
    positions[3 * i + 1] = y;
    positions[3 * i + 2] = z;
    if (k0 == 0 && k1 == 0 && k2 == 0) {
      shifts[3 * i] = 0;
      shifts[3 * i + 1] = 0;
      shifts[3 * i + 2] = 0;
    } else {
      shift(i, k0, k1, k2, cell);
    }
  }

  private void shift(int i, double k0, double k1, double k2, ReducedCell cell) {
    for (int k = 0; k < 3; k++) {
      long n = cell.image((long) k0, (long) k1, (long) k2, k);
      if (Math.abs(n) > MAX_PERIODS) {
        throw new IllegalArgumentException(
            "point " + i + " lies " + n + " periods outside the cell along " + "abc".charAt(k));
      }
      shifts[3 * i + k] = (int) n;
    }
    for (int axis = 0; axis < 3; axis++) {
      positions[3 * i + axis] -=
          cell.translation(shifts[3 * i], shifts[3 * i + 1], shifts[3 * i + 2], axis);
    }
  }

  private void resize(int n) {
    size = n;
    if (shifts.length < 3 * n) {
      int capacity = Math.max(3 * n, 2 * shifts.length);
      positions = Arrays.copyOf(positions, capacity);
      fractions = Arrays.copyOf(fractions, capacity);
      shifts = Arrays.copyOf(shifts, capacity);
    }
  }
}
