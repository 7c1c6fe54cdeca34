package org.quarry.network.potential;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shift and factor of each number that describes an atom: (x − mean) · factor. Part of a network's
 * shape, not of its trained parameters.
 *
 * @param mean one a feature
 * @param factor one a feature
 */
public record Standardization(List<Double> mean, List<Double> factor) {
  /** A deviation below this share of the largest value is rounding. */
  private static final double RESOLUTION = 1e-6;

  public Standardization {
    mean = List.copyOf(mean);
    factor = List.copyOf(factor);
    if (mean.size() != factor.size() || mean.isEmpty()) {
      throw new IllegalArgumentException(
          mean.size() + " means and " + factor.size() + " factors of features");
    }
    for (int i = 0; i < mean.size(); i++) {
      if (!Double.isFinite(mean.get(i)) || !Double.isFinite(factor.get(i))) {
        throw new IllegalArgumentException("mean and factor of feature " + i + " must be numbers");
      }
    }
  }

  /** The one that changes nothing. */
  public static Standardization none(int features) {
    return new Standardization(
        IntStream.range(0, features).mapToObj(i -> 0.0).toList(),
        IntStream.range(0, features).mapToObj(i -> 1.0).toList());
  }

  /**
   * Mean 0 and deviation 1 over some vectors; factor 0 for a feature that hardly varies there (by
   * less than float32 resolves): it says nothing, whatever its value elsewhere.
   *
   * @param vectors one after another, at least one
   * @param features numbers a vector
   * @throws IllegalArgumentException if there is none
   */
  public static Standardization of(double[] vectors, int features) {
    int count = vectors.length / features;
    if (count == 0) {
      throw new IllegalArgumentException("no atom to standardize features by");
    }
    Double[] mean = new Double[features];
    Double[] factor = new Double[features];
    for (int q = 0; q < features; q++) {
      int feature = q;
      double[] x =
          IntStream.range(0, count).mapToDouble(i -> vectors[i * features + feature]).toArray();
      double center = Arrays.stream(x).sum() / count;
      double deviation =
          Math.sqrt(Arrays.stream(x).map(v -> (v - center) * (v - center)).sum() / count);
      double largest = Arrays.stream(x).map(Math::abs).max().orElse(0);
      mean[q] = center;
      factor[q] = deviation > RESOLUTION * largest ? 1 / deviation : 0.0;
    }
    return new Standardization(List.of(mean), List.of(factor));
  }

  /** Number of features. */
  public int features() {
    return mean.size();
  }

  /** The standardized vectors in an array of their own. */
  double[] applied(double[] vectors) {
    double[] result = new double[vectors.length];
    double[] shift = numbers(mean);
    double[] scale = numbers(factor);
    for (int i = 0; i < vectors.length; i++) {
      int q = i % scale.length;
      result[i] = (vectors[i] - shift[q]) * scale[q];
    }
    return result;
  }

  /** The linear part alone. */
  double[] scaled(double[] vectors) {
    double[] result = vectors.clone();
    double[] scale = numbers(factor);
    for (int i = 0; i < result.length; i++) {
      result[i] *= scale[i % scale.length];
    }
    return result;
  }

  private static double[] numbers(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
