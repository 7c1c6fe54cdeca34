package org.quarry.io;

import java.util.Set;

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

  private static final Set<String> RESERVED =
      Set.of("lattice", "properties", "pbc", "energy", FREE_ENERGY, "forces", "stress", "virial");

  private ExtxyzKeys() {}

  /** Whether a reader with ASE's keys would take the key for more than information. */
  static boolean isReserved(String key) {
    return RESERVED.contains(key.toLowerCase(java.util.Locale.ROOT))
        || key.startsWith("quarry_")
        || key.endsWith("_unit")
        || key.endsWith("-unit")
        || key.endsWith("_units");
  }
}
