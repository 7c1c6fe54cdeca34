package org.quarry.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quarry.io.InlineFrames.CELL;
import static org.quarry.io.InlineFrames.PLAIN;
import static org.quarry.io.InlineFrames.accepted;
import static org.quarry.io.InlineFrames.rejected;
import static org.quarry.io.InlineFrames.twoAtoms;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.quarry.atoms.EnergyKind;
import org.quarry.atoms.Labels;

/** Keys, units, orders and signs of labels. */
class ExtxyzLabelsTest {
  private static final String WITH_FORCES =
      "2\n%s Properties=species:S:1:pos:R:3:forces:R:3\nSi 0 0 0 1 2 3\nSi 1 1 1 -1 -2 -3\n";

  private static Labels labels(String comment) {
    return accepted(twoAtoms(comment)).labels();
  }

  private static ReadOptions units(String text) {
    return ReadOptions.builder().units(FileUnits.parse(text)).build();
  }

  private static ReadOptions keys(String text) {
    return ReadOptions.builder().keys(LabelKeys.parse(text)).build();
  }

  @Test
  void nineComponentsOfStressAreAMatrix() {
    double[] expected = {1, 2, 3, 0.4, 0.5, 0.6}; // xx yy zz yz xz xy
    assertArrayEquals(
        expected, labels(CELL + "stress=\"1 .6 .5 .6 2 .4 .5 .4 3\"").stress().orElseThrow());
    assertArrayEquals(
        expected,
        labels(CELL + "stress=[[1, .6, .5], [.6, 2, .4], [.5, .4, 3]]").stress().orElseThrow());
  }

  @Test
  void sixComponentsOfStressAreInAsesOrder() {
    assertArrayEquals(
        new double[] {1, 2, 3, 0.4, 0.5, 0.6},
        labels(CELL + "stress=\"1 2 3 .4 .5 .6\"").stress().orElseThrow());
  }

  @Test
  void vaspStressHasAnotherOrderAndSign() {
    // The first frame of mlearn Si; ASE's stress is -value/1602.1766.
    String text =
        twoAtoms(
            CELL + "S=\"-6.58094686 -9.63365488 -2.75897261 9.08682588 -1.60618898 -5.41948494\"");
    Labels labels = accepted(text, keys("stress=S:kbar:vasp")).labels();
    double[] expected = {6.58094686, 9.63365488, 2.75897261, 1.60618898, 5.41948494, -9.08682588};
    double[] stress = labels.stress().orElseThrow();
    for (int i = 0; i < 6; i++) {
      assertEquals(expected[i] / 1602.1766, stress[i], 1e-9);
    }
    assertEquals(Map.of("source_stress_unit", "kbar"), labels.metadata());
  }

  @Test
  void virialIsMinusVolumeTimesStress() {
    assertArrayEquals(
        new double[] {-0.08, -0.16, -0.24, -0.4, -0.032, -0.048},
        labels(CELL + "virial=\"10 6 4 6 20 50 4 50 30\"").stress().orElseThrow(),
        1e-15);
    assertTrue(labels(PLAIN + "virial=\"1 0 0 0 1 0 0 0 1\"").stress().isEmpty(), "no volume");
  }

  @Test
  void virialAndStressMustAgree() {
    String stress = CELL + "stress=\"-.08 0 0 0 -.08 0 0 0 -.08\" ";
    assertTrue(labels(stress + "virial=\"10 0 0 0 10 0 0 0 10\"").stress().isPresent());
    var frame = rejected(twoAtoms(stress + "virial=\"-10 0 0 0 -10 0 0 0 -10\""));
    assertEquals(Frame.Stage.QUALITY, frame.stage());
  }

  @Test
  void stressesOfOtherShapesAreRejected() {
    assertEquals(
        "stress has 3 numbers, 6 or 9 are needed",
        rejected(twoAtoms(CELL + "stress=\"1 2 3\"")).reason());
    assertEquals(
        "stress is not symmetric",
        rejected(twoAtoms(CELL + "stress=\"1 2 3 4 5 6 7 8 9\"")).reason());
  }

  @Test
  void aVirialWhoseSignNobodyKnowsIsNoLabel() {
    // "virials" is written with either sign: it has to be mapped.
    String text = twoAtoms(CELL + "virials=\"10 0 0 0 10 0 0 0 10\"");
    assertTrue(accepted(text).labels().stress().isEmpty());
    assertEquals(
        -0.08, accepted(text, keys("virial=virials")).labels().stress().orElseThrow()[0], 1e-15);
  }

  @Test
  void unitsAreConverted() {
    // 1 kcal/mol = 0.04336410 eV, 1 Bohr = 0.529177 Å
    var frame =
        accepted(
            WITH_FORCES.formatted("energy=-10"),
            units("energy=kcal/mol,length=Bohr,force=kcal/mol/A"));
    assertEquals(-0.4336410, frame.labels().energy().orElseThrow(), 1e-7);
    assertEquals(0.529177211, frame.configuration().position(1, 2), 1e-9);
    assertEquals(-3 * 0.04336410, frame.labels().forces().orElseThrow()[5], 1e-7);
    assertEquals("kcal/mol", frame.labels().metadata().get("source_energy_unit"));
  }

  @Test
  void aForceUnitIsNeverGuessedFromTheEnergy() {
    var frame = rejected(WITH_FORCES.formatted("energy=1"), units("energy=kcal/mol"));
    assertEquals(Frame.Stage.QUALITY, frame.stage());
    assertTrue(frame.reason().contains("add force=UNIT"), frame.reason());
    assertTrue(
        accepted(WITH_FORCES.formatted(""), units("energy=eV")).labels().forces().isPresent());
  }

  @Test
  void aUnitThatTheFrameStatesIsHonored() {
    var labels = labels(PLAIN + "energy=-0.5 energy_unit=Hartree force-unit=a.u.");
    assertEquals(-13.605693, labels.energy().orElseThrow(), 1e-6);
    assertEquals("Hartree", labels.metadata().get("source_energy_unit"));
    assertEquals(-0.5, labels(PLAIN + "energy=-0.5 energy_unit=eV").energy().orElseThrow());
    assertEquals(-0.5, labels(PLAIN + "energy=-0.5 energy_unit=foo").energy().orElseThrow());
  }

  @Test
  void aUnitThatContradictsTheOptionsIsRejected() {
    String text = twoAtoms(PLAIN + "energy=-0.5 energy-unit=Ha");
    assertEquals(
        "energy-unit says Hartree, but the file is read with energy=kcal/mol",
        rejected(text, units("energy=kcal/mol")).reason());
    assertEquals(
        -13.605693, accepted(text, units("energy=Ha")).labels().energy().orElseThrow(), 1e-6);
  }

  @Test
  void labelsComeFromTheKeysThatAreTold() {
    String text =
        "1\nE=-2 energy=-1 Properties=species:S:1:pos:R:3:f:R:3:forces:R:3\nH 0 0 0 0 0 .01 0 0 .02\n";
    Labels told = accepted(text, keys("energy=E,forces=f")).labels();
    assertEquals(-2, told.energy().orElseThrow());
    assertArrayEquals(new double[] {0, 0, 0.01}, told.forces().orElseThrow());
    var none = accepted(text, keys("energy=none,forces=none"));
    assertTrue(none.labels().isEmpty());
    assertEquals("-1", none.provenance().info().get("energy"));
  }

  @Test
  void methodAndKindAreTold() {
    var options = ReadOptions.builder().method("PBE").energyKind(EnergyKind.of("sigma0")).build();
    Labels labels = accepted(twoAtoms(PLAIN + "energy=1"), options).labels();
    assertEquals("PBE", labels.method());
    assertEquals(EnergyKind.SIGMA0, labels.energyKind());
    assertEquals("unknown", labels(PLAIN + "energy=1").method());
  }

  @Test
  void aFreeEnergyAloneIsAnEnergyOfThatKind() {
    Labels labels = labels(PLAIN + "free_energy=-3");
    assertEquals(-3, labels.energy().orElseThrow());
    assertEquals(EnergyKind.FREE, labels.energyKind());
    Labels both = labels(PLAIN + "energy=-2.9 free_energy=-3");
    assertEquals(-2.9, both.energy().orElseThrow());
    assertEquals(EnergyKind.UNKNOWN, both.energyKind());
    assertEquals(Map.of("free_energy", "-3.0"), both.metadata());
  }
}
