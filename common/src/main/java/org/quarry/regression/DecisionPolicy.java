package org.quarry.regression;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.quarry.parameters.Parameters;

/**
 * How a potential, or none, follows from a forecast. Only potentials that gave an energy stand for
 * election.
 *
 * @param rule which potential is the candidate
 * @param minProbability none is chosen if the candidate's probability is less
 * @param maxExpectedError none is chosen if the candidate's expected error, in eV per atom, is more
 */
public record DecisionPolicy(Rule rule, double minProbability, double maxExpectedError)
    implements Parameters {
  /** No bound on the expected error. */
  public static final double UNBOUNDED = Double.MAX_VALUE;

  /** Which potential is the candidate. */
  public enum Rule {
    /** The most probable one; none is chosen also where none is more probable than it. */
    MOST_PROBABLE,
    /** The one of least expected error. */
    LEAST_ERROR;

    /**
     * The rule with a name, in any case.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Rule of(String name) {
      for (Rule rule : values()) {
        if (rule.text().equals(name.toLowerCase(Locale.ROOT))) {
          return rule;
        }
      }
      throw new IllegalArgumentException(
          "unknown rule \""
              + name
              + "\" ("
              + Arrays.stream(values()).map(Rule::text).collect(Collectors.joining(", "))
              + ")");
    }

    /** The name as files and the command line write it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public DecisionPolicy {
    if (!(minProbability >= 0 && minProbability <= 1)) {
      throw new IllegalArgumentException(
          "the least probability must lie in [0, 1], got " + minProbability);
    }
    if (!(maxExpectedError > 0 && Double.isFinite(maxExpectedError))) {
      throw new IllegalArgumentException(
          "the largest expected error must be a positive energy in eV per atom, got "
              + maxExpectedError);
    }
  }

  /** The most probable class, whatever its probability. */
  public static DecisionPolicy mostProbable() {
    return new DecisionPolicy(Rule.MOST_PROBABLE, 0, UNBOUNDED);
  }

  /** The potential of least expected error, if that is no more than a bound. */
  public static DecisionPolicy leastError(double bound) {
    return new DecisionPolicy(Rule.LEAST_ERROR, 0, bound);
  }

  @Override
  public String name() {
    return "decision";
  }

  @Override
  public Map<String, Object> toMap() {
    return Map.of(
        "rule", rule.text(),
        "min_probability", minProbability,
        "max_expected_error", maxExpectedError);
  }

  /**
   * The candidate among potentials.
   *
   * @param aligned NaN for those that gave no energy
   * @return its number, or that of the potentials if there is none
   */
  int candidate(Forecast forecast, double[] aligned) {
    int best = aligned.length;
    for (int p = aligned.length - 1; p >= 0; p--) { // downwards, so that ties go to the earlier
      if (!Double.isNaN(aligned[p]) && (best == aligned.length || beats(forecast, p, best))) {
        best = p;
      }
    }
    return best;
  }

  private boolean beats(Forecast forecast, int p, int best) {
    return rule == Rule.MOST_PROBABLE
        ? forecast.probability(p) >= forecast.probability(best)
        : forecast.expectedError(p) <= forecast.expectedError(best);
  }

  /** Whether a candidate is good enough. */
  boolean accepts(Forecast forecast, int candidate, int none) {
    return forecast.probability(candidate) >= minProbability
        && forecast.expectedError(candidate) <= maxExpectedError
        && (rule != Rule.MOST_PROBABLE
            || forecast.probability(candidate) >= forecast.probability(none));
  }
}
