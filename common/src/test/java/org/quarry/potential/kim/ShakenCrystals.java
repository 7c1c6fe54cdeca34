package org.quarry.potential.kim;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.Periodicity;

/** Small configurations of one element: sheared cells shorter than the cutoff, slab, cluster. */
final class ShakenCrystals {
  private ShakenCrystals() {}

  /**
   * Shaken face-centred cubic, or diamond where that is asked for.
   *
   * @param a lattice constant in Å
   */
  static List<Configuration> of(String element, double a, int atomsPerPoint) {
    Cell primitive = Cell.of(0.1, a / 2, a / 2, a / 2, -0.05, a / 2, a / 2, a / 2 + 0.1, 0);
    Cell cell = Cell.of(a, 0.1, -0.2, 0.3, a + 0.2, 0.15, -0.4, 0.6, a - 0.1);
    Configuration small = shaken(element, primitive, Periodicity.ALL, 1, atomsPerPoint, 1);
    Configuration bulk = shaken(element, cell, Periodicity.ALL, 4, atomsPerPoint, 2);
    Periodicity slab = new Periodicity(true, false, true);
    return List.of(
        small,
        bulk,
        shaken(element, cell, slab, 4, atomsPerPoint, 3),
        shaken(element, cell, Periodicity.NONE, 4, atomsPerPoint, 4));
  }

  private static Configuration shaken(
      String element, Cell cell, Periodicity pbc, int points, int atomsPerPoint, int seed) {
    double[][] corners = {{0, 0, 0}, {0, 0.5, 0.5}, {0.5, 0, 0.5}, {0.5, 0.5, 0}};
    Random random = new Random(seed);
    int n = points * atomsPerPoint;
    double[] r = new double[3 * n];
    for (int i = 0; i < n; i++) {
      for (int axis = 0; axis < 3; axis++) {
        for (int k = 0; k < 3; k++) {
          double f = corners[i / atomsPerPoint][k] + 0.25 * (i % atomsPerPoint);
          r[3 * i + axis] += f * cell.at(k, axis);
        }
        r[3 * i + axis] += 0.2 * (2 * random.nextDouble() - 1);
      }
    }
    int[] z = new int[n];
    Arrays.fill(z, Element.of(element).atomicNumber());
    return Configuration.of(z, r, cell, pbc);
  }
}
