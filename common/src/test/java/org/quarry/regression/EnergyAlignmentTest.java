package org.quarry.regression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quarry.atoms.Element;

class EnergyAlignmentTest {
  private static final Element LI = Element.of("Li");
  private static final Element SI = Element.of("Si");

  private static ReferenceRow row(
      String id, Composition atoms, double energy, Map<String, Double> eips) {
    return ReferenceRow.of(id, id, atoms, energy, new TreeMap<>(eips));
  }

  private static Composition silicon(int atoms) {
    return Composition.of(Map.of(SI, atoms));
  }

  private static EnergyAlignment fit(AlignmentMethod method, List<ReferenceRow> rows) {
    return EnergyAlignment.fit(method, List.of("sw", "tersoff"), rows);
  }

  @Test
  void theMedianIsOfResidualsPerAtom() {
    List<ReferenceRow> rows =
        List.of(
            row("a", silicon(2), -10, Map.of("sw", -8.0)), // −1 eV per atom
            row("b", silicon(4), -20, Map.of("sw", -20.0)), // 0
            row("c", silicon(1), -5, Map.of("sw", 95.0))); // −100: an outlier
    EnergyAlignment alignment = fit(AlignmentMethod.MEDIAN, rows);
    assertEquals(-1, alignment.shifts().get("sw").perAtom());
    assertEquals(7.0 - 3, alignment.align("sw", silicon(3), 7));
    assertEquals(
        -0.5, fit(AlignmentMethod.MEDIAN, rows.subList(0, 2)).shifts().get("sw").perAtom());
  }

  @Test
  void rawEnergiesStayAsTheyAre() {
    EnergyAlignment raw =
        fit(AlignmentMethod.RAW, List.of(row("a", silicon(2), -10, Map.of("sw", -8.0))));
    assertEquals(7, raw.align("sw", silicon(3), 7));
  }

  @Test
  void leastSquaresFindsTheOffsetOfEveryElement() {
    Random random = new Random(3);
    List<ReferenceRow> rows = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Composition atoms =
          Composition.of(Map.of(LI, 1 + random.nextInt(5), SI, 1 + random.nextInt(5)));
      double eip = -3 * atoms.size() + random.nextGaussian();
      double offset = 0.75 * atoms.counts().get(LI) - 2.5 * atoms.counts().get(SI);
      rows.add(row("CO_" + i, atoms, eip + offset, Map.of("sw", eip)));
    }
    EnergyAlignment alignment = fit(AlignmentMethod.LEAST_SQUARES, rows);
    assertEquals(0.75, alignment.shifts().get("sw").perElement().get(LI), 1e-12);
    assertEquals(-2.5, alignment.shifts().get("sw").perElement().get(SI), 1e-12);
    for (ReferenceRow row : rows) {
      assertEquals(
          row.energy(),
          alignment.align("sw", row.composition(), row.eipEnergies().get("sw")),
          1e-11);
    }
  }

  @Test
  void leastSquaresIsOfLeastNormWhereTheRowsLeaveItOpen() {
    Composition lithiumSilicide = Composition.of(Map.of(LI, 3, SI, 1));
    EnergyAlignment alignment =
        fit(
            AlignmentMethod.LEAST_SQUARES,
            List.of(
                row("a", lithiumSilicide, -8, Map.of("sw", -4.0)),
                row("b", lithiumSilicide, -12, Map.of("sw", -8.0))));
    // (3/4) s_Li + (1/4) s_Si = −1, shortest: s = −(3/4, 1/4) / (10/16)
    assertEquals(-1.2, alignment.shifts().get("sw").perElement().get(LI), 1e-12);
    assertEquals(-0.4, alignment.shifts().get("sw").perElement().get(SI), 1e-12);
  }

  @Test
  void elementsThatWereNotFittedAreRefused() {
    EnergyAlignment alignment =
        fit(AlignmentMethod.LEAST_SQUARES, List.of(row("a", silicon(2), -10, Map.of("sw", -8.0))));
    Composition other = Composition.of(Map.of(LI, 1));
    assertFalse(alignment.covers("sw", other));
    assertThrows(IllegalArgumentException.class, () -> alignment.align("sw", other, 0));
    assertThrows(IllegalArgumentException.class, () -> alignment.align("edip", silicon(1), 0));
  }

  @Test
  void potentialsWithTheSameNumbersAreKeptOnce() {
    List<ReferenceRow> rows =
        List.of(
            row("a", silicon(2), -10, Map.of("sw", -8.0, "kim:sw", -8.0 + 1e-12, "near", -8.001)),
            row("b", silicon(3), -15, Map.of("sw", -9.0, "kim:sw", -9.0, "near", -9.001)));
    EnergyAlignment alignment =
        EnergyAlignment.fit(AlignmentMethod.MEDIAN, List.of("sw", "near", "kim:sw", "mute"), rows);
    assertEquals(List.of("kim:sw", "near"), alignment.potentials());
    assertEquals("the same numbers as kim:sw", alignment.excluded().get("sw"));
    assertTrue(alignment.excluded().get("mute").contains("2 training rows"));
  }

  @Test
  void aPotentialThatAnswersOnOtherRowsIsNoTwin() {
    List<ReferenceRow> rows =
        List.of(
            row("a", silicon(2), -10, Map.of("sw", -8.0, "tersoff", -8.0)),
            row("b", silicon(3), -15, Map.of("sw", -9.0)));
    EnergyAlignment alignment = fit(AlignmentMethod.MEDIAN, rows);
    assertEquals(List.of("sw", "tersoff"), alignment.potentials());
    assertEquals(1, alignment.shifts().get("tersoff").rows());
  }

  @Test
  void potentialsThatDifferByAConstantAloneAreTheSameOnceAligned() {
    List<ReferenceRow> rows =
        List.of(
            row("a", silicon(2), -10, Map.of("sw", -8.0, "shifted", -2.0)),
            row("b", silicon(3), -15, Map.of("sw", -9.0, "shifted", 0.0)));
    assertEquals(
        "the same numbers as shifted",
        EnergyAlignment.fit(AlignmentMethod.MEDIAN, List.of("sw", "shifted"), rows)
            .excluded()
            .get("sw"));
    assertEquals(
        List.of("shifted", "sw"),
        EnergyAlignment.fit(AlignmentMethod.RAW, List.of("sw", "shifted"), rows).potentials());
  }

  @Test
  void howMuchIdenticalPotentialsMayDifferIsASetting() {
    List<ReferenceRow> rows =
        List.of(
            row("a", silicon(2), -10, Map.of("sw", -8.0, "edition", -8.0004)), // 0.2 meV per atom
            row("b", silicon(2), -15, Map.of("sw", -9.0, "edition", -9.0)));
    List<String> both = List.of("edition", "sw");
    assertEquals(both, EnergyAlignment.fit(AlignmentMethod.RAW, both, rows).potentials());
    var loose = new AlignmentSettings(AlignmentMethod.RAW, 3e-4, List.of(), ReferenceStates.NONE);
    assertEquals(List.of("edition"), EnergyAlignment.fit(loose, both, rows).potentials());
  }

  @Test
  void excludedPotentialsAreLeftOutWithTheirReason() {
    List<ReferenceRow> rows =
        List.of(row("a", silicon(2), -10, Map.of("sw", -8.0, "kim:SNAP_Zuo_Si", -9.9)));
    var settings =
        AlignmentSettings.of(AlignmentMethod.MEDIAN)
            .excluding(List.of(Exclusion.parse("kim:SNAP_Zuo* (fitted to this set)")));
    EnergyAlignment alignment =
        EnergyAlignment.fit(settings, List.of("kim:SNAP_Zuo_Si", "sw"), rows);
    assertEquals(List.of("sw"), alignment.potentials());
    assertEquals("fitted to this set", alignment.excluded().get("kim:SNAP_Zuo_Si"));
    assertTrue(Exclusion.parse("sw").matches("sw"));
    assertFalse(Exclusion.parse("sw").matches("sw-si"));
    assertFalse(Exclusion.parse("s.*").matches("sw"));
    assertThrows(IllegalArgumentException.class, () -> Exclusion.parse("two words"));
  }

  /** Isolated atoms, and the same states 1 eV lower by the potential: E + Σ n (ref − eip). */
  @Test
  void givenEnergiesOfElementsAreTakenAsTheyAre() {
    var states = ReferenceStates.parse(List.of("Li=-0.5", "Si=-0.75", "kim:sw:Si=-4.25"));
    var settings = new AlignmentSettings(AlignmentMethod.GIVEN, 1e-6, List.of(), states);
    Composition lithiumSilicide = Composition.of(Map.of(LI, 3, SI, 2));
    EnergyAlignment alignment =
        EnergyAlignment.fit(
            settings,
            List.of("kim:sw"),
            List.of(row("a", lithiumSilicide, -1000, Map.of("kim:sw", -11.0))));
    assertEquals(-11 + 3 * -0.5 + 2 * 3.5, alignment.align("kim:sw", lithiumSilicide, -11));
    for (String wrong : List.of("Si", "Si=", "=1", "Xx=1", "sw:Si=x", "Si=Infinity")) {
      assertThrows(
          IllegalArgumentException.class, () -> ReferenceStates.parse(List.of(wrong)), wrong);
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new AlignmentSettings(AlignmentMethod.MEDIAN, 1e-6, List.of(), states));
    assertThrows(IllegalArgumentException.class, () -> AlignmentSettings.of(AlignmentMethod.GIVEN));
  }

  /** A third of the rows is far off to one side; the median does not care, a mean would. */
  @Test
  void theMedianTellsElementsApartWhereCompositionsDiffer() {
    Random random = new Random(5);
    List<ReferenceRow> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Composition atoms =
          Composition.of(Map.of(LI, 1 + random.nextInt(6), SI, 1 + random.nextInt(6)));
      double eip = -3 * atoms.size() + random.nextGaussian();
      double offset = 0.75 * atoms.counts().get(LI) - 2.5 * atoms.counts().get(SI);
      double outlier = i % 3 == 0 ? atoms.size() * (1 + random.nextDouble()) : 0;
      rows.add(row("CO_" + i, atoms, eip + offset + outlier, Map.of("sw", eip)));
    }
    var offsets = fit(AlignmentMethod.MEDIAN, rows).shifts().get("sw").perElement();
    assertEquals(0.75, offsets.get(LI), 1e-4);
    assertEquals(-2.5, offsets.get(SI), 1e-4);
  }

  @Test
  void leastAbsoluteDeviationsOfOneUnknownAreTheMedian() {
    double[] values = new Random(6).doubles(25, -3, 3).toArray();
    double[][] ones = new double[values.length][1];
    for (double[] one : ones) {
      one[0] = 1;
    }
    assertEquals(AlignmentFit.median(values), LeastAbsoluteDeviations.solve(ones, values)[0], 1e-4);
  }

  @ParameterizedTest
  @EnumSource(value = AlignmentMethod.class, mode = EnumSource.Mode.EXCLUDE, names = "GIVEN")
  void theOrderOfRowsAndAStoreInBetweenChangeNoBit(AlignmentMethod method) {
    Random random = new Random(8);
    List<ReferenceRow> rows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Composition atoms =
          Composition.of(Map.of(LI, 1 + random.nextInt(5), SI, 1 + random.nextInt(5)));
      rows.add(
          row(
              "CO_" + i,
              atoms,
              random.nextGaussian(),
              Map.of("sw", random.nextGaussian(), "tersoff", random.nextGaussian())));
    }
    EnergyAlignment alignment = fit(method, rows);
    Collections.shuffle(rows, random);
    assertEquals(alignment, fit(method, rows));
    String stored = alignment.toJson().toString();
    assertEquals(alignment, EnergyAlignment.fromJson(ModelJson.parse(stored)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"type\":\"energy-alignment\"}",
        "{\"type\":\"energy-alignment\",\"version\":2}",
        "{\"type\":\"random-forest\",\"version\":1}",
        "{\"type\":\"energy-alignment\",\"version\":1,\"method\":\"mean\",\"shifts\":{},\"excluded\":{}}",
        "{\"type\":\"energy-alignment\",\"version\":1,\"method\":\"raw\",\"shifts\":[],\"excluded\":{}}",
        "{\"type\":\"energy-alignment\",\"version\":1,\"method\":\"raw\",\"excluded\":{},"
            + "\"shifts\":{\"sw\":{\"per_atom\":1e999,\"per_element\":{},\"rows\":1}}}",
        "{\"type\":\"energy-alignment\",\"version\":1,\"method\":\"raw\",\"excluded\":{},"
            + "\"shifts\":{\"sw\":{\"per_atom\":0,\"per_element\":{\"Xx\":1},\"rows\":1}}}",
        "{\"type\":",
        "[]",
      })
  void malformedJsonIsRefusedWithOneLine(String text) {
    var refusal =
        assertThrows(
            IllegalArgumentException.class, () -> EnergyAlignment.fromJson(ModelJson.parse(text)));
    assertEquals(1, refusal.getMessage().lines().count(), refusal.getMessage());
  }

  @Test
  void refusesRowsWithoutNumbersAndTrainingSetsWithoutRows() {
    assertThrows(
        IllegalArgumentException.class, () -> row("a", silicon(1), Double.NaN, Map.of("sw", 1.0)));
    assertThrows(
        IllegalArgumentException.class, () -> row("a", silicon(1), 1, Map.of("sw", Double.NaN)));
    assertThrows(IllegalArgumentException.class, () -> fit(AlignmentMethod.MEDIAN, List.of()));
  }
}
