package org.quarry.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Periodicity;
import org.quarry.network.potential.PairBatch;
import org.quarry.network.potential.Targets;

/** Losses of an output of zeros, by hand: residuals are the targets. */
class LossSharesTest {
  private static final Set<Output> FORCES = Set.of(Output.FORCES);
  private static final Set<Output> ALL = Set.of(Output.FORCES, Output.STRESS);

  /** Two atoms, then a crystal of one atom and 27 Å³. */
  private final PairBatch batch =
      PairBatch.of(
          2,
          Configuration.isolated(new int[] {1, 1}, new double[] {0, 0, 0, 0.8, 0, 0}),
          Configuration.of(new int[] {6}, new double[3], Cell.cubic(3), Periodicity.ALL));

  private double loss(LossShares shares, Set<Output> outputs, Targets targets) {
    INDArray labels = PairNetworkGraph.labels(batch, targets, outputs, shares, DataType.DOUBLE);
    INDArray zeros =
        Nd4j.zeros(
            DataType.DOUBLE,
            PairNetwork.rows(batch, outputs),
            PairNetwork.columns(targets.tasks()));
    return new ResidualLoss(ResidualFunction.SQUARED, 1, 0.5, 1e-6)
        .computeScore(labels, zeros, null, null, true);
  }

  private static Targets put(Targets targets, double[] energies, double... forces) {
    System.arraycopy(energies, 0, targets.energies(), 0, energies.length);
    System.arraycopy(forces, 0, targets.forces(), 0, forces.length);
    return targets;
  }

  @Test
  void energiesCountAnAtomAndForcesAComponent() {
    Targets targets = put(Targets.empty(1, 2, 3), new double[] {4, 3}, 1, 0, 0, -1, 0, 0, 0, 2, 0);
    double energies = (2 * 2 + 3 * 3) / 2.0;
    double forces = (1 + 1 + 4) / 9.0;
    assertEquals(energies, loss(LossShares.of(1), FORCES, targets), 1e-12);
    assertEquals(forces, loss(LossShares.of(0), FORCES, targets), 1e-12);
    assertEquals(0.1 * energies + 0.9 * forces, loss(LossShares.of(0.1), FORCES, targets), 1e-12);
    assertEquals(energies, loss(LossShares.of(1), Set.of(), targets), 1e-12);
    assertEquals(
        (4 * 4 + 3 * 3) / 2.0,
        loss(new LossShares(1, 0, ResidualUnit.TOTAL), FORCES, targets),
        1e-12);
  }

  @Test
  void meansAreOverWhatIsLabeledAndWeightedByConfigurations() {
    double none = Double.NaN;
    Targets targets =
        put(Targets.empty(1, 2, 3), new double[] {none, 3}, 1, 0, 0, none, none, none, 0, 2, 0);
    targets.weights()[0] = 3;
    // three components of weight 3, three of weight 1
    assertEquals(
        0.5 * 9 + 0.5 * (3 * 1 + 1 * 4) / 12.0, loss(LossShares.of(0.5), FORCES, targets), 1e-12);
  }

  @Test
  void stressCountsAsVirialAnAtomAndOnlyWhereThereIsAVolume() {
    Targets targets = Targets.empty(1, 2, 3);
    for (int i = 0; i < 12; i++) { // the molecule has none, whatever its label says
      targets.stresses()[i] = i < 6 ? 1 : 0.1 * (i - 5);
    }
    double sum = 0.01 + 0.04 + 0.09 + 0.16 + 0.25 + 0.36;
    assertEquals(
        0.25 * 27 * 27 * sum / 6,
        loss(new LossShares(0.5, 0.25, ResidualUnit.ATOM), ALL, targets),
        1e-9);
  }

  /** Four tasks, labels for five of eight pairs. */
  @Test
  void tasksCountByTheirLabels() {
    double none = Double.NaN;
    Targets targets = put(Targets.empty(4, 2, 3), new double[] {2, 4, none, 6, 1, none, none, 5});
    assertEquals((1 + 4 + 9 + 1 + 25) / 5.0, loss(LossShares.of(1), Set.of(), targets), 1e-12);
  }

  /** A kind with one residual has its k at 4.685/0.6745 of it. */
  @Test
  void empiricalConfigurationsHaveAMeanOfTheirOwn() {
    Targets targets = put(Targets.empty(1, 2, 3), new double[] {4, 3});
    targets.empirical()[1] = true;
    double k = 3 * 4.685 / 0.6745;
    double tukey = k * k / 6 * (1 - Math.pow(1 - 9 / (k * k), 3));
    assertEquals(4 + 0.5 * tukey, loss(LossShares.of(1), Set.of(), targets), 1e-9);
  }

  @Test
  void sharesOutsideOfZeroToOneAndTargetsOfAnotherBatchAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> LossShares.of(1.1));
    assertThrows(IllegalArgumentException.class, () -> LossShares.of(Double.NaN));
    assertThrows(
        IllegalArgumentException.class, () -> new LossShares(0.5, -0.1, ResidualUnit.ATOM));
    assertThrows(
        IllegalArgumentException.class,
        () -> loss(LossShares.of(1), FORCES, Targets.empty(1, 2, 4)));
  }
}
