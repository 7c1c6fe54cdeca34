package org.quarry.regression;

import java.util.Map;
import org.quarry.parameters.Parameters;

/**
 * Settings of the fit of a {@link Perceptron}.
 *
 * @param hidden units of the hidden layer
 * @param lambda strength of the penalty λ/2 Σ w² on the weights, biases left out; it is weighed
 *     against the sum of the log-likelihood over the rows
 * @param tolerance at which the minimization stops
 * @param maxIterations most steps of the minimization
 * @param weights how classes count
 * @param seed of the starting values
 */
public record PerceptronParameters(
    int hidden, double lambda, double tolerance, int maxIterations, ClassWeights weights, long seed)
    implements Parameters {
  public PerceptronParameters {
    if (hidden < 1 || maxIterations < 1) {
      throw new IllegalArgumentException(
          "hidden units and iterations are positive, got " + hidden + " and " + maxIterations);
    }
    if (!(lambda >= 0 && Double.isFinite(lambda))) {
      throw new IllegalArgumentException("lambda must be at least 0, got " + lambda);
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
