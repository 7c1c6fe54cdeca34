package org.quarry.regression;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How empirical energies are brought to the zero of a reference method. */
public enum AlignmentMethod {
  /** Not at all. */
  RAW,
  /** One offset a potential: the median of (E_ref − E_EIP)/N over the training rows. */
  MEDIAN,
  /** One offset a potential and element, by least squares of (E_ref − E_EIP)/N. */
  LEAST_SQUARES;

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
