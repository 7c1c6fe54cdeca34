package org.quarry.network.potential;

import org.quarry.network.autograd.Node;

/**
 * The loss of energies and forces written with the tape's operations, to compare with.
 *
 * <p>L = p · ⟨(E − Ê)²/N²⟩ + (1 − p) · ⟨(F − F̂)²⟩: mean over the B configurations of the squared
 * error of the energy per atom, and mean over the 3T force components of all T atoms.
 *
 * @param energyShare p, from 0 to 1
 */
public record EnergyForceLoss(double energyShare) {
  public EnergyForceLoss {
    if (!(energyShare >= 0 && energyShare <= 1)) {
      throw new IllegalArgumentException(
          "the share of energies in the loss is between 0 and 1, got " + energyShare);
    }
  }

  /**
   * The loss as a number on the prediction's tape.
   *
   * @param energies Ê of each configuration
   * @param forces F̂ of each atom, three numbers an atom
   */
  public Node of(Prediction prediction, double[] energies, double[] forces) {
    PairBatch batch = prediction.geometry().batch();
    Node loss = prediction.energies().tape().constant(0, 1, 1);
    if (energyShare > 0) {
      loss = loss.plus(energyTerm(prediction.energies(), batch, energies).times(energyShare));
    }
    if (energyShare < 1) {
      Node predicted = prediction.derivatives().forces();
      Node labels = predicted.tape().constant(forces, batch.atoms(), 3);
      loss =
          loss.plus(
              predicted
                  .minus(labels)
                  .square()
                  .sum()
                  .times((1 - energyShare) / (3.0 * batch.atoms())));
    }
    return loss;
  }

  private static Node energyTerm(Node predicted, PairBatch batch, double[] labels) {
    double[] shares = new double[batch.size()];
    int[] sizes = batch.sizes();
    for (int b = 0; b < shares.length; b++) {
      shares[b] = 1.0 / sizes[b];
    }
    Node errors = predicted.minus(predicted.tape().constant(labels, batch.size(), 1));
    return errors
        .times(predicted.tape().constant(shares, batch.size(), 1))
        .square()
        .sum()
        .times(1.0 / batch.size());
  }
}
