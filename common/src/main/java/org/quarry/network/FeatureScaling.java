package org.quarry.network;

import java.io.Serializable;

/**
 * Standardizes descriptor vectors: (x − mean) · factor, factor being 1/deviation over the training
 * atoms, and 0 for a feature that hardly varies there (by less than float32 resolves): it says
 * nothing, whatever its value elsewhere.
 */
public final class FeatureScaling implements Serializable {
  private static final long serialVersionUID = 1L;

  private final float[] mean;
  private final float[] factor;

  private FeatureScaling(float[] mean, float[] factor) {
    this.mean = mean;
    this.factor = factor;
  }

  /** A scaling with known numbers. */
  public static FeatureScaling of(float[] mean, float[] factor) {
    if (mean.length != factor.length || mean.length == 0) {
      throw new IllegalArgumentException(
          mean.length + " means and " + factor.length + " factors of features");
    }
    return new FeatureScaling(mean.clone(), factor.clone());
  }

  /** Number of features. */
  public int features() {
    return mean.length;
  }

  /** A copy of the means. */
  public float[] mean() {
    return mean.clone();
  }

  /** A copy of the factors. */
  public float[] factor() {
    return factor.clone();
  }

  /**
   * Standardizes one vector.
   *
   * @param source holds the vector from {@code from} on
   * @param target gets the standardized numbers from {@code to} on; may be {@code source}
   */
  public void apply(float[] source, int from, float[] target, int to) {
    for (int i = 0; i < mean.length; i++) {
      target[to + i] = (source[from + i] - mean[i]) * factor[i];
    }
  }

  /** Gathers mean and deviation of vectors, added one by one (Welford's recurrence). */
  public static final class Fit {
    /** A deviation below this share of the largest value is rounding. */
    private static final double RESOLUTION = 1e-6;

    private final double[] mean;
    private final double[] squares;
    private final double[] largest;
    private long count;

    public Fit(int features) {
      mean = new double[features];
      squares = new double[features];
      largest = new double[features];
    }

    /** Adds the vector that starts at {@code from}. */
    public void add(float[] source, int from) {
      count++;
      for (int i = 0; i < mean.length; i++) {
        double x = source[from + i];
        double before = x - mean[i];
        mean[i] += before / count;
        squares[i] += before * (x - mean[i]);
        largest[i] = Math.max(largest[i], Math.abs(x));
      }
    }

    /**
     * The scaling.
     *
     * @throws IllegalStateException without any vector
     */
    public FeatureScaling scaling() {
      if (count == 0) {
        throw new IllegalStateException("no atom to standardize features by");
      }
      float[] means = new float[mean.length];
      float[] factors = new float[mean.length];
      for (int i = 0; i < mean.length; i++) {
        double deviation = Math.sqrt(squares[i] / count);
        means[i] = (float) mean[i];
        factors[i] = deviation > RESOLUTION * largest[i] ? (float) (1 / deviation) : 0;
      }
      return new FeatureScaling(means, factors);
    }
  }
}
