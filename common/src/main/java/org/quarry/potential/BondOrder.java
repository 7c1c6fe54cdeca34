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
  final double cutoff;

  /** Derivative of the function called last. */
  double slope;

  BondOrder(double bigA, double lambda1, double bigB, double lambda2, double cutoff) {
    this.bigA = bigA;
    this.lambda1 = lambda1;
    this.bigB = bigB;
    this.lambda2 = lambda2;
    this.cutoff = cutoff;
  }

  /** fC(r). */
  abstract double cut(double r);

  /** g(cos θ). */
  abstract double angular(double cosine);

  /** h(r_ij − r_ik). */
  abstract double stretch(double difference);

  /** b(ζ). */
  abstract double order(double zeta);
}
