package org.quarry.regression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.quarry.atoms.Element;

class RiskCoverageTest {
  private static HeldOut row(
      int number, int repetition, double expected, double chosen, double other) {
    return new HeldOut(
        "CO_" + number,
        repetition,
        0,
        "a",
        new TreeMap<>(Map.of("a", chosen, "b", other)),
        new Choice(
            Optional.of("a"),
            Optional.of("a"),
            new TreeMap<>(Map.of("a", 0.8, "b", 0.1, "none", 0.1)),
            OptionalDouble.of(1),
            OptionalDouble.of(expected)));
  }

  @Test
  void theRowsOfLeastExpectedErrorAreKept() {
    List<HeldOut> rows = new ArrayList<>();
    for (int repetition = 0; repetition < 2; repetition++) {
      rows.add(row(1, repetition, 0.01, 0.02, 0.01));
      rows.add(row(2, repetition, 0.03, 0.04, 0.05));
      rows.add(row(3, repetition, 0.02, 0.03, 0.04));
      rows.add(row(4, repetition, 0.90, 1.00, 0.60));
    }
    RiskCoverage most = RiskCoverage.at(0.75, rows);
    assertEquals(0.75, most.coverage());
    assertEquals(6, most.rows());
    assertEquals(0.03, most.chosen(), 1e-15);
    assertEquals((0.01 + 0.04 + 0.03) / 3, most.oracle(), 1e-15);
    assertEquals("a", most.bestSingle());
    // deviations −0.01, 0.01, 0: variance 1e−4, over 3 rows, and not over 6
    assertEquals(Math.sqrt(1e-4 / 3), most.standardError(), 1e-15);
    assertEquals(1, RiskCoverage.at(0.74, rows).coverage() / 0.75, 1e-15);
    RiskCoverage all = RiskCoverage.at(1, rows);
    assertEquals("b", all.bestSingle());
    assertEquals((0.01 + 0.05 + 0.04 + 0.60) / 4, all.single(), 1e-15);
  }

  @Test
  void calibrationCurvesCompareWhatWasSaidWithWhatWasFound() {
    List<HeldOut> rows = List.of(row(1, 0, 1, 1, 1), row(2, 0, 1, 1, 1));
    List<Reliability> curve = Reliability.curve(rows, 10);
    assertEquals(List.of(new Reliability(2, 0.8, 1)), curve);
    assertEquals(0.2, Reliability.expectedCalibrationError(curve), 1e-15);
  }

  @Test
  void outliersAreCountedByTheirSize() {
    List<HeldOut> rows =
        List.of(
            row(1, 0, 1, 0.1, 1), row(2, 0, 1, 0.15, 1), row(3, 0, 1, 0.25, 1), row(4, 0, 1, 2, 1));
    assertEquals(new AugmentationScore.Outliers(3, 2, 1), AugmentationScore.of(rows).outliers());
  }

  @Test
  void featuresAreWhatTheirNamesSay() {
    Observation observation =
        Observation.of(
            Composition.of(Map.of(Element.of("Li"), 3, Element.of("Si"), 1, Element.of("O"), 1)),
            0.05,
            new double[] {2, -1},
            new TreeMap<>());
    FeatureSet features =
        new FeatureSet(
            List.of(FeatureBlock.values()), List.of(Element.of("Li"), Element.of("Si")), 2);
    double[][] blocks = features.of(observation, new double[] {-4, Double.NaN, -3.5, -3});
    assertArrayEquals(new double[] {2, -1}, blocks[0]);
    assertArrayEquals(new double[] {10, -5}, blocks[1]);
    assertArrayEquals(new double[] {0.6, 0.2, 0.2, Math.log(5)}, blocks[2], 1e-15);
    assertArrayEquals(new double[] {0.05}, blocks[3]);
    assertArrayEquals(new double[] {-0.5, 0, 0, 0.5, 1, 0, 1, 1}, blocks[4]);
    assertEquals(features, FeatureSet.fromJson(ModelJson.parse(features.toJson().toString())));
    assertTrue(FeatureSet.needsDescriptor(List.of(FeatureBlock.DESCRIPTOR_SUM)));
  }
}
