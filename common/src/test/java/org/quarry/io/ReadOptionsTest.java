package org.quarry.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quarry.io.FileUnits.Quantity;
import org.quarry.io.LabelKeys.StressConvention;
import org.quarry.io.LabelKeys.StressKey;

class ReadOptionsTest {
  @Test
  void unitsAreReadFromText() {
    FileUnits units = FileUnits.parse("energy=kcal/mol, length=A ,force=kcal/mol/A,stress=kbar");
    assertEquals(0.0433641, units.factor(Quantity.ENERGY), 1e-7);
    assertEquals(1, units.factor(Quantity.LENGTH));
    assertEquals(0.0433641, units.factor(Quantity.FORCE), 1e-7);
    assertEquals(1 / 1602.1766, units.factor(Quantity.STRESS), 1e-10);
    assertEquals(units, FileUnits.parse(units.toString()));
    assertEquals(1, FileUnits.UNSTATED.factor(Quantity.STRESS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "energy|units: expected name=value,name=value, got \"energy\"",
        "energy=|units: expected name=value,name=value, got \"energy=\"",
        "energy=eV,|units: expected name=value,name=value, got \"energy=eV,\"",
        "energy=eV,energy=Ha|units: energy is given twice",
        "mass=u|units: unknown quantity \"mass\" (length, energy, force, stress)",
        "force=furlong|unknown force unit \"furlong\" (an energy over a length, as eV/A)",
      })
  void wrongUnitsSaySo(String text, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> FileUnits.parse(text)).getMessage());
  }

  @Test
  void keysAreReadFromText() {
    LabelKeys keys = LabelKeys.parse("energy=E,forces=none,stress=S:kbar:vasp");
    assertEquals(Optional.of("E"), keys.energy());
    assertTrue(keys.forces().isEmpty());
    assertEquals(
        Optional.of(new StressKey("S", Optional.of("kbar"), StressConvention.VASP)), keys.stress());
    assertEquals(LabelKeys.ASE.virial(), keys.virial());
    assertEquals(
        Optional.of(new StressKey("S", Optional.empty(), StressConvention.VASP)),
        LabelKeys.parse("stress=S:vasp").stress());
    assertEquals(
        Optional.of(new StressKey("S", Optional.of("GPa"), StressConvention.ASE)),
        LabelKeys.parse("stress=S:GPa").stress());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dipole=d|map: unknown label \"dipole\"",
        "stress=S:furlong|unknown stress unit \"furlong\"",
        "stress=S:kbar:lammps|map: unknown stress convention \"lammps\" (ase, vasp)",
        "stress=S:kbar:vasp:x|map: unknown stress convention \"x\"",
        "stress=:kbar|map: expected stress=KEY:UNIT:CONVENTION",
        "energy|map: expected name=value",
      })
  void wrongKeysSaySo(String text, String message) {
    String actual =
        assertThrows(IllegalArgumentException.class, () -> LabelKeys.parse(text)).getMessage();
    assertTrue(actual.startsWith(message), actual);
  }
}
