package org.quarry.potential;

/** The kernel of pair potentials: E = ½ Σ_i Σ_{j≠i} φ(r_ij), r below the cutoff. */
final class PairEvaluator extends ListEvaluator {
  private final double cutoff;
  private final double shift;
  private final PairFunction function;

  PairEvaluator(Potential potential, PairFunction function, Truncation truncation) {
    super(potential);
    this.cutoff = potential.cutoff();
    this.function = function;
    this.shift = truncation.shift(function.value(cutoff));
  }

  @Override
  void accumulate(int n) {
    for (int i = 0; i < n; i++) {
      double energy = 0;
      for (int pair = offsets[i]; pair < offsets[i + 1]; pair++) {
        double r = distances[pair];
        if (r < cutoff) {
          energy += function.value(r) - shift;
          double g = 0.5 * function.slope() / r;
          addGradient(
              i, pair, g * vectors[3 * pair], g * vectors[3 * pair + 1], g * vectors[3 * pair + 2]);
        }
      }
      energies[i] = 0.5 * energy;
    }
  }
}
