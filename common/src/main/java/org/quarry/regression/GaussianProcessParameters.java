package org.quarry.regression;

import java.util.Map;
import org.quarry.parameters.Parameters;

/**
 * Settings of Gaussian-process regression.
 *
 * @param maxRows the process stands on at most so many training rows (its costs grow with their
 *     cube, those of a prediction with their square); of more, evenly spaced ones are taken
 * @param tuningRows kernel and noise are chosen on at most so many of them
 * @param leastNoise smallest variance of the noise, as a share of that of the signal
 */
public record GaussianProcessParameters(int maxRows, int tuningRows, double leastNoise)
    implements Parameters {
  /** 1,500 rows, tuned on 400, noise of at least 1e−4. */
  public static final GaussianProcessParameters DEFAULT =
      new GaussianProcessParameters(1500, 400, 1e-4);

  private static final int MOST_ROWS = 20_000;

  public GaussianProcessParameters {
    if (maxRows < 2 || maxRows > MOST_ROWS) {
      throw new IllegalArgumentException(
          "max_rows must lie between 2 and " + MOST_ROWS + ", got " + maxRows);
    }
    if (tuningRows < 2) {
      throw new IllegalArgumentException("tuning_rows must be at least 2, got " + tuningRows);
    }
    if (!(leastNoise > 0 && leastNoise < 1)) {
      throw new IllegalArgumentException("least_noise must lie in (0, 1), got " + leastNoise);
    }
  }

  @Override
  public String name() {
    return GaussianErrors.TYPE;
  }

  @Override
  public Map<String, Object> toMap() {
    return Map.of("max_rows", maxRows, "tuning_rows", tuningRows, "least_noise", leastNoise);
  }
}
