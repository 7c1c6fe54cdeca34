package org.quarry.regression;

import java.util.Map;
import org.quarry.parameters.Parameters;

/**
 * Settings of the fit of a {@link Perceptron}.
 *
 * @param hidden units of the hidden layer, at most 4096
 * @param lambda strength of the penalty λ/2 Σ w² on the weights, biases left out; it is weighed
 *     against the sum of the log-likelihood over the rows; at most 10⁶
 * @param tolerance at which the minimization stops
 * @param maxIterations most steps of the minimization
 * @param weights how classes count
 * @param seed of the starting values
 */
public record PerceptronParameters(
    int hidden, double lambda, double tolerance, int maxIterations, ClassWeights weights, long seed)
    implements Parameters {
  private static final int MOST_HIDDEN = 4096;
  private static final double MOST_LAMBDA = 1e6;

  public PerceptronParameters {
    if (hidden < 1 || hidden > MOST_HIDDEN) {
      throw new IllegalArgumentException(
          "hidden must be between 1 and " + MOST_HIDDEN + " units, got " + hidden);
    }
    if (maxIterations < 1) {
      throw new IllegalArgumentException("max_iterations must be positive, got " + maxIterations);
    }
    if (!(lambda >= 0 && lambda <= MOST_LAMBDA)) {
      throw new IllegalArgumentException("lambda must be between 0 and 1e6, got " + lambda);
    }
    if (!(tolerance > 0)) {
      throw new IllegalArgumentException("tolerance must be positive, got " + tolerance);
    }
  }

  /** 16 hidden units, λ = 0.3, suited to standardized features; all rows alike. */
  public static PerceptronParameters withSeed(long seed) {
    return new PerceptronParameters(16, 0.3, 1e-5, 500, ClassWeights.UNIFORM, seed);
  }

  @Override
  public String name() {
    return Perceptron.TYPE;
  }

  @Override
  public Map<String, Object> toMap() {
    return Map.of(
        "hidden", hidden,
        "lambda", lambda,
        "tolerance", tolerance,
        "max_iterations", maxIterations,
        "class_weights", weights.text(),
        "seed", seed);
  }
}
