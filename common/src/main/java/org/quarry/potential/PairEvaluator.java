package org.quarry.potential;

import org.quarry.atoms.NeighborList;

/**
 * The kernel of pair potentials, E = ½ Σ_i Σ_{j≠i} φ(r_ij), r below the cutoff, on half a list:
 * each pair is worked on once, for both sides.
 */
final class PairEvaluator extends ListEvaluator {
  private final double cutoff;
  private final double shift;
  private final PairFunction function;

  PairEvaluator(Potential potential, PairFunction function, Truncation truncation) {
    super(potential, NeighborList.half(potential.cutoff()));
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
          double half = 0.5 * (function.value(r) - shift);
          energy += half;
          energies[neighbors[pair]] += half;
          double g = function.slope() / r;
          addGradient(
              i, pair, g * vectors[3 * pair], g * vectors[3 * pair + 1], g * vectors[3 * pair + 2]);
        }
      }
      energies[i] += energy;
    }
  }
}
