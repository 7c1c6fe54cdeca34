package org.quarry.io;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.quarry.io.FileUnits.Quantity;

/**
 * The units of one frame: what the options tell, completed by what the frame itself states ({@code
 * energy_unit=kcal/mol} and the like, where the unit is one we know).
 */
final class ExtxyzUnits {
  private static final Map<String, String> LENGTH =
      Map.of("a", "A", "å", "A", "ang", "A", "angstrom", "A", "angstroms", "A", "bohr", "Bohr");
  private static final Map<String, String> ENERGY =
      Map.ofEntries(
          Map.entry("ev", "eV"),
          Map.entry("mev", "meV"),
          Map.entry("ha", "Hartree"),
          Map.entry("hartree", "Hartree"),
          Map.entry("au", "Hartree"),
          Map.entry("a.u.", "Hartree"),
          Map.entry("ry", "Ry"),
          Map.entry("rydberg", "Ry"),
          Map.entry("kcal/mol", "kcal/mol"),
          Map.entry("kj/mol", "kJ/mol"));

  private static final Map<String, String> STRESS =
      Map.of(
          "ev/a^3", "eV/A^3",
          "ev/ang^3", "eV/A^3",
          "ev/angstrom^3", "eV/A^3",
          "gpa", "GPa",
          "kbar", "kbar",
          "kb", "kbar");

  private final FileUnits units;
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private ExtxyzUnits(FileUnits units) {
    this.units = units;
  }

  static ExtxyzUnits of(FileUnits told, ExtxyzComment comment) throws BadFrame {
    FileUnits units = told;
    for (Quantity quantity : Quantity.values()) {
      for (String key : ExtxyzKeys.unitKeys(quantity)) {
        Optional<String> unit = comment.peek(key).flatMap(text -> known(quantity, text));
        if (unit.isPresent()) {
          units = merge(units, quantity, unit.get(), key);
          comment.take(key);
        }
      }
    }
    ExtxyzUnits result = new ExtxyzUnits(units);
    for (Quantity quantity : Quantity.values()) {
      Optional<String> unit = units.stated(quantity);
      if (quantity != Quantity.LENGTH && unit.isPresent() && units.factor(quantity) != 1) {
        result.metadata.put("source_" + quantity.text() + "_unit", unit.get());
      }
    }
    return result;
  }

  private static FileUnits merge(FileUnits units, Quantity quantity, String unit, String key)
      throws BadFrame {
    if (units.stated(quantity).isEmpty()) {
      return units.with(quantity, unit);
    }
    double told = units.factor(quantity);
    double stated = FileUnits.UNSTATED.with(quantity, unit).factor(quantity);
    if (Math.abs(told - stated) > 1e-6 * told) {
      throw BadFrame.quality(
          key
              + " says "
              + unit
              + ", but the file is read with "
              + quantity.text()
              + "="
              + units.stated(quantity).get());
    }
    return units;
  }

  /** The unit that a text means, as {@link FileUnits} writes it; none if we do not know it. */
  private static Optional<String> known(Quantity quantity, String text) {
    String unit = text.toLowerCase(Locale.ROOT).strip();
    return switch (quantity) {
      case LENGTH -> Optional.ofNullable(LENGTH.get(unit));
      case ENERGY -> Optional.ofNullable(ENERGY.get(unit));
      case FORCE -> force(unit);
      case STRESS -> Optional.ofNullable(STRESS.get(unit));
    };
  }

  private static Optional<String> force(String unit) {
    if (unit.equals("au") || unit.equals("a.u.")) {
      return Optional.of("Hartree/Bohr");
    }
    int slash = unit.lastIndexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    String energy = ENERGY.get(unit.substring(0, slash));
    String length = LENGTH.get(unit.substring(slash + 1));
    return energy == null || length == null ? Optional.empty() : Optional.of(energy + "/" + length);
  }

  /** The factor from the frame's unit to ours, for a length or energy. */
  double factor(Quantity quantity) {
    return units.factor(quantity);
  }

  /** The factor for a label whose unit does not follow from another's: it must have been stated. */
  double settledFactor(Quantity quantity) throws BadFrame {
    if (units.isUnsettled(quantity)) {
      throw BadFrame.quality(
          "the frame has a "
              + quantity.text()
              + " whose unit nobody stated, while "
              + units
              + " was: add "
              + quantity.text()
              + "=UNIT to the units, or map it to none");
    }
    return units.factor(quantity);
  }

  /** What is worth keeping with the labels: the units they were converted from. */
  Map<String, String> metadata() {
    return metadata;
  }
}
