package org.quarry.potential;

/** The kernel of bond-order potentials, by the functions of {@link BondOrder}. */
final class BondOrderEvaluator extends ListEvaluator {
  private final int labels;
  private final BondOrder[] functions; // by triplet of labels
  private final Legs legs = new Legs();

  // Of the third atoms k of one bond i-j: the factors of their term of ζ and the slopes of these.
  private double[] cut = new double[0];
  private double[] cutSlope = new double[0];
  private double[] angular = new double[0];
  private double[] angularSlope = new double[0];
  private double[] stretch = new double[0];
  private double[] stretchSlope = new double[0];
  private double[] cosine = new double[0];

  BondOrderEvaluator(Potential potential, BondOrder[] functions) {
    super(potential);
    this.labels = potential.species().labels().size();
    this.functions = functions;
  }

  @Override
  void accumulate(int n) {
    for (int i = 0; i < n; i++) {
      gather(i);
      for (int a = 0; a < legs.count; a++) {
        int type = types[neighbors[legs.pair[a]]];
        BondOrder bond = functions[(types[i] * labels + type) * labels + type];
        if (legs.r[a] < bond.cutoff) {
          bond(i, a, bond, (types[i] * labels + type) * labels);
        }
      }
      legs.release(this, i);
    }
  }

  private void gather(int i) {
    if (legs.clear(offsets[i + 1] - offsets[i])) {
      int capacity = legs.pair.length;
      cut = new double[capacity];
      cutSlope = new double[capacity];
      angular = new double[capacity];
      angularSlope = new double[capacity];
      stretch = new double[capacity];
      stretchSlope = new double[capacity];
      cosine = new double[capacity];
    }
    for (int pair = offsets[i]; pair < offsets[i + 1]; pair++) {
      legs.add(pair, distances[pair], vectors);
    }
  }

  /** Adds one bond; {@code row} is where the functions of its third atoms start. */
  private void bond(int i, int a, BondOrder bond, int row) {
    double r = legs.r[a];
    double zeta = bond.bigB == 0 ? 0 : zeta(a, row);
    double fc = bond.cut(r);
    double fcSlope = bond.slope;
    double order = bond.order(zeta);
    double orderSlope = bond.slope;
    double repulsion = 0.5 * bond.bigA * StrictMath.exp(-bond.lambda1 * r);
    double attraction = 0.5 * bond.bigB * StrictMath.exp(-bond.lambda2 * r);
    double energy = repulsion - order * attraction;
    double half = 0.5 * fc * energy;
    energies[i] += half;
    energies[neighbors[legs.pair[a]]] += half;
    legs.pull(
        a, fcSlope * energy + fc * (order * bond.lambda2 * attraction - bond.lambda1 * repulsion));
    double byZeta = -fc * attraction * orderSlope;
    if (byZeta != 0) {
      spread(a, row, byZeta);
    }
  }

  private double zeta(int a, int row) {
    double zeta = 0;
    for (int b = 0; b < legs.count; b++) {
      BondOrder third = functions[row + types[neighbors[legs.pair[b]]]];
      if (b == a || !(legs.r[b] < third.cutoff)) {
        continue;
      }
      cosine[b] = legs.cosine(a, b);
      cut[b] = third.cut(legs.r[b]);
      cutSlope[b] = third.slope;
      angular[b] = third.angular(cosine[b]);
      angularSlope[b] = third.slope;
      stretch[b] = third.stretch(legs.r[a] - legs.r[b]);
      stretchSlope[b] = third.slope;
      zeta += cut[b] * angular[b] * stretch[b];
    }
    return zeta;
  }

  /** Adds dE/dζ times the derivatives of ζ. */
  private void spread(int a, int row, double byZeta) {
    for (int b = 0; b < legs.count; b++) {
      if (b == a || !(legs.r[b] < functions[row + types[neighbors[legs.pair[b]]]].cutoff)) {
        continue;
      }
      double byA = byZeta * cut[b] * angular[b] * stretchSlope[b];
      double byB = byZeta * cutSlope[b] * angular[b] * stretch[b] - byA;
      double byCosine = byZeta * cut[b] * angularSlope[b] * stretch[b];
      legs.bend(a, b, byA, byB, byCosine, cosine[b]);
    }
  }
}
