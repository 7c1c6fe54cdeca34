package org.quarry.potential;

import java.util.LinkedHashMap;
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
    double bigA) {
  static final int COUNT = 14;

  public TersoffEntry {
    if (m != 1 && m != 3) {
      throw new IllegalArgumentException("m must be 1 or 3, got " + m);
    }
    check("gamma", gamma);
    check("c", c);
    check("d", d);
    check("n", n);
    check("beta", beta);
    check("lambda2", lambda2);
    check("B", bigB);
    check("R", bigR);
    check("D", bigD);
    check("lambda1", lambda1);
    check("A", bigA);
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

  private static void check(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must not be negative, got " + value);
    }
  }

  static TersoffEntry of(double[] v) {
    if (v[0] != (int) v[0]) {
      throw new IllegalArgumentException("m must be 1 or 3, got " + v[0]);
    }
    return new TersoffEntry(
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
        v[13]);
  }

  /** R + D. */
  public double cutoff() {
    return bigR + bigD;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("m", m);
    map.put("gamma", gamma);
    map.put("lambda3", lambda3);
    map.put("c", c);
    map.put("d", d);
    map.put("costheta0", cosTheta0);
    map.put("n", n);
    map.put("beta", beta);
    map.put("lambda2", lambda2);
    map.put("B", bigB);
    map.put("R", bigR);
    map.put("D", bigD);
    map.put("lambda1", lambda1);
    map.put("A", bigA);
    return map;
  }
}
