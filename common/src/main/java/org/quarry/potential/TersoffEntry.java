package org.quarry.potential;

import java.util.Map;

/**
 * The numbers of {@link Tersoff} for one triplet of labels, in the order of LAMMPS' files. A, B,
 * λ1, λ2, n, β and the cutoff of a bond i-j come from the entry (i, j, j); m, γ, λ3, c, d, cos θ0
 * and the cutoff of a third atom k from (i, j, k).
 *
 * @param m 1 or 3
 * @param lambda3 1/Å
 * @param lambda2 1/Å
 * @param bigB eV
 * @param bigR middle of the cutoff in Å
 * @param bigD half width of the cutoff in Å
 * @param lambda1 1/Å
 * @param bigA eV
 */
public record TersoffEntry(
    int m,
    double gamma,
    double lambda3,
    double c,
    double d,
    double cosTheta0,
    double n,
    double beta,
    double lambda2,
    double bigB,
    double bigR,
    double bigD,
    double lambda1,
    double bigA)
    implements TripletEntry {
  private static final String NAMES =
      "m gamma lambda3 c d costheta0 n beta lambda2 B R D lambda1 A";
  static final int COUNT = 14;

  public TersoffEntry {
    TripletEntry.requireOneOrThree("m", m);
    TripletEntry.requireNotNegative(
        "gamma c d n beta lambda2 B R D lambda1 A",
        gamma,
        c,
        d,
        n,
        beta,
        lambda2,
        bigB,
        bigR,
        bigD,
        lambda1,
        bigA);
    if (bigD > bigR) {
      throw new IllegalArgumentException("D must not exceed R, got " + bigD + " and " + bigR);
    }
    if (c > 0 && d == 0) {
      throw new IllegalArgumentException("d must not be 0 where c is " + c);
    }
    if (n == 0 && beta > 0 && bigB > 0) {
      throw new IllegalArgumentException("n must not be 0 where beta and B are not");
    }
  }

  static TersoffEntry of(double[] v) {
    return new TersoffEntry(
        TripletEntry.exponent("m", v[0]),
        v[1],
        v[2],
        v[3],
        v[4],
        v[5],
        v[6],
        v[7],
        v[8],
        v[9],
        v[10],
        v[11],
        v[12],
        v[13]);
  }

  /** R + D. */
  @Override
  public double cutoff() {
    return bigR + bigD;
  }

  @Override
  public Map<String, Object> toMap() {
    return TripletEntry.map(
        NAMES, m, gamma, lambda3, c, d, cosTheta0, n, beta, lambda2, bigB, bigR, bigD, lambda1,
        bigA);
  }
}
