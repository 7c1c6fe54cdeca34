package org.quarry.io;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.quarry.io.FileUnits.Quantity;

/** The keys of a comment line that have a meaning of their own, for reader and writer alike. */
final class ExtxyzKeys {
  static final String LATTICE = "Lattice";
  static final String PROPERTIES = "Properties";
  static final String PBC = "pbc";
  static final String FREE_ENERGY = "free_energy";

  /** The column names that were there and were not read. */
  static final String IGNORED_COLUMNS = "ignored_columns";

  /** Labels' method, software, kind of energy and metadata, as {@link ExtxyzWriter} writes them. */
  static final String METHOD = "quarry_method";

  static final String SOFTWARE = "quarry_software";
  static final String ENERGY_KIND = "quarry_energy_kind";
  static final String METADATA = "quarry_meta_";

  private static final Set<String> RESERVED = Set.of("energy", FREE_ENERGY, "stress", "virial");

  private static final Map<Quantity, List<String>> UNITS = unitKeys();

  private ExtxyzKeys() {}

  /** The keys under which a frame may state the unit of a quantity. */
  static List<String> unitKeys(Quantity quantity) {
    return UNITS.get(quantity);
  }

  private static Map<Quantity, List<String>> unitKeys() {
    Map<Quantity, List<String>> keys = new EnumMap<>(Quantity.class);
    for (Quantity quantity : Quantity.values()) {
      String name = quantity.text();
      keys.put(quantity, List.of(name + "_unit", name + "-unit", name + "_units", name + "s_unit"));
    }
    return keys;
  }

  /** Whether a reader with ASE's keys would take the key for more than information. */
  static boolean isReserved(String key) {
    return RESERVED.contains(key)
        || key.startsWith("quarry_")
        || Stream.of(LATTICE, PROPERTIES, PBC).anyMatch(key::equalsIgnoreCase)
        || Stream.of(Quantity.values()).anyMatch(q -> unitKeys(q).contains(key));
  }
}
