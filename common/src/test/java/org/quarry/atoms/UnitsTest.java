package org.quarry.atoms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class UnitsTest {
  /** CODATA 2018, https://physics.nist.gov/cuu/Constants. */
  @Test
  void factorsAreThoseOfCodata() {
    assertEquals(0.043364104241800934, Units.energy("kcal/mol"), 1e-15);
    assertEquals(0.010364269656262174, Units.energy("kJ/mol"), 1e-16);
    assertEquals(27.211386245988, Units.energy("Hartree"));
    assertEquals(0.529177210903, Units.length("Bohr"));
    assertEquals(51.42206747632595, Units.force("Hartree/Bohr"), 1e-11);
    assertEquals(0.043364104241800934, Units.force("kcal/mol/A"), 1e-15);
    assertEquals(1 / 160.21766340, Units.stress("GPa"), 1e-12);
    assertEquals(1 / 1602.1766340, Units.stress("kbar"), 1e-13);
    assertEquals(1, Units.stress("eV/A^3"));
  }

  @Test
  void anUnknownUnitIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Units.energy("furlong"));
    assertThrows(IllegalArgumentException.class, () -> Units.force("eV"));
    assertThrows(IllegalArgumentException.class, () -> Units.stress("eV/A"));
  }
}
