package org.quarry.io;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.quarry.atoms.Units;

/**
 * The units that somebody stated for a file. What is not stated is read as ASE does: Å, eV, eV/Å,
 * eV/Å³.
 */
public final class FileUnits {
  /** Nothing stated. */
  public static final FileUnits UNSTATED = new FileUnits(new EnumMap<>(Quantity.class));

  /** What has a unit. */
  public enum Quantity {
    LENGTH("A") {
      @Override
      double factor(String unit) {
        return Units.length(unit);
      }
    },
    ENERGY("eV") {
      @Override
      double factor(String unit) {
        return Units.energy(unit);
      }
    },
    FORCE("eV/A") {
      @Override
      double factor(String unit) {
        return Units.force(unit);
      }
    },
    STRESS("eV/A^3") {
      @Override
      double factor(String unit) {
        return Units.stress(unit);
      }
    };

    private final String ours;

    Quantity(String ours) {
      this.ours = ours;
    }

    /** Ours in one of {@code unit}. */
    abstract double factor(String unit);

    /** The name as the command line writes it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Map<Quantity, String> stated;

  private FileUnits(Map<Quantity, String> stated) {
    this.stated = stated;
  }

  /**
   * Units as the command line states them: {@code energy=kcal/mol,length=A,force=kcal/mol/A}.
   *
   * @throws IllegalArgumentException if a quantity or unit is unknown
   */
  public static FileUnits parse(String text) {
    FileUnits units = UNSTATED;
    for (Map.Entry<String, String> entry : Assignments.parse("units", text).entrySet()) {
      units = units.with(quantity(entry.getKey()), entry.getValue());
    }
    return units;
  }

  /**
   * These and one more.
   *
   * @throws IllegalArgumentException if the unit is unknown
   */
  public FileUnits with(Quantity quantity, String unit) {
    quantity.factor(unit); // fails for a unit that does not exist
    Map<Quantity, String> more = new EnumMap<>(Quantity.class);
    more.putAll(stated);
    more.put(quantity, unit);
    return new FileUnits(more);
  }

  /** What was stated. */
  public Optional<String> stated(Quantity quantity) {
    return Optional.ofNullable(stated.get(quantity));
  }

  /** The factor from the file's unit to ours. */
  public double factor(Quantity quantity) {
    return quantity.factor(stated.getOrDefault(quantity, quantity.ours));
  }

  /**
   * Whether a quantity was left unstated although an energy or length other than eV and Å was: a
   * file in kcal/mol does not have forces in eV/Å, and which unit they have nobody should guess.
   */
  boolean isUnsettled(Quantity quantity) {
    return !stated.containsKey(quantity)
        && (factor(Quantity.ENERGY) != 1 || factor(Quantity.LENGTH) != 1);
  }

  private static Quantity quantity(String name) {
    return Stream.of(Quantity.values())
        .filter(quantity -> quantity.text().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "units: unknown quantity \"" + name + "\" (length, energy, force, stress)"));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileUnits that && stated.equals(that.stated);
  }

  @Override
  public int hashCode() {
    return stated.hashCode();
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    return stated.entrySet().stream()
        .map(entry -> entry.getKey().text() + "=" + entry.getValue())
        .collect(Collectors.joining(","));
  }
}
