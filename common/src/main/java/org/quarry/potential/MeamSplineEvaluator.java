package org.quarry.potential;

/**
 * The kernel of {@link MeamSpline}. The legs of a centre first collect the gradient of its density
 * n, then are multiplied by U'(n), then take the gradient of the pair energies.
 */
final class MeamSplineEvaluator extends ListEvaluator {
  private final int labels;
  private final CubicSpline[] pair;
  private final CubicSpline[] density;
  private final CubicSpline[] embedding;
  private final CubicSpline[] leg;
  private final CubicSpline[] angle;
  private final double[] embeddingOfNothing; // U(0)

  private final Legs legs = new Legs();
  private double[] f = new double[0];
  private double[] fSlope = new double[0];
  private double[] pairSlope = new double[0]; // of ½ φ
  private int[] bent = new int[0]; // the legs with f, in order
  private int bends;

  MeamSplineEvaluator(MeamSpline potential) {
    super(potential);
    MeamSpline.Functions functions = potential.functions();
    labels = potential.species().labels().size();
    pair = functions.pair().toArray(new CubicSpline[0]);
    density = functions.density().toArray(new CubicSpline[0]);
    embedding = functions.embedding().toArray(new CubicSpline[0]);
    leg = functions.leg().toArray(new CubicSpline[0]);
    angle = functions.angle().toArray(new CubicSpline[0]);
    embeddingOfNothing = new double[labels];
    for (int type = 0; type < labels; type++) {
      embeddingOfNothing[type] = embedding[type].value(embedding[type].interval(0), 0);
    }
  }

  @Override
  void accumulate(int n) {
    for (int i = 0; i < n; i++) {
      double total = gather(i) + triplets();
      CubicSpline u = embedding[types[i]];
      int interval = u.interval(total);
      energies[i] += u.value(interval, total) - embeddingOfNothing[types[i]];
      legs.scale(u.slope(interval, total));
      for (int a = 0; a < legs.count; a++) {
        legs.pull(a, pairSlope[a]);
      }
      legs.release(this, i);
    }
  }

  /** Fills the legs and adds the pair energies, half to either side; returns Σ ρ. */
  private double gather(int i) {
    if (legs.clear(offsets[i + 1] - offsets[i])) {
      int capacity = legs.pair.length;
      f = new double[capacity];
      fSlope = new double[capacity];
      pairSlope = new double[capacity];
      bent = new int[capacity];
    }
    bends = 0;
    double sum = 0;
    for (int at = offsets[i]; at < offsets[i + 1]; at++) {
      int j = neighbors[at];
      double r = distances[at];
      int a = legs.count;
      legs.add(at, r, vectors);
      CubicSpline phi = pair[types[i] * labels + types[j]];
      pairSlope[a] = 0;
      if (r < phi.end()) {
        int interval = phi.interval(r);
        double quarter = 0.25 * phi.value(interval, r);
        energies[i] += quarter;
        energies[j] += quarter;
        pairSlope[a] = 0.5 * phi.slope(interval, r);
      }
      CubicSpline rho = density[types[j]];
      if (r < rho.end()) {
        int interval = rho.interval(r);
        sum += rho.value(interval, r);
        legs.pull(a, rho.slope(interval, r));
      }
      if (r < leg[types[j]].end()) {
        int interval = leg[types[j]].interval(r);
        f[a] = leg[types[j]].value(interval, r);
        fSlope[a] = leg[types[j]].slope(interval, r);
        bent[bends++] = a;
      }
    }
    return sum;
  }

  /** Σ f f g. */
  private double triplets() {
    double sum = 0;
    for (int p = 0; p < bends; p++) {
      int a = bent[p];
      int row = types[neighbors[legs.pair[a]]] * labels;
      for (int q = p + 1; q < bends; q++) {
        int b = bent[q];
        CubicSpline g = angle[row + types[neighbors[legs.pair[b]]]];
        double cosine = legs.cosine(a, b);
        int interval = g.interval(cosine);
        double value = g.value(interval, cosine);
        sum += f[a] * f[b] * value;
        legs.bend(
            a,
            b,
            fSlope[a] * f[b] * value,
            f[a] * fSlope[b] * value,
            f[a] * f[b] * g.slope(interval, cosine),
            cosine);
      }
    }
    return sum;
  }
}
