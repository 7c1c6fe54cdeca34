package org.quarry.potential;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The numbers of {@link StillingerWeber} for one triplet of labels, in the order of LAMMPS' files.
 * Two-body terms and the decay of a leg i-j take theirs from the entry (i, j, j); λ, ε and cos θ0
 * of a triplet with centre i come from (i, j, k).
 *
 * @param epsilon energy in eV
 * @param sigma length in Å
 * @param a cutoff over σ
 * @param tolerance 0, or what LAMMPS shortens the cutoff by: to aσ + σ/ln(tolerance) (γσ for γ < 1)
 */
public record StillingerWeberEntry(
    double epsilon,
    double sigma,
    double a,
    double lambda,
    double gamma,
    double cosTheta0,
    double bigA,
    double bigB,
    double p,
    double q,
    double tolerance) {
  static final int COUNT = 11;
  private static final double MAX_TOLERANCE = 0.01;

  public StillingerWeberEntry {
    check("epsilon", epsilon);
    check("sigma", sigma);
    check("a", a);
    check("lambda", lambda);
    check("gamma", gamma);
    check("A", bigA);
    check("B", bigB);
    check("p", p);
    check("q", q);
    check("tol", tolerance);
  }

  private static void check(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must not be negative, got " + value);
    }
  }

  static StillingerWeberEntry of(double[] v) {
    return new StillingerWeberEntry(
        v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10]);
  }

  /** The distance beyond which the pair is left out, at most aσ. */
  public double cutoff() {
    if (tolerance == 0) {
      return a * sigma;
    }
    return a * sigma
        + Math.min(gamma, 1) * sigma / StrictMath.log(Math.min(tolerance, MAX_TOLERANCE));
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("epsilon", epsilon);
    map.put("sigma", sigma);
    map.put("a", a);
    map.put("lambda", lambda);
    map.put("gamma", gamma);
    map.put("costheta0", cosTheta0);
    map.put("A", bigA);
    map.put("B", bigB);
    map.put("p", p);
    map.put("q", q);
    map.put("tol", tolerance);
    return map;
  }
}
