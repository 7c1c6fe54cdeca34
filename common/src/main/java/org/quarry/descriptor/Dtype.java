package org.quarry.descriptor;

import java.util.Locale;

/** The type that stored features have; they are computed in float64 always. */
public enum Dtype {
  FLOAT64,
  /** The nearest float32: a relative error of at most 2⁻²⁴. */
  FLOAT32;

  /** DScribe's name. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Checks that features have a value in this type.
   *
   * @throws IllegalArgumentException if one is too large for float32
   */
  public void requireHolds(double[] values, int count) {
    if (this == FLOAT32) {
      for (int i = 0; i < count; i++) {
        if (Math.abs(values[i]) > Float.MAX_VALUE) {
          throw new IllegalArgumentException(
              "feature " + i + " is " + values[i] + ", which dtype float32 cannot hold");
        }
      }
    }
  }
}
