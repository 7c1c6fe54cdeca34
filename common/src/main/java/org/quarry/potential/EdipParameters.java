package org.quarry.potential;

import java.util.Map;

/** The numbers of {@link Edip} in the order of LAMMPS' files; energies in eV, lengths in Å. */
public record EdipParameters(
    double bigA,
    double bigB,
    double a,
    double c,
    double alpha,
    double beta,
    double eta,
    double gamma,
    double lambda,
    double mu,
    double rho,
    double sigma,
    double q0,
    double u1,
    double u2,
    double u3,
    double u4) {
  private static final String NAMES =
      "A B a c alpha beta eta gamma lambda mu rho sigma Q0 u1 u2 u3 u4";
  static final int COUNT = 17;

  public EdipParameters {
    if (!(c > 0 && c < a && a < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("EDIP needs 0 < c < a, got c = " + c + ", a = " + a);
    }
    if (!(bigB > 0 && sigma > 0 && gamma > 0)) {
      throw new IllegalArgumentException(
          "EDIP needs B, sigma and gamma above 0, got " + bigB + ", " + sigma + ", " + gamma);
    }
  }

  static EdipParameters of(double[] v) {
    return new EdipParameters(
        v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11], v[12], v[13],
        v[14], v[15], v[16]);
  }

  Map<String, Object> toMap() {
    return TripletEntry.map(
        NAMES, bigA, bigB, a, c, alpha, beta, eta, gamma, lambda, mu, rho, sigma, q0, u1, u2, u3,
        u4);
  }
}
