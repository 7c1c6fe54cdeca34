package org.quarry.potential;

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
    double tolerance)
    implements TripletEntry {
  private static final String NAMES = "epsilon sigma a lambda gamma costheta0 A B p q tol";
  static final int COUNT = 11;
  private static final double MAX_TOLERANCE = 0.01;

  public StillingerWeberEntry {
    TripletEntry.requireNotNegative(
        "epsilon sigma a lambda gamma A B p q tol",
        epsilon,
        sigma,
        a,
        lambda,
        gamma,
        bigA,
        bigB,
        p,
        q,
        tolerance);
  }

  static StillingerWeberEntry of(double[] v) {
    return new StillingerWeberEntry(
        v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10]);
  }

  /** The distance beyond which the pair is left out, at most aσ. */
  @Override
  public double cutoff() {
    if (tolerance == 0) {
      return a * sigma;
    }
    return a * sigma
        + Math.min(gamma, 1) * sigma / StrictMath.log(Math.min(tolerance, MAX_TOLERANCE));
  }

  @Override
  public Map<String, Object> toMap() {
    return TripletEntry.map(
        NAMES, epsilon, sigma, a, lambda, gamma, cosTheta0, bigA, bigB, p, q, tolerance);
  }
}
