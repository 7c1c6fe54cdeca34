package org.quarry.descriptor.coulomb;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.quarry.parameters.Parameters;

/**
 * Parameters of the Ewald-sum matrix, with the meanings of DScribe. Lengths in Å whatever the unit
 * of the matrix.
 *
 * @param form what becomes of the matrix
 * @param accuracy A, which sets both cutoffs where they are not given; above 0 and below 1
 * @param w work of a term in real space relative to one in reciprocal space, which shifts the
 *     default screening; positive
 * @param a the screening α in 1/Å, positive; set by {@code w} where it is not given
 * @param cutoffs of both sums; set by {@code accuracy} where they are not given
 */
public record EwaldParameters(
    MatrixForm form, double accuracy, double w, OptionalDouble a, Optional<Cutoffs> cutoffs)
    implements Parameters {
  static final String NAME = "ewald";
  static final double DEFAULT_ACCURACY = 1e-5;

  public EwaldParameters {
    if (!(accuracy > 0 && accuracy < 1)) {
      throw wrong("accuracy must be above 0 and below 1", accuracy);
    }
    if (!(w > 0) || w == Double.POSITIVE_INFINITY) {
      throw wrong("w must be positive", w);
    }
    if (a.isPresent() && !isPositive(a.getAsDouble())) {
      throw wrong("a must be positive", a.getAsDouble());
    }
  }

  /** With DScribe's defaults for the rest: accuracy 1e−5, w = 1. */
  public static EwaldParameters of(MatrixForm form) {
    return new EwaldParameters(form, DEFAULT_ACCURACY, 1, OptionalDouble.empty(), Optional.empty());
  }

  public EwaldParameters withAccuracy(double newAccuracy) {
    return new EwaldParameters(form, newAccuracy, w, a, cutoffs);
  }

  public EwaldParameters withScreening(double newA) {
    return new EwaldParameters(form, accuracy, w, OptionalDouble.of(newA), cutoffs);
  }

  public EwaldParameters withCutoffs(Cutoffs newCutoffs) {
    return new EwaldParameters(form, accuracy, w, a, Optional.of(newCutoffs));
  }

  /** α in 1/Å for n atoms in a volume in Å³: {@code a}, or √π (n w / V²)^(1/6). */
  public double screening(int n, double volume) {
    return a.orElseGet(
        () -> Math.sqrt(Math.PI) * StrictMath.pow(n * w / (volume * volume), 1.0 / 6));
  }

  /** The cutoffs for a screening in 1/Å: those given, or f/α and 2αf with f = √(−ln A). */
  public Cutoffs cutoffs(double screening) {
    double f = Math.sqrt(-StrictMath.log(accuracy));
    return cutoffs.orElseGet(() -> new Cutoffs(f / screening, 2 * screening * f));
  }

  @Override
  public String name() {
    return NAME;
  }

  /** The settings that count: neither a {@code w} nor an {@code accuracy} that sets nothing. */
  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new TreeMap<>(form.toMap());
    if (a.isPresent()) {
      map.put("a", a.getAsDouble());
    } else {
      map.put("w", w);
    }
    if (cutoffs.isPresent()) {
      map.put("r_cut", cutoffs.get().rCut());
      map.put("g_cut", cutoffs.get().gCut());
    } else {
      map.put("accuracy", accuracy);
    }
    return Collections.unmodifiableMap(map);
  }

  private static boolean isPositive(double x) {
    return x > 0 && x < Double.POSITIVE_INFINITY;
  }

  private static IllegalArgumentException wrong(String rule, Object value) {
    return new IllegalArgumentException(NAME + ": " + rule + ", got " + value);
  }

  /**
   * Where the sums end, inclusive.
   *
   * @param rCut in real space, Å, positive
   * @param gCut in reciprocal space, 1/Å with the factor 2π, positive
   */
  public record Cutoffs(double rCut, double gCut) {
    public Cutoffs {
      if (!isPositive(rCut)) {
        throw wrong("r_cut must be positive", rCut);
      }
      if (!isPositive(gCut)) {
        throw wrong("g_cut must be positive", gCut);
      }
    }
  }
}
