package org.quarry.potential;

import java.util.List;

/** The kernel of {@link StillingerWeber}. */
final class StillingerWeberEvaluator extends ListEvaluator {
  private final int labels;

  // By pair of labels, from the entries (i, j, j).
  private final StillingerWeberEntry[] pairs;
  private final double[] cutoffs;
  private final double[] decayLengths; // γσ
  private final double[] ranges; // aσ

  // By triplet of labels.
  private final double[] strengths; // λε
  private final double[] cosines; // cos θ0

  private final Legs legs = new Legs();
  private double[] decay = new double[0]; // exp(γσ/(r − aσ))
  private double[] slope = new double[0]; // its logarithmic derivative

  StillingerWeberEvaluator(StillingerWeber potential) {
    super(potential);
    List<StillingerWeberEntry> entries = potential.entries();
    labels = potential.species().labels().size();
    pairs = potential.pairs().toArray(new StillingerWeberEntry[0]);
    cutoffs = new double[pairs.length];
    decayLengths = new double[pairs.length];
    ranges = new double[pairs.length];
    for (int t = 0; t < pairs.length; t++) {
      cutoffs[t] = pairs[t].cutoff();
      decayLengths[t] = pairs[t].gamma() * pairs[t].sigma();
      ranges[t] = pairs[t].a() * pairs[t].sigma();
    }
    strengths = new double[entries.size()];
    cosines = new double[entries.size()];
    for (int t = 0; t < strengths.length; t++) {
      int j = t / labels % labels;
      StillingerWeberEntry one = entries.get(t);
      StillingerWeberEntry other = entries.get(t + (t % labels - j) * (labels - 1)); // (i, k, j)
      strengths[t] = 0.5 * (one.lambda() * one.epsilon() + other.lambda() * other.epsilon());
      cosines[t] = 0.5 * (one.cosTheta0() + other.cosTheta0());
    }
  }

  @Override
  void accumulate(int n) {
    for (int i = 0; i < n; i++) {
      gather(i);
      triplets(i);
      legs.release(this, i);
    }
  }

  /** Fills the legs and adds the two-body terms, half of each to either side of the pair. */
  private void gather(int i) {
    if (legs.clear(offsets[i + 1] - offsets[i])) {
      decay = new double[legs.pair.length];
      slope = new double[legs.pair.length];
    }
    for (int pair = offsets[i]; pair < offsets[i + 1]; pair++) {
      int j = neighbors[pair];
      int type = types[i] * labels + types[j];
      double r = distances[pair];
      if (r < cutoffs[type]) {
        int a = legs.count;
        legs.add(pair, r, vectors);
        double inverse = 1 / (r - ranges[type]);
        decay[a] = StrictMath.exp(decayLengths[type] * inverse);
        slope[a] = -decayLengths[type] * inverse * inverse;
        twoBody(i, j, a, pairs[type], r, inverse);
      }
    }
  }

  private void twoBody(int i, int j, int a, StillingerWeberEntry e, double r, double inverse) {
    double s = e.sigma() / r;
    double repulsion = e.bigB() * Powers.of(s, e.p());
    double attraction = Powers.of(s, e.q());
    double factor = 0.5 * e.bigA() * e.epsilon() * StrictMath.exp(e.sigma() * inverse);
    double half = factor * (repulsion - attraction);
    energies[i] += 0.5 * half;
    energies[j] += 0.5 * half;
    legs.pull(
        a,
        factor * (e.q() * attraction - e.p() * repulsion) / r
            - half * e.sigma() * inverse * inverse);
  }

  private void triplets(int i) {
    double energy = 0;
    for (int a = 0; a < legs.count; a++) {
      int row = (types[i] * labels + types[neighbors[legs.pair[a]]]) * labels;
      for (int b = a + 1; b < legs.count; b++) {
        int type = row + types[neighbors[legs.pair[b]]];
        double cosine = legs.cosine(a, b);
        double bent = cosine - cosines[type];
        double strength = strengths[type] * decay[a] * decay[b];
        double term = strength * bent * bent;
        energy += term;
        legs.bend(a, b, term * slope[a], term * slope[b], 2 * strength * bent, cosine);
      }
    }
    energies[i] += energy;
  }
}
