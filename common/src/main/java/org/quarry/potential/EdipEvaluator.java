package org.quarry.potential;

/** The kernel of {@link Edip}. */
final class EdipEvaluator extends ListEvaluator {
  private final EdipParameters p;
  private final Legs legs = new Legs();
  private double[] bond = new double[0]; // (B/r)^ρ
  private double[] pairDecay = new double[0]; // exp(σ/(r − a))
  private double[] legDecay = new double[0]; // exp(γ/(r − a))
  private double[] slope = new double[0]; // −1/(r − a)²
  private double[] coordinationSlope = new double[0]; // f'(r)

  EdipEvaluator(Edip potential) {
    super(potential);
    this.p = potential.parameters();
  }

  @Override
  void accumulate(int n) {
    for (int i = 0; i < n; i++) {
      double z = gather(i);
      if (legs.count > 0) {
        energies[i] += pairs(z) + triplets(z);
        for (int a = 0; a < legs.count; a++) {
          if (coordinationSlope[a] != 0) {
            legs.pull(a, byCoordination * coordinationSlope[a]);
          }
        }
        legs.release(this, i);
      }
    }
  }

  private double byCoordination; // dE_i/dZ_i

  /** Fills the legs and what depends on their lengths alone; returns Z_i. */
  private double gather(int i) {
    if (legs.clear(offsets[i + 1] - offsets[i])) {
      int capacity = legs.pair.length;
      bond = new double[capacity];
      pairDecay = new double[capacity];
      legDecay = new double[capacity];
      slope = new double[capacity];
      coordinationSlope = new double[capacity];
    }
    byCoordination = 0;
    double z = 0;
    for (int pair = offsets[i]; pair < offsets[i + 1]; pair++) {
      double r = distances[pair];
      if (r < p.a()) {
        int a = legs.count;
        legs.add(pair, r, vectors);
        double inverse = 1 / (r - p.a());
        bond[a] = StrictMath.exp(p.rho() * StrictMath.log(p.bigB() / r));
        pairDecay[a] = StrictMath.exp(p.sigma() * inverse);
        legDecay[a] = StrictMath.exp(p.gamma() * inverse);
        slope[a] = -inverse * inverse;
        z += coordination(a, r);
      }
    }
    return z;
  }

  /** f(r); its derivative goes to {@link #coordinationSlope}. */
  private double coordination(int a, double r) {
    if (r <= p.c()) {
      coordinationSlope[a] = 0;
      return 1;
    }
    double width = p.a() - p.c();
    double x = (r - p.c()) / width;
    double below = x * x * x - 1; // α/(1 − x⁻³) = α x³/(x³ − 1)
    if (!(below < 0)) {
      coordinationSlope[a] = 0;
      return 0;
    }
    double f = StrictMath.exp(p.alpha() * x * x * x / below);
    coordinationSlope[a] = f * -3 * p.alpha() * x * x / (below * below * width);
    return f;
  }

  private double pairs(double z) {
    double environment = StrictMath.exp(-p.beta() * z * z);
    double byEnvironment = 2 * p.beta() * z * environment; // −d/dZ
    double energy = 0;
    for (int a = 0; a < legs.count; a++) {
      double strength = p.bigA() * (bond[a] - environment);
      energy += strength * pairDecay[a];
      byCoordination += p.bigA() * byEnvironment * pairDecay[a];
      legs.pull(
          a,
          pairDecay[a]
              * (strength * p.sigma() * slope[a] - p.bigA() * p.rho() * bond[a] / legs.r[a]));
    }
    return energy;
  }

  private double triplets(double z) {
    double q = p.q0() * StrictMath.exp(-p.mu() * z);
    double e = StrictMath.exp(-p.u4() * z);
    double tau = p.u1() + p.u2() * (p.u3() * e - e * e);
    double tauSlope = p.u2() * p.u4() * e * (2 * e - p.u3());
    double energy = 0;
    for (int a = 0; a < legs.count; a++) {
      for (int b = a + 1; b < legs.count; b++) {
        double decay = p.lambda() * legDecay[a] * legDecay[b];
        double cosine = legs.cosine(a, b);
        double bent = cosine + tau;
        double w = q * bent * bent;
        double angular = StrictMath.exp(-w);
        double term = decay * (1 - angular + p.eta() * w);
        double byW = decay * (angular + p.eta());
        double byCosine = byW * 2 * q * bent;
        energy += term;
        byCoordination += byCosine * tauSlope - byW * p.mu() * w;
        double byLength = term * p.gamma();
        legs.bend(a, b, byLength * slope[a], byLength * slope[b], byCosine, cosine);
      }
    }
    return energy;
  }
}
