package org.quarry.potential;

/** The functions of {@link TersoffMod}. */
final class TersoffModBond extends BondOrder {
  private final TersoffModEntry e;

  TersoffModBond(TersoffModEntry e) {
    super(e.bigA(), e.lambda1(), e.bigB(), e.lambda2(), e.bigR(), e.bigD());
    this.e = e;
  }

  @Override
  double fade(double x) {
    slope = -0.1875 * width * (3 * StrictMath.cos(x) + StrictMath.cos(3 * x));
    return 0.5 - 0.5625 * StrictMath.sin(x) - 0.0625 * StrictMath.sin(3 * x);
  }

  @Override
  double angular(double cosine) {
    if (e.c2() == 0) {
      slope = 0;
      return e.c1();
    }
    double x = e.h() - cosine;
    double u = x * x;
    double inverse = 1 / (e.c3() + u);
    double rational = e.c2() * u * inverse;
    double decay = e.c4() * StrictMath.exp(-e.c5() * u);
    double byU = e.c2() * e.c3() * inverse * inverse * (1 + decay) - rational * e.c5() * decay;
    slope = -2 * x * byU;
    return e.c1() + rational * (1 + decay);
  }

  @Override
  double stretch(double difference) {
    return stretch(difference, e.alpha(), e.beta());
  }

  @Override
  double order(double zeta) {
    return order(zeta, e.betaTers(), e.eta(), e.n());
  }
}
