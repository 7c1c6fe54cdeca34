package org.quarry.potential;

/**
 * The functions of a bond-order potential for one triplet of labels:
 *
 * <pre>
 * E = ½ Σ_i Σ_{j≠i} fC(r_ij) [A e^{−λ1 r_ij} − b(ζ_ij) B e^{−λ2 r_ij}]
 * ζ_ij = Σ_{k≠i,j} fC(r_ik) g(cos θ_jik) h(r_ij − r_ik)
 * </pre>
 *
 * Every function leaves its derivative in {@link #slope}; so an instance belongs to one thread.
 */
abstract class BondOrder {
  final double bigA;
  final double lambda1;
  final double bigB;
  final double lambda2;
  final double cutoff; // R + D
  private final double inner; // R − D
  private final double middle; // R

  /** π/(2D). */
  final double width;

  /** Derivative of the function called last. */
  double slope;

  BondOrder(double bigA, double lambda1, double bigB, double lambda2, double bigR, double bigD) {
    this.bigA = bigA;
    this.lambda1 = lambda1;
    this.bigB = bigB;
    this.lambda2 = lambda2;
    this.cutoff = bigR + bigD;
    this.inner = bigR - bigD;
    this.middle = bigR;
    this.width = Math.PI / (2 * bigD);
  }

  /** fC(r): 1 up to R − D, 0 from R + D on, {@link #fade} between them. */
  final double cut(double r) {
    slope = 0;
    if (r < inner) {
      return 1;
    }
    return r < cutoff ? fade(width * (r - middle)) : 0;
  }

  /** fC by x = π (r − R)/(2D); its slope is by r. */
  abstract double fade(double x);

  /** g(cos θ). */
  abstract double angular(double cosine);

  /** h(r_ij − r_ik). */
  abstract double stretch(double difference);

  /** b(ζ). */
  abstract double order(double zeta);

  /** e^{(λ x)^m} for m of 1 or 3, which is 1 where λ is 0. */
  final double stretch(double difference, double lambda, int m) {
    if (lambda == 0) {
      slope = 0;
      return 1;
    }
    double x = lambda * difference;
    double h = StrictMath.exp(m == 3 ? x * x * x : x);
    slope = h * lambda * (m == 3 ? 3 * x * x : 1);
    return h;
  }

  /** (1 + (β ζ)^p)^{−1/(2q)}. */
  final double order(double zeta, double beta, double p, double q) {
    slope = 0;
    if (zeta == 0 || beta == 0) {
      return 1;
    }
    // (β ζ)^p = e^x; written so that neither side of 1 overflows.
    double x = p * StrictMath.log(beta * zeta);
    double small = StrictMath.exp(-Math.abs(x));
    double logarithm = Math.max(x, 0) + StrictMath.log(1 + small); // ln(1 + e^x)
    double share = (x > 0 ? 1 : small) / (1 + small); // e^x/(1 + e^x)
    double b = StrictMath.exp(-logarithm / (2 * q));
    slope = -0.5 * p / q * b * share / zeta;
    return b;
  }
}
