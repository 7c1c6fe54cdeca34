package org.quarry.atoms;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An immutable arrangement of atoms: atomic numbers, Cartesian positions in Å, cell, periodicity.
 * Labels and provenance stand beside it ({@link Labels}, {@link Provenance}), since one structure
 * may carry several.
 *
 * <p>Equality and {@link #id()} are by content. Positions may lie outside the cell.
 */
public final class Configuration {
  private final int[] atomicNumbers;
  private final double[] positions;
  private final Cell cell;
  private final Periodicity pbc;
  private String id;

  private Configuration(int[] atomicNumbers, double[] positions, Cell cell, Periodicity pbc) {
    this.atomicNumbers = atomicNumbers;
    this.positions = positions;
    this.cell = cell;
    this.pbc = pbc;
  }

  /**
   * A configuration of n atoms.
   *
   * @param atomicNumbers n numbers from 1 to 118
   * @param positions 3n Cartesian coordinates in Å, x y z of each atom in turn
   * @param cell cell vectors; {@link Cell#NONE} for none
   * @param pbc the axes that repeat
   * @throws IllegalArgumentException if there is no atom, the lengths do not fit, a coordinate is
   *     not finite, or an axis that repeats has no vector or a singular cell
   */
  public static Configuration of(
      int[] atomicNumbers, double[] positions, Cell cell, Periodicity pbc) {
    if (atomicNumbers.length == 0) {
      throw new IllegalArgumentException("a configuration needs at least one atom");
    }
    if (positions.length != 3 * atomicNumbers.length) {
      throw new IllegalArgumentException(
          positions.length + " coordinates for " + atomicNumbers.length + " atoms");
    }
    for (int z : atomicNumbers) {
      Element.of(z);
    }
    for (int i = 0; i < positions.length; i++) {
      if (!Double.isFinite(positions[i])) {
        throw new IllegalArgumentException("position of atom " + i / 3 + " is " + positions[i]);
      }
    }
    for (int axis = 0; axis < 3; axis++) {
      if (pbc.along(axis) && cell.length(axis) == 0) {
        throw new IllegalArgumentException(
            "periodic along axis " + "abc".charAt(axis) + " but the cell has no vector there");
      }
    }
    if (pbc.any() && cell.completed().volume() < MIN_VOLUME) {
      throw new IllegalArgumentException(
          "periodic, but the cell volume is " + cell.completed().volume() + " Å³");
    }
    return new Configuration(atomicNumbers.clone(), positions.clone(), cell, pbc);
  }

  /** An isolated molecule or cluster. */
  public static Configuration isolated(int[] atomicNumbers, double[] positions) {
    return of(atomicNumbers, positions, Cell.NONE, Periodicity.NONE);
  }

  private static final double MIN_VOLUME = 1e-6;

  /** Number of atoms. */
  public int size() {
    return atomicNumbers.length;
  }

  /** Atomic number of an atom. */
  public int atomicNumber(int atom) {
    return atomicNumbers[atom];
  }

  /** Cartesian coordinate of an atom in Å, {@code axis} 0 = x. */
  public double position(int atom, int axis) {
    return positions[3 * atom + axis];
  }

  /** A copy of the atomic numbers. */
  public int[] atomicNumbers() {
    return atomicNumbers.clone();
  }

  /** A copy of the 3n coordinates in Å. */
  public double[] positions() {
    return positions.clone();
  }

  public Cell cell() {
    return cell;
  }

  public Periodicity pbc() {
    return pbc;
  }

  /** The same atoms in the same cell at other positions. */
  public Configuration withPositions(double[] newPositions) {
    return of(atomicNumbers, newPositions, cell, pbc);
  }

  /**
   * The content id: {@code CO_} and the SHA-256 of species, periodicity, cell and coordinates, each
   * coordinate rounded to 2⁻²⁴ Å (or 2⁻²⁴ of a period). It survives wrapping and re-reading; it
   * depends on the order of atoms, on rotation and on the choice of cell.
   */
  public String id() {
    String known = id;
    if (known == null) {
      known = ContentId.of(this);
      id = known;
    }
    return known;
  }

  /** The formula in Hill order: C, H, then the others by symbol; by symbol alone without carbon. */
  public String hillFormula() {
    Map<String, Integer> counts = new TreeMap<>(); // by symbol
    for (int z : atomicNumbers) {
      counts.merge(Element.of(z).symbol(), 1, Integer::sum);
    }
    StringBuilder formula = new StringBuilder();
    if (counts.containsKey("C")) {
      for (String first : new String[] {"C", "H"}) {
        Integer count = counts.remove(first);
        if (count != null) {
          formula.append(first).append(count == 1 ? "" : count);
        }
      }
    }
    counts.forEach((symbol, count) -> formula.append(symbol).append(count == 1 ? "" : count));
    return formula.toString();
  }

  /**
   * The distinct element symbols, sorted by atomic number and joined by a dash: {@code "Li-Si"}.
   */
  public String chemicalSystem() {
    return Arrays.stream(atomicNumbers)
        .distinct()
        .sorted()
        .mapToObj(z -> Element.of(z).symbol())
        .collect(Collectors.joining("-"));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Configuration that
        && Arrays.equals(atomicNumbers, that.atomicNumbers)
        && Arrays.equals(positions, that.positions)
        && cell.equals(that.cell)
        && pbc.equals(that.pbc);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(atomicNumbers) + Arrays.hashCode(positions);
  }

  @Override
  public String toString() {
    return hillFormula() + " " + id();
  }
}
