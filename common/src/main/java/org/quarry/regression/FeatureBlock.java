package org.quarry.regression;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a configuration can be described by when potentials are to be judged. */
public enum FeatureBlock {
  /** Its pooled descriptors, as they are. */
  DESCRIPTOR,
  /** Its pooled descriptors times the number of atoms. */
  DESCRIPTOR_SUM,
  /** Fractions of the elements, the fraction of others, and ln N. */
  COMPOSITION,
  /** Atoms per volume of the cell in 1/Å³; 0 where there is no volume. */
  DENSITY,
  /**
   * How the potentials disagree: each one's aligned energy per atom (eV) minus the median of them,
   * 0 where it has no answer, and then for each whether it has one (1 or 0).
   */
  SPREAD;

  /**
   * The block with a name, in any case.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static FeatureBlock of(String name) {
    for (FeatureBlock block : values()) {
      if (block.text().equals(name.toLowerCase(Locale.ROOT))) {
        return block;
      }
    }
    throw new IllegalArgumentException(
        "unknown features \""
            + name
            + "\" ("
            + Arrays.stream(values()).map(FeatureBlock::text).collect(Collectors.joining(", "))
            + ")");
  }

  /** The name as files and the command line write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
