package org.quarry.math;

import java.math.BigInteger;

/** Dense symmetric matrices of {@link FixedPoint} numbers. */
public final class FixedPointMatrix {
  private static final int MAX_SWEEPS = 200;

  /** Off-diagonal bits that rounding keeps alive. */
  private static final int NOISE = 16;

  private FixedPointMatrix() {}

  /**
   * S^(−1/2) of a symmetric positive definite matrix, by cyclic Jacobi rotations: the symmetric
   * (Löwdin) orthonormalisation of functions with the overlaps S.
   *
   * <p>Its relative error is about 2^−bits times the condition number of S, so the binary places
   * have to exceed those that are wanted by the logarithm of the condition number.
   *
   * @param s the rows of S, left as they are
   * @throws ArithmeticException if S is not positive definite within the binary places
   */
  public static BigInteger[][] inverseSquareRoot(FixedPoint field, BigInteger[][] s) {
    int n = s.length;
    BigInteger[][] a = new BigInteger[n][];
    BigInteger[][] v = new BigInteger[n][n];
    for (int i = 0; i < n; i++) {
      a[i] = s[i].clone();
      for (int j = 0; j < n; j++) {
        v[i][j] = i == j ? field.one() : BigInteger.ZERO;
      }
    }
    diagonalize(field, a, v);
    BigInteger[] scale = new BigInteger[n];
    for (int k = 0; k < n; k++) {
      if (a[k][k].bitLength() < field.bits() / 2) {
        throw new ArithmeticException(
            "the overlap matrix is singular within " + field.bits() + " binary places");
      }
      scale[k] = field.inverseSqrt(a[k][k]);
    }
    BigInteger[][] root = new BigInteger[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        BigInteger sum = BigInteger.ZERO;
        for (int k = 0; k < n; k++) {
          sum = sum.add(field.multiply(field.multiply(v[i][k], v[j][k]), scale[k]));
        }
        root[i][j] = sum;
        root[j][i] = sum;
      }
    }
    return root;
  }

  /** Rotates {@code a} to diagonal form; the columns of {@code v} become its eigenvectors. */
  private static void diagonalize(FixedPoint field, BigInteger[][] a, BigInteger[][] v) {
    int n = a.length;
    for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
      boolean rotated = false;
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          if (a[p][q].bitLength() > NOISE) {
            rotate(field, a, v, p, q);
            rotated = true;
          }
        }
      }
      if (!rotated) {
        return;
      }
    }
    throw new ArithmeticException("Jacobi rotations did not converge");
  }

  /** Golub and Van Loan, Matrix Computations, 8.5.2: the smaller angle that zeroes a[p][q]. */
  private static void rotate(FixedPoint field, BigInteger[][] a, BigInteger[][] v, int p, int q) {
    BigInteger apq = a[p][q];
    // t = sign(d) 2·apq / (|d| + √(d² + 4·apq²)) with d = aqq − app, whatever their scale
    BigInteger difference = a[q][q].subtract(a[p][p]);
    int scale = field.bits() - Math.max(difference.bitLength(), apq.bitLength());
    BigInteger d = difference.shiftLeft(scale);
    BigInteger twice = apq.shiftLeft(scale + 1);
    BigInteger root = field.sqrt(field.multiply(d, d).add(field.multiply(twice, twice)));
    BigInteger t = field.divide(d.signum() < 0 ? twice.negate() : twice, d.abs().add(root));
    BigInteger c = field.inverseSqrt(field.one().add(field.multiply(t, t)));
    BigInteger s = field.multiply(t, c);
    BigInteger change = field.multiply(t, apq);
    a[p][p] = a[p][p].subtract(change);
    a[q][q] = a[q][q].add(change);
    a[p][q] = BigInteger.ZERO;
    a[q][p] = BigInteger.ZERO;
    for (int k = 0; k < a.length; k++) {
      if (k != p && k != q) {
        BigInteger x = a[k][p];
        BigInteger y = a[k][q];
        a[k][p] = field.multiply(c, x).subtract(field.multiply(s, y));
        a[k][q] = field.multiply(s, x).add(field.multiply(c, y));
        a[p][k] = a[k][p];
        a[q][k] = a[k][q];
      }
      BigInteger x = v[k][p];
      BigInteger y = v[k][q];
      v[k][p] = field.multiply(c, x).subtract(field.multiply(s, y));
      v[k][q] = field.multiply(s, x).add(field.multiply(c, y));
    }
  }
}
