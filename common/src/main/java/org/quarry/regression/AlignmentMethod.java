package org.quarry.regression;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How empirical energies are brought to the zero of a reference method. */
public enum AlignmentMethod {
  /** Not at all. */
  RAW,
  /**
   * The median of (E_ref − E_EIP)/N over the training rows: one offset a potential. Where the
   * training rows differ in composition, one a potential and element by least absolute deviations,
   * of which the median is the case of one element.
   */
  MEDIAN,
  /** One offset a potential and element, by least squares of (E_ref − E_EIP)/N. */
  LEAST_SQUARES,
  /** Energies of isolated atoms or pure crystals that the user gives; nothing is fitted. */
  GIVEN;

  /**
   * The method with a name, in any case.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static AlignmentMethod of(String name) {
    for (AlignmentMethod method : values()) {
      if (method.text().equals(name.toLowerCase(Locale.ROOT))) {
        return method;
      }
    }
    throw new IllegalArgumentException(
        "unknown alignment \""
            + name
            + "\" ("
            + Arrays.stream(values()).map(AlignmentMethod::text).collect(Collectors.joining(", "))
            + ")");
  }

  /** The name as files and the command line write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
