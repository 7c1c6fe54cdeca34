package org.quarry.potential;

import java.util.Map;

/**
 * The numbers of {@link TersoffMod} for one triplet of labels, in the order of LAMMPS' files. A, B,
 * λ1, λ2, η, n, β_ters and the cutoff of a bond i-j come from the entry (i, j, j); β, α, h, c1 to
 * c5 and the cutoff of a third atom k from (i, j, k).
 *
 * @param beta the exponent β, 1 or 3
 * @param alpha Å^−β for β = 1; its third root for β = 3
 * @param betaTers multiplies ζ, 1 in the published potential
 * @param lambda2 1/Å
 * @param bigB eV
 * @param bigR middle of the cutoff in Å
 * @param bigD half width of the cutoff in Å
 * @param lambda1 1/Å
 * @param bigA eV
 * @param n 1/(2δ) of the paper
 */
public record TersoffModEntry(
    int beta,
    double alpha,
    double h,
    double eta,
    double betaTers,
    double lambda2,
    double bigB,
    double bigR,
    double bigD,
    double lambda1,
    double bigA,
    double n,
    double c1,
    double c2,
    double c3,
    double c4,
    double c5)
    implements TripletEntry {
  private static final String NAMES =
      "beta alpha h eta beta_ters lambda2 B R D lambda1 A n c1 c2 c3 c4 c5";
  static final int COUNT = 17;

  public TersoffModEntry {
    TripletEntry.requireOneOrThree("beta", beta);
    TripletEntry.requireNotNegative(
        "eta beta_ters lambda2 B R D lambda1 A n c3",
        eta,
        betaTers,
        lambda2,
        bigB,
        bigR,
        bigD,
        lambda1,
        bigA,
        n,
        c3);
    if (bigD > bigR) {
      throw new IllegalArgumentException("D must not exceed R, got " + bigD + " and " + bigR);
    }
    if (c2 != 0 && c3 == 0) {
      throw new IllegalArgumentException("c3 must not be 0 where c2 is " + c2);
    }
    if (n == 0 && betaTers > 0 && bigB > 0) {
      throw new IllegalArgumentException("n must not be 0 where beta_ters and B are not");
    }
  }

  static TersoffModEntry of(double[] v) {
    return new TersoffModEntry(
        TripletEntry.exponent("beta", v[0]),
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
        v[13],
        v[14],
        v[15],
        v[16]);
  }

  /** R + D. */
  @Override
  public double cutoff() {
    return bigR + bigD;
  }

  @Override
  public Map<String, Object> toMap() {
    return TripletEntry.map(
        NAMES, beta, alpha, h, eta, betaTers, lambda2, bigB, bigR, bigD, lambda1, bigA, n, c1, c2,
        c3, c4, c5);
  }
}
