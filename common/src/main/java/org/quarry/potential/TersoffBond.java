package org.quarry.potential;

/** The functions of {@link Tersoff}. */
final class TersoffBond extends BondOrder {
  private final TersoffEntry e;
  private final double c2;
  private final double d2;
  private final double straight; // 1 + c²/d²

  TersoffBond(TersoffEntry e) {
    super(e.bigA(), e.lambda1(), e.bigB(), e.lambda2(), e.bigR(), e.bigD());
    this.e = e;
    this.c2 = e.c() * e.c();
    this.d2 = e.d() * e.d();
    this.straight = c2 == 0 ? 1 : 1 + c2 / d2;
  }

  @Override
  double fade(double x) {
    slope = -0.5 * width * StrictMath.cos(x);
    return 0.5 - 0.5 * StrictMath.sin(x);
  }

  @Override
  double angular(double cosine) {
    if (c2 == 0) {
      slope = 0;
      return e.gamma();
    }
    double x = cosine - e.cosTheta0();
    double inverse = 1 / (d2 + x * x);
    slope = e.gamma() * 2 * c2 * x * inverse * inverse;
    return e.gamma() * (straight - c2 * inverse);
  }

  @Override
  double stretch(double difference) {
    return stretch(difference, e.lambda3(), e.m());
  }

  @Override
  double order(double zeta) {
    return order(zeta, e.beta(), e.n(), e.n());
  }
}
