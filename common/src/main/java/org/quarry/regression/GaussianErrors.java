package org.quarry.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import smile.math.special.Erf;

/**
 * The reference energy per atom itself as a normal distribution, by a Gaussian process whose prior
 * mean is the median of the aligned potentials. All else follows from it: with mean μ, deviation σ
 * and the aligned energy a_p at a distance d = a_p − μ,
 *
 * <ul>
 *   <li>the expected error of p is E|a_p − y| = σ √(2/π) exp(−d²/2σ²) + d erf(d / σ√2);
 *   <li>the probability of p is that of y being nearer to a_p than to any other potential, and
 *       within the tolerance of it; what is left is the probability of none.
 * </ul>
 */
final class GaussianErrors implements ErrorModel {
  static final String TYPE = "gaussian-process-errors";
  private static final int VERSION = 1;

  private final int potentials;
  private final double tolerance;
  private final GaussianProcess process;

  GaussianErrors(int potentials, double tolerance, GaussianProcess process) {
    this.potentials = potentials;
    this.tolerance = tolerance;
    this.process = process;
  }

  @Override
  public int potentials() {
    return potentials;
  }

  @Override
  public Forecast forecast(double[][] features, double[] aligned) {
    GaussianProcess.Prediction correction = process.predict(features);
    double middle = FeatureSet.median(aligned).orElse(0.0);
    double mean = middle + correction.mean();
    double deviation = Math.sqrt(correction.variance());
    double[] expected = new double[potentials];
    for (int p = 0; p < potentials; p++) {
      expected[p] = expectedError(aligned[p] - mean, deviation);
    }
    return new Forecast(probabilities(aligned, mean, deviation, tolerance), expected);
  }

  /** E|d + σ z| of a standard normal z; NaN for NaN. */
  static double expectedError(double d, double deviation) {
    double scaled = d / deviation;
    return deviation * Math.sqrt(2 / Math.PI) * StrictMath.exp(-scaled * scaled / 2)
        + d * Erf.erf(scaled / Math.sqrt(2));
  }

  /** The probability of each potential to be nearest and near enough, then of none. */
  static double[] probabilities(double[] aligned, double mean, double deviation, double tolerance) {
    int[] order =
        IntStream.range(0, aligned.length)
            .filter(p -> !Double.isNaN(aligned[p]))
            .boxed()
            .sorted(Comparator.comparingDouble(p -> aligned[p])) // stable: ties to the earlier
            .mapToInt(p -> p)
            .toArray();
    double[] probabilities = new double[aligned.length + 1];
    double none = 1;
    for (int i = 0; i < order.length; i++) {
      double own = aligned[order[i]];
      if (i > 0 && own == aligned[order[i - 1]]) {
        continue;
      }
      int next = i + 1;
      while (next < order.length && aligned[order[next]] == own) {
        next++;
      }
      double low = i == 0 ? own - tolerance : Math.max(own - tolerance, midway(aligned, order, i));
      double high =
          next == order.length
              ? own + tolerance
              : Math.min(own + tolerance, midway(aligned, order, next));
      double share =
          Math.max(0, cumulative((high - mean) / deviation) - cumulative((low - mean) / deviation));
      probabilities[order[i]] = share;
      none -= share;
    }
    probabilities[aligned.length] = Math.max(0, none);
    return probabilities;
  }

  private static double midway(double[] aligned, int[] order, int i) {
    return (aligned[order[i - 1]] + aligned[order[i]]) / 2;
  }

  private static double cumulative(double z) {
    return Erf.erfc(-z / Math.sqrt(2)) / 2;
  }

  @Override
  public JsonNode toJson() {
    ObjectNode json = ModelJson.object(TYPE, VERSION);
    json.put("potentials", potentials).put("tolerance", tolerance);
    json.set("process", process.toJson());
    return json;
  }

  static GaussianErrors fromJson(JsonNode json) {
    ModelJson.expect(json, TYPE, VERSION);
    return new GaussianErrors(
        ModelJson.integer(json, "potentials", 1, ModelJson.MOST),
        ModelJson.number(json, "tolerance"),
        GaussianProcess.fromJson(ModelJson.objectField(json, "process")));
  }

  @Override
  public String toString() {
    return "lengths "
        + Arrays.toString(process.kernel().lengths())
        + ", weights "
        + Arrays.toString(process.kernel().weights())
        + ", slopes "
        + Arrays.toString(process.kernel().slopes())
        + ", noise "
        + process.noise();
  }
}
