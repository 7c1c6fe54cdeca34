package org.quarry.regression;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a classifier's probabilities are calibrated. */
public enum CalibrationMethod {
  /** Not at all. */
  NONE,
  /** One exponent for all: P(k) ∝ p_k^(1/T) (Guo et al., ICML 2017). */
  TEMPERATURE,
  /** A logistic curve a class, then normalized (Platt 1999). */
  PLATT,
  /** An ascending curve a class, then normalized (Zadrozny and Elkan, KDD 2002). */
  ISOTONIC;

  /**
   * The method with a name, in any case.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static CalibrationMethod of(String name) {
    for (CalibrationMethod method : values()) {
      if (method.text().equals(name.toLowerCase(Locale.ROOT))) {
        return method;
      }
    }
    throw new IllegalArgumentException(
        "unknown calibration \""
            + name
            + "\" ("
            + Arrays.stream(values()).map(CalibrationMethod::text).collect(Collectors.joining(", "))
            + ")");
  }

  /** The name as files and the command line write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
