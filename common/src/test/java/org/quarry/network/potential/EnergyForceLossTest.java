package org.quarry.network.potential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class EnergyForceLossTest {
  private final Potentials potentials =
      new Potentials(Potentials.representations().findFirst().orElseThrow());
  private final PairBatch batch =
      PairBatch.of(Potentials.CUTOFF, Potentials.molecule(), Potentials.atom());

  /** Energies 2 and 3 too high for 5 and 1 atoms: (4/25 + 9)/2. Forces 0.5 off everywhere: 1/4. */
  @Test
  void theLossIsTheSharedMeanOfEnergiesPerAtomAndForceComponents() {
    double[] energies = potentials.energies(Potentials.molecule(), Potentials.atom());
    double[] forces = potentials.forces(Potentials.molecule(), Potentials.atom());
    energies[0] -= 2;
    energies[1] -= 3;
    for (int i = 0; i < forces.length; i++) {
      forces[i] += i % 2 == 0 ? 0.5 : -0.5;
    }
    assertEquals(4.58, loss(1, energies, forces), 1e-12);
    assertEquals(0.25, loss(0, energies, forces), 1e-12);
    assertEquals(0.1 * 4.58 + 0.9 * 0.25, loss(0.1, energies, forces), 1e-12);
  }

  private double loss(double share, double[] energies, double[] forces) {
    EnergyForceLoss loss = new EnergyForceLoss(share);
    return potentials.read(batch, (p, w) -> loss.of(p, energies, forces).toNumber());
  }

  @Test
  void sharesOutsideOfZeroToOneAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new EnergyForceLoss(1.1));
    assertThrows(IllegalArgumentException.class, () -> new EnergyForceLoss(Double.NaN));
  }
}
