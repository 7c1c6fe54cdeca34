package org.quarry.network.potential;

import org.quarry.network.autograd.Node;

/**
 * f_pred: ε_i = u·ssp(D x_i) + b, an energy for each atom from its representation.
 *
 * @param features numbers an atom of the representation
 * @param hidden width of the layer between
 */
public record AtomwiseEnergy(int features, int hidden) {
  public AtomwiseEnergy {
    if (features < 1 || hidden < 1) {
      throw new IllegalArgumentException(
          "widths must be positive, got " + features + " and " + hidden);
    }
  }

  /** Adds its parameters, all of whose names begin with {@code prefix}. */
  public void declare(ParameterLayout.Builder layout, String prefix) {
    layout.dense(prefix + "hidden", features, hidden).dense(prefix + "out", hidden, 1);
  }

  /** Energies of the atoms: atoms × 1. */
  public Node energies(Node representation, Weights weights, String prefix) {
    return weights.dense(
        prefix + "out", weights.denseShiftedSoftplus(prefix + "hidden", representation));
  }
}
