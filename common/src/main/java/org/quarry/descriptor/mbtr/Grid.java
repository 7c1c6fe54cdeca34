package org.quarry.descriptor.mbtr;

import java.util.Map;

/**
 * Points on which a distribution is given, and the width of the Gaussian that each value is spread
 * to. Units are those of the geometry.
 *
 * @param min first point
 * @param max last point, above the first
 * @param n points, 2 to {@value #MAX_POINTS}, evenly spaced
 * @param sigma standard deviation, from a hundredth of the spacing up to max − min
 */
public record Grid(double min, double max, int n, double sigma) {
  private static final int MAX_POINTS = 10_000;
  private static final double LEAST_WIDTH = 1e-2; // of the spacing

  public Grid {
    if (!(max > min) || !Double.isFinite(max - min)) {
      throw new IllegalArgumentException(
          "mbtr: grid min must be below grid max, got " + min + " and " + max);
    }
    if (n < 2 || n > MAX_POINTS) {
      throw new IllegalArgumentException(
          "mbtr: grid n must be between 2 and " + MAX_POINTS + ", got " + n);
    }
    double least = LEAST_WIDTH * (max - min) / (n - 1);
    if (!(sigma >= least && sigma <= max - min)) {
      throw new IllegalArgumentException(
          "mbtr: grid sigma must be between "
              + least
              + " (a hundredth of the spacing) and "
              + (max - min)
              + ", got "
              + sigma);
    }
  }

  /** The distance of two points. */
  public double spacing() {
    return (max - min) / (n - 1);
  }

  Map<String, Object> toMap() {
    return Map.of("min", min, "max", max, "n", n, "sigma", sigma);
  }
}
