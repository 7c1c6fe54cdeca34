package org.quarry.regression;

import java.util.Map;
import org.quarry.parameters.Parameters;

/**
 * Settings of multinomial logistic regression.
 *
 * @param lambda strength of the penalty λ/2 Σ w² on the coefficients, the constants left out; it is
 *     weighed against the sum of the log-likelihood over the rows
 * @param tolerance at which the minimization stops
 * @param maxIterations most steps of the minimization
 * @param weights how classes count
 * @param seed settles fractions of weighted rows, see {@link ClassWeights}
 */
public record LogisticParameters(
    double lambda, double tolerance, int maxIterations, ClassWeights weights, long seed)
    implements Parameters {
  public LogisticParameters {
    if (!(lambda >= 0 && Double.isFinite(lambda))) {
      throw new IllegalArgumentException("lambda must be at least 0, got " + lambda);
    }
    if (!(tolerance > 0)) {
      throw new IllegalArgumentException("tolerance must be positive, got " + tolerance);
    }
    if (maxIterations < 1) {
      throw new IllegalArgumentException("max_iterations must be positive, got " + maxIterations);
    }
  }

  /** λ = 1, suited to standardized features; all rows alike. */
  public static LogisticParameters withSeed(long seed) {
    return new LogisticParameters(1, 1e-5, 500, ClassWeights.UNIFORM, seed);
  }

  @Override
  public String name() {
    return LogisticClassifier.TYPE;
  }

  @Override
  public Map<String, Object> toMap() {
    return Map.of(
        "lambda", lambda,
        "tolerance", tolerance,
        "max_iterations", maxIterations,
        "class_weights", weights.text(),
        "seed", seed);
  }
}
