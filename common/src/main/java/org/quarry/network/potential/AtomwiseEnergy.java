package org.quarry.network.potential;

import org.quarry.network.autograd.Node;

/**
 * f_pred: ε_i = Uᵀ ssp(D x_i) + b, for each atom an energy, or one a task, from its representation;
 * or ε_i = Uᵀ x_i + b, which starts at U = 0, without a hidden layer. Tasks are labels of different
 * sources for the same configurations, as several empirical potentials; they share the layer
 * between.
 *
 * @param features numbers an atom of the representation
 * @param hidden width of the layer between, 0 for none
 * @param tasks number of energies
 */
public record AtomwiseEnergy(int features, int hidden, int tasks) {
  public AtomwiseEnergy {
    if (features < 1 || hidden < 0 || tasks < 1) {
      throw new IllegalArgumentException(
          String.format(
              "energies are read from 1 feature and for 1 task at least, with a layer of no negative"
                  + " width: got %d features, %d hidden and %d tasks",
              features, hidden, tasks));
    }
  }

  /** For one energy. */
  public AtomwiseEnergy(int features, int hidden) {
    this(features, hidden, 1);
  }

  /** Adds its parameters, all of whose names begin with {@code prefix}. */
  public void declare(ParameterLayout.Builder layout, String prefix) {
    if (hidden == 0) {
      layout
          .matrix(prefix + "out" + Weights.WEIGHT, features, tasks, ParameterLayout.Start.ZERO)
          .matrix(prefix + "out" + Weights.BIAS, 1, tasks, ParameterLayout.Start.ZERO);
    } else {
      layout.dense(prefix + "hidden", features, hidden).dense(prefix + "out", hidden, tasks);
    }
  }

  /** Energies of the atoms: atoms × tasks. */
  public Node energies(Node representation, Weights weights, String prefix) {
    Node layer =
        hidden == 0
            ? representation
            : weights.denseShiftedSoftplus(prefix + "hidden", representation);
    return weights.dense(prefix + "out", layer);
  }
}
