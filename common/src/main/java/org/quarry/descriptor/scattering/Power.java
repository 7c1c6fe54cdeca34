package org.quarry.descriptor.scattering;

/**
 * A power q &gt; 0 of a number that is not negative, by operations that give the same bits on every
 * machine.
 *
 * @param exponent q
 * @param form how it is computed
 */
record Power(double exponent, Form form) {
  private static final double THIRD = 1.0 / 3;

  Power {
    if (!(exponent > 0 && exponent <= 100)) {
      throw new IllegalArgumentException(
          "a power must be above 0 and at most 100, got " + exponent);
    }
  }

  static Power of(double exponent) {
    return new Power(exponent, form(exponent));
  }

  private static Form form(double exponent) {
    if (exponent == 0.5) {
      return Form.ROOT;
    } else if (exponent == 1) {
      return Form.ONE;
    } else if (exponent == 2) {
      return Form.SQUARE;
    } else if (exponent == 3) {
      return Form.CUBE;
    } else if (Math.abs(exponent - 4 * THIRD) < 1e-15) {
      return Form.FOUR_THIRDS;
    } else if (Math.abs(exponent - 5 * THIRD) < 1e-15) {
      return Form.FIVE_THIRDS;
    }
    return Form.GENERAL;
  }

  /** The ways to compute a power. */
  enum Form {
    ROOT,
    ONE,
    SQUARE,
    CUBE,
    FOUR_THIRDS,
    FIVE_THIRDS,
    GENERAL
  }
}
