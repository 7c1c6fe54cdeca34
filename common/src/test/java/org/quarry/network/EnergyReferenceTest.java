package org.quarry.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.quarry.atoms.Element;

class EnergyReferenceTest {
  private static final Element H = Element.of("H");
  private static final Element C = Element.of("C");

  @Test
  void additiveEnergiesAreFoundExactly() {
    EnergyReference.Fit fit = new EnergyReference.Fit(List.of(H, C));
    for (int[] molecule : new int[][] {{6, 1, 1, 1, 1}, {6, 6, 1, 1}, {1, 1}}) {
      double energy = 0;
      for (int z : molecule) {
        energy += z == 6 ? -1030.5 : -16.25;
      }
      fit.add(molecule, energy);
    }
    EnergyReference reference = fit.reference();
    assertEquals(-1030.5, reference.atom(6), 1e-9);
    assertEquals(-16.25, reference.atom(1), 1e-9);
    assertEquals(1e-3, reference.scale()); // nothing is left: the floor
  }

  @Test
  void oneElementGetsTheMeanAndTheScaleTheDeviation() {
    EnergyReference.Fit fit = new EnergyReference.Fit(List.of(Element.of("Si")));
    fit.add(new int[] {14, 14}, -10);
    fit.add(new int[] {14}, -6);
    assertEquals(-5.5, fit.reference().atom(14), 1e-12);
    assertEquals(0.5, fit.reference().scale(), 1e-12);
  }

  /** CH and C₂H₂ cannot tell C from H: both stay near the mean energy per atom. */
  @Test
  void compositionsThatDoNotTellElementsApartGiveTheMean() {
    EnergyReference.Fit fit = new EnergyReference.Fit(List.of(H, C));
    fit.add(new int[] {6, 1}, -20);
    fit.add(new int[] {6, 6, 1, 1}, -44);
    assertEquals(-10.5, fit.reference().atom(6), 1e-9);
    assertEquals(-10.5, fit.reference().atom(1), 1e-9);
  }
}
