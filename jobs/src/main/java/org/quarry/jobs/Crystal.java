package org.quarry.jobs;

import java.util.Map;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.Periodicity;
import org.quarry.parameters.Settings;

/** Perfect crystals of any size, to measure on. */
final class Crystal {
  /** Four positions in a cubic cell, in quarters of its edge. */
  private static final int[] FCC = {0, 0, 0, 0, 2, 2, 2, 0, 2, 2, 2, 0};

  /**
   * A face-centred cubic lattice, or two a quarter of the diagonal apart: diamond.
   *
   * @param edge of the cubic cell in Å
   */
  private record Lattice(int sublattices, double edge) {
    int atoms() {
      return 4 * sublattices;
    }

    double position(int atom, int axis, int cell) {
      return edge * (cell + (FCC[3 * (atom % 4) + axis] + atom / 4) / 4.0);
    }
  }

  private static final Map<String, Lattice> LATTICES =
      Map.of(
          "C", new Lattice(2, 3.567),
          "Si", new Lattice(2, 5.431),
          "Ge", new Lattice(2, 5.658),
          "Al", new Lattice(1, 4.05),
          "Ni", new Lattice(1, 3.52),
          "Cu", new Lattice(1, 3.615),
          "Ag", new Lattice(1, 4.09),
          "Au", new Lattice(1, 4.08));

  private Crystal() {}

  /**
   * A periodic block of cubic cells, as near to a cube as their number allows.
   *
   * @param settings {@code cells}: how many atoms it has; {@code element} (Si)
   * @throws IllegalArgumentException if that number is no multiple of the cubic cell's, or the
   *     element's crystal is not known here
   */
  static Configuration of(Settings settings) {
    String symbol = settings.has("element") ? settings.list("element").get(0).toString() : "Si";
    Lattice lattice = LATTICES.get(symbol);
    if (lattice == null) {
      throw settings.wrong(
          "element",
          "one of " + String.join(", ", LATTICES.keySet().stream().sorted().toList()),
          symbol);
    }
    int atoms = settings.integer("cells");
    if (atoms < lattice.atoms() || atoms % lattice.atoms() != 0) {
      throw settings.wrong("cells", "a multiple of " + lattice.atoms() + " atoms", atoms);
    }
    return block(Element.of(symbol), lattice, atoms / lattice.atoms());
  }

  private static Configuration block(Element element, Lattice lattice, int cells) {
    int a = divisor(cells, Math.cbrt(cells));
    int b = divisor(cells / a, Math.sqrt((double) cells / a));
    int c = cells / a / b;
    int n = lattice.atoms();
    int[] numbers = new int[cells * n];
    double[] positions = new double[3 * numbers.length];
    int atom = 0;
    for (int cell = 0; cell < cells; cell++) {
      int[] at = {cell % a, cell / a % b, cell / a / b};
      for (int i = 0; i < n; i++) {
        numbers[atom] = element.atomicNumber();
        for (int axis = 0; axis < 3; axis++) {
          positions[3 * atom + axis] = lattice.position(i, axis, at[axis]);
        }
        atom++;
      }
    }
    double edge = lattice.edge;
    return Configuration.of(
        numbers,
        positions,
        Cell.of(a * edge, 0, 0, 0, b * edge, 0, 0, 0, c * edge),
        Periodicity.ALL);
  }

  /** The largest divisor up to a bound. */
  private static int divisor(int number, double bound) {
    int divisor = (int) Math.floor(bound + 1e-9);
    while (number % divisor != 0) {
      divisor--;
    }
    return divisor;
  }
}
