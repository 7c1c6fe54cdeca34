package org.quarry.atoms;

import java.util.Map;

/**
 * Factors from the units that files are written in to ours: Å, eV, eV/Å, eV/Å³ (CODATA 2018).
 *
 * <p>A unit is a product or quotient of the names below, as {@code kcal/mol/A}, {@code
 * Hartree/Bohr}, {@code kbar}.
 */
public final class Units {
  public static final double BOHR = 0.529177210903;
  public static final double HARTREE = 27.211386245988;
  public static final double RYDBERG = HARTREE / 2;
  private static final double ELEMENTARY_CHARGE = 1.602176634e-19;
  private static final double AVOGADRO = 6.02214076e23;
  public static final double KCAL_PER_MOL = 4184 / (AVOGADRO * ELEMENTARY_CHARGE);
  public static final double KJ_PER_MOL = 1000 / (AVOGADRO * ELEMENTARY_CHARGE);
  public static final double GPA = 1e9 * 1e-30 / ELEMENTARY_CHARGE;

  private static final Map<String, Double> LENGTH =
      Map.of("A", 1.0, "Ang", 1.0, "Å", 1.0, "nm", 10.0, "pm", 0.01, "Bohr", BOHR, "a0", BOHR);
  private static final Map<String, Double> ENERGY =
      Map.ofEntries(
          Map.entry("eV", 1.0),
          Map.entry("meV", 1e-3),
          Map.entry("Ha", HARTREE),
          Map.entry("Hartree", HARTREE),
          Map.entry("Ry", RYDBERG),
          Map.entry("Rydberg", RYDBERG),
          Map.entry("kcal/mol", KCAL_PER_MOL),
          Map.entry("kJ/mol", KJ_PER_MOL),
          Map.entry("J", 1 / ELEMENTARY_CHARGE));
  private static final Map<String, Double> PRESSURE =
      Map.of("GPa", GPA, "kbar", GPA / 10, "bar", GPA * 1e-4, "Pa", GPA * 1e-9, "MPa", GPA * 1e-3);

  private Units() {}

  /** Ångströms in one of a length unit. */
  public static double length(String unit) {
    return of(LENGTH, "length", unit);
  }

  /** Electronvolts in one of an energy unit. */
  public static double energy(String unit) {
    return of(ENERGY, "energy", unit);
  }

  /** eV/Å in one of a force unit, {@code ENERGY/LENGTH}. */
  public static double force(String unit) {
    int slash = unit.lastIndexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(
          "unknown force unit \"" + unit + "\" (an energy over a length, as eV/A)");
    }
    return energy(unit.substring(0, slash)) / length(unit.substring(slash + 1));
  }

  /** eV/Å³ in one of a stress unit: a pressure, or {@code ENERGY/LENGTH^3}. */
  public static double stress(String unit) {
    Double pressure = PRESSURE.get(unit);
    if (pressure != null) {
      return pressure;
    }
    int slash = unit.lastIndexOf('/');
    if (slash < 0 || !unit.endsWith("^3")) {
      throw new IllegalArgumentException(
          "unknown stress unit \"" + unit + "\" (kbar, GPa, bar, Pa, or as eV/A^3)");
    }
    double length = length(unit.substring(slash + 1, unit.length() - 2));
    return energy(unit.substring(0, slash)) / (length * length * length);
  }

  private static double of(Map<String, Double> factors, String quantity, String unit) {
    Double factor = factors.get(unit);
    if (factor == null) {
      throw new IllegalArgumentException(
          "unknown "
              + quantity
              + " unit \""
              + unit
              + "\" ("
              + String.join(", ", factors.keySet().stream().sorted().toList())
              + ")");
    }
    return factor;
  }
}
