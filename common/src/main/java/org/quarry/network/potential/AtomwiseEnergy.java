package org.quarry.network.potential;

import org.quarry.network.autograd.Node;

/**
 * f_pred: ε_i = u·ssp(D x_i) + b, an energy for each atom from its representation; or ε_i = u·x_i +
 * b, which starts at u = 0, without a hidden layer.
 *
 * @param features numbers an atom of the representation
 * @param hidden width of the layer between, 0 for none
 */
public record AtomwiseEnergy(int features, int hidden) {
  public AtomwiseEnergy {
    if (features < 1 || hidden < 0) {
      throw new IllegalArgumentException(
          "an energy is read from 1 feature at least, with a layer of no negative width, got "
              + features
              + " and "
              + hidden);
    }
  }

  /** Adds its parameters, all of whose names begin with {@code prefix}. */
  public void declare(ParameterLayout.Builder layout, String prefix) {
    if (hidden == 0) {
      layout
          .matrix(prefix + "out" + Weights.WEIGHT, features, 1, ParameterLayout.Start.ZERO)
          .matrix(prefix + "out" + Weights.BIAS, 1, 1, ParameterLayout.Start.ZERO);
    } else {
      layout.dense(prefix + "hidden", features, hidden).dense(prefix + "out", hidden, 1);
    }
  }

  /** Energies of the atoms: atoms × 1. */
  public Node energies(Node representation, Weights weights, String prefix) {
    Node layer =
        hidden == 0
            ? representation
            : weights.denseShiftedSoftplus(prefix + "hidden", representation);
    return weights.dense(prefix + "out", layer);
  }
}
