package org.quarry.regression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.quarry.atoms.Element;

class AuxiliaryClassifierTest {
  private static final Composition FOUR = Composition.of(Map.of(Element.of("Si"), 4));
  private static final AugmentationSettings FOREST =
      settings(
          new ClassErrorsTrainer(
              new RandomForestTrainer(new RandomForestParameters(60, 0, 12, 2, 7))),
          DecisionPolicy.mostProbable());

  private final List<ReferenceRow> rows = new ArrayList<>();
  private final double[][] features = new double[240][];

  private static AugmentationSettings settings(ErrorModelTrainer errors, DecisionPolicy policy) {
    return new AugmentationSettings(
        AlignmentSettings.of(AlignmentMethod.MEDIAN),
        List.of(FeatureBlock.DESCRIPTOR),
        errors,
        0.1,
        policy);
  }

  private static Observation observation(double[] descriptor, Map<String, Double> energies) {
    return Observation.of(FOUR, 0.05, descriptor, new TreeMap<>(energies));
  }

  /** "low" is right at negative x, "high" at positive x, neither beyond |x| = 2. */
  AuxiliaryClassifierTest() {
    Random random = new Random(4);
    for (int i = 0; i < features.length; i++) {
      double x = 3 * (2 * random.nextDouble() - 1);
      double reference = -20 + random.nextGaussian();
      features[i] = new double[] {1e-9 * x, random.nextGaussian(), 5};
      double low = Math.abs(x) > 2 ? 0.9 : x < 0 ? 0.004 : 0.3;
      double high = Math.abs(x) > 2 ? -0.8 : x < 0 ? -0.3 : 0.002;
      rows.add(
          new ReferenceRow(
              "CO_" + i,
              "group " + i / 3,
              reference,
              observation(
                  features[i],
                  Map.of("low", reference + 4 * low + 8, "high", reference + 4 * high - 40))));
    }
  }

  private AuxiliaryClassifier fit() {
    // offsets as they were put in: medians would be shifted by the errors themselves
    var shifts = new TreeMap<String, EnergyAlignment.Shift>();
    shifts.put("low", EnergyAlignment.Shift.uniform(-2, 240));
    shifts.put("high", EnergyAlignment.Shift.uniform(10, 240));
    var alignment = new EnergyAlignment(AlignmentMethod.MEDIAN, shifts, new TreeMap<>());
    return AuxiliaryClassifier.fit(FOREST, alignment, rows);
  }

  private static Choice choose(AuxiliaryClassifier model, double x, Map<String, Double> energies) {
    return model.choose(observation(new double[] {1e-9 * x, 0, 5}, energies));
  }

  @Test
  void choosesThePotentialThatIsRightAndNoneWhereNoneIs() {
    AuxiliaryClassifier model = fit();
    Map<String, Double> energies = Map.of("low", 1.0, "high", 2.0);
    Choice low = choose(model, -1, energies);
    assertEquals(Optional.of("low"), low.potential());
    assertEquals(1 - 2.0 * 4, low.energy().orElseThrow());
    assertEquals(0.004, low.expectedError().orElseThrow(), 0.02);
    Choice high = choose(model, 1, energies);
    assertEquals(Optional.of("high"), high.potential());
    assertEquals(2 + 10.0 * 4, high.energy().orElseThrow());
    Choice none = choose(model, 2.5, energies);
    assertEquals(Optional.empty(), none.potential());
    assertTrue(none.energy().isEmpty());
    assertTrue(none.candidate().isPresent() && none.expectedError().orElseThrow() > 0.1);
    assertEquals(List.of("high", "low", "none"), List.copyOf(low.probabilities().keySet()));
    assertEquals(1, low.probabilities().values().stream().mapToDouble(p -> p).sum(), 1e-12);
  }

  @Test
  void aPotentialWithoutAnAnswerIsNeverChosen() {
    AuxiliaryClassifier model = fit();
    for (double x = -3; x <= 3; x += 0.1) {
      Choice choice = choose(model, x, Map.of("high", 2.0, "unknown", 3.0));
      assertFalse(choice.potential().filter("low"::equals).isPresent());
      assertEquals(Optional.empty(), choose(model, x, Map.of()).potential());
      assertEquals(Optional.empty(), choose(model, x, Map.of("low", Double.NaN)).potential());
    }
  }

  @Test
  void theTrueClassIsTheBestPotentialWithinTheTolerance() {
    AuxiliaryClassifier model = fit();
    assertEquals("low", model.trueClass(Map.of("low", 0.05, "high", 0.06)));
    assertEquals("high", model.trueClass(Map.of("low", 0.05, "high", 0.05)));
    assertEquals("low", model.trueClass(Map.of("low", 0.1)));
    assertEquals("none", model.trueClass(Map.of("low", 0.1001)));
    assertEquals("none", model.trueClass(Map.of()));
  }

  @Test
  void theExpectedErrorIsTheOneFoundOnTheChosenRows() {
    AuxiliaryClassifier model = fit();
    double expected = 0;
    double found = 0;
    int kept = 0;
    for (int i = 0; i < rows.size(); i++) {
      var judged = HeldOut.judge(model, rows.get(i), 0, 0);
      if (judged.choice().potential().isPresent()) {
        expected += judged.choice().expectedError().orElseThrow();
        found += judged.errors().get(judged.choice().potential().get());
        kept++;
      }
    }
    assertTrue(kept > 120 && kept < 200, kept + " kept");
    assertEquals(found / kept, expected / kept, 0.02);
  }

  @Test
  void aStoreInBetweenChangesNoBit() {
    AuxiliaryClassifier model = fit();
    AuxiliaryClassifier read = AuxiliaryClassifier.fromJson(model.toJson().toString());
    assertEquals(model.toJson().toString(), read.toJson().toString());
    for (int i = 0; i < rows.size(); i++) {
      assertEquals(model.choose(rows.get(i).observation()), read.choose(rows.get(i).observation()));
    }
  }

  static Stream<Arguments> damages() {
    return Stream.<Consumer<ObjectNode>>of(
            json -> json.put("tolerance", -1),
            json -> json.remove("alignment"),
            json -> json.withObject("/errors/standardizer").withArray("mean").remove(0),
            json -> json.withObject("/errors/standardizer").withArray("deviation").set(0, -1),
            json -> json.withObject("/errors").withArray("errors").remove(0),
            json -> json.withObject("/features").put("descriptor_width", 4),
            json -> json.withObject("/features").withArray("blocks").add("aura"),
            json -> json.withObject("/features").withArray("blocks").add("density"),
            json -> json.withObject("/policy").put("rule", "loudest"),
            json -> json.withObject("/policy").put("max_expected_error", -1),
            json -> json.withObject("/alignment/shifts").removeAll(),
            json -> json.withObject("/alignment/shifts").remove("low"),
            json -> json.withObject("/errors/classifier").put("features", 4))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("damages")
  void damagedJsonIsRefusedWithOneLine(Consumer<ObjectNode> damage) {
    ObjectNode json = (ObjectNode) ModelJson.parse(fit().toJson().toString());
    damage.accept(json);
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> AuxiliaryClassifier.fromJson(json));
    assertEquals(1, refusal.getMessage().lines().count(), refusal.getMessage());
  }

  @Test
  void crossValidationTellsNothingOfAHeldOutReference() {
    GroupFolds folds = GroupFolds.of(4, 1, rows.stream().map(ReferenceRow::group).toList());
    List<HeldOut> before = crossValidate(folds);
    ReferenceRow row = rows.get(17);
    List<ReferenceRow> group =
        rows.stream().filter(other -> other.group().equals(row.group())).toList();
    for (ReferenceRow member : group) { // the whole group is held out together
      rows.set(
          rows.indexOf(member),
          new ReferenceRow(member.id(), member.group(), 1000, member.observation()));
    }
    assertEquals(before.get(17).choice(), crossValidate(folds).get(17).choice());
  }

  @Test
  void theScoreCountsWhatItsNamesSay() {
    List<HeldOut> judged =
        List.of(
            judged("a", "a", Map.of("a", 0.01, "b", 0.03)),
            judged("b", "a", Map.of("a", 0.011, "b", 0.01)), // within 2 meV
            judged("b", "b", Map.of("a", 0.05, "b", 0.02)),
            judged("none", "none", Map.of("a", 0.5, "b", 0.7)),
            judged("b", "none", Map.of("a", 0.5, "b", 0.05)));
    AugmentationScore score = AugmentationScore.of(judged);
    assertEquals(5, score.rows());
    assertEquals(3, score.kept());
    assertEquals(0.6, score.accuracy(), 1e-15);
    assertEquals(0.8, score.nearlyRight(), 1e-15);
    assertEquals(0.6, score.largestClass(), 1e-15);
    assertEquals((0.01 + 0.011 + 0.02) / 3, score.chosen().mae(), 1e-15);
    assertEquals((0.01 + 0.01 + 0.02) / 3, score.oracle().mae(), 1e-15);
    assertEquals("b", score.bestSingle());
    assertEquals((0.03 + 0.01 + 0.02) / 3, score.single().mae(), 1e-15);
    assertEquals(Map.of("a", 1, "b", 3, "none", 1), score.classes());
    assertEquals(Map.of("a", 2, "b", 1, "none", 2), score.choices());
    assertEquals(Map.of("a", 1, "b", 1, "none", 1), score.confusion().get("b"));
    assertEquals(new AugmentationScore.Outliers(0, 0, 0), score.outliers());
  }

  @Test
  void refusesPotentialsCalledNoneAndEmptyTrainingSets() {
    List<ReferenceRow> row =
        List.of(
            new ReferenceRow(
                "CO_1", "CO_1", 1, observation(new double[] {1}, Map.of("none", 1.0))));
    assertThrows(
        IllegalArgumentException.class,
        () -> AuxiliaryClassifier.fit(FOREST, List.of("none"), row));
    assertThrows(
        IllegalArgumentException.class, () -> AuxiliaryClassifier.fit(FOREST, List.of("sw"), row));
    assertThrows(
        IllegalArgumentException.class,
        () -> AuxiliaryClassifier.fit(FOREST, List.of("sw"), List.of()));
  }

  @Test
  void standardizedFeaturesHaveMeanZeroAndDeviationOneAndConstantsVanish() {
    Standardizer standardizer = Standardizer.of(features);
    double sum = 0;
    double squares = 0;
    for (double[] row : features) {
      double[] standardized = standardizer.apply(row);
      sum += standardized[0];
      squares += standardized[0] * standardized[0];
      assertEquals(0, standardized[2]);
    }
    assertEquals(0, sum / 240, 1e-12);
    assertEquals(1, squares / 240, 1e-12);
    assertArrayEquals(new double[3], standardizer.apply(standardizerMean(standardizer)), 1e-12);
  }

  private static double[] standardizerMean(Standardizer standardizer) {
    return ModelJson.numbers(standardizer.toJson(), "mean");
  }

  private List<HeldOut> crossValidate(GroupFolds folds) {
    return new CrossValidation(FOREST, List.of("high", "low"), rows).run(folds);
  }

  static HeldOut judged(String trueClass, String chosen, Map<String, Double> errors) {
    Optional<String> potential = Optional.of(chosen).filter(p -> !p.equals("none"));
    return new HeldOut(
        "CO_" + trueClass,
        0,
        0,
        trueClass,
        new TreeMap<>(errors),
        new Choice(
            potential, potential, new TreeMap<>(), OptionalDouble.empty(), OptionalDouble.empty()));
  }
}
