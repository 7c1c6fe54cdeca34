package org.quarry.descriptor.scattering.laguerre;

import java.util.Arrays;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;

/**
 * The three periods that a configuration is repeated with: its cell vectors along the axes that
 * repeat; along each other axis, normal to those, the extent of the atoms and some vacuum.
 */
final class PeriodicBox {
  private final Cell rows;
  private final double[] inverse;
  private final double volume;

  private PeriodicBox(Cell rows) {
    this.rows = rows;
    this.inverse = rows.inverse();
    this.volume = rows.volume();
  }

  static PeriodicBox of(Configuration configuration, double vacuum) {
    if (configuration.pbc().dimensions() == 3) {
      return new PeriodicBox(configuration.cell());
    }
    double[] h = configuration.cell().toArray();
    for (int k = 0; k < 3; k++) {
      if (!configuration.pbc().along(k)) {
        Arrays.fill(h, 3 * k, 3 * k + 3, 0);
      }
    }
    double[] full = Cell.of(h).completed().toArray(); // unit vectors where nothing repeats
    for (int k = 0; k < 3; k++) {
      if (!configuration.pbc().along(k)) {
        double edge = vacuum + extent(configuration, full, k);
        for (int axis = 0; axis < 3; axis++) {
          full[3 * k + axis] *= edge;
        }
      }
    }
    return new PeriodicBox(Cell.of(full));
  }

  /** |det H| in Å³. */
  double volume() {
    return volume;
  }

  /** Length of a period in Å. */
  double length(int k) {
    return rows.length(k);
  }

  /** Component of the reciprocal vector 2π H⁻¹ h along {@code axis}, in Å⁻¹. */
  double reciprocal(int axis, int h0, int h1, int h2) {
    return 2
        * Math.PI
        * (inverse[3 * axis] * h0 + inverse[3 * axis + 1] * h1 + inverse[3 * axis + 2] * h2);
  }

  /** The atoms' coordinates in units of the periods, from 0 to 1. */
  void fractions(Configuration configuration, double[] fractions) {
    for (int atom = 0; atom < configuration.size(); atom++) {
      for (int k = 0; k < 3; k++) {
        double f = 0;
        for (int axis = 0; axis < 3; axis++) {
          f += configuration.position(atom, axis) * inverse[3 * axis + k];
        }
        fractions[3 * atom + k] = f - Math.floor(f);
      }
    }
  }

  /** Whether another box has the same periods in all bits. */
  boolean sameAs(PeriodicBox other) {
    return rows.equals(other.rows);
  }

  @Override
  public String toString() {
    return rows.toString();
  }

  /** Extent of the atoms along the unit vector in row k. */
  private static double extent(Configuration configuration, double[] rows, int k) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int atom = 0; atom < configuration.size(); atom++) {
      double along = 0;
      for (int axis = 0; axis < 3; axis++) {
        along += configuration.position(atom, axis) * rows[3 * k + axis];
      }
      least = Math.min(least, along);
      most = Math.max(most, along);
    }
    return most - least;
  }
}
