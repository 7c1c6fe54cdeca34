package org.quarry.potential;

import java.util.LinkedHashMap;
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
    double c5) {
  static final int COUNT = 17;

  public TersoffModEntry {
    if (beta != 1 && beta != 3) {
      throw new IllegalArgumentException("beta must be 1 or 3, got " + beta);
    }
    check("eta", eta);
    check("beta_ters", betaTers);
    check("lambda2", lambda2);
    check("B", bigB);
    check("R", bigR);
    check("D", bigD);
    check("lambda1", lambda1);
    check("A", bigA);
    check("n", n);
    check("c3", c3);
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

  private static void check(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must not be negative, got " + value);
    }
  }

  static TersoffModEntry of(double[] v) {
    if (v[0] != (int) v[0]) {
      throw new IllegalArgumentException("beta must be 1 or 3, got " + v[0]);
    }
    return new TersoffModEntry(
        (int) v[0],
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
  public double cutoff() {
    return bigR + bigD;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("beta", beta);
    map.put("alpha", alpha);
    map.put("h", h);
    map.put("eta", eta);
    map.put("beta_ters", betaTers);
    map.put("lambda2", lambda2);
    map.put("B", bigB);
    map.put("R", bigR);
    map.put("D", bigD);
    map.put("lambda1", lambda1);
    map.put("A", bigA);
    map.put("n", n);
    map.put("c1", c1);
    map.put("c2", c2);
    map.put("c3", c3);
    map.put("c4", c4);
    map.put("c5", c5);
    return map;
  }
}
