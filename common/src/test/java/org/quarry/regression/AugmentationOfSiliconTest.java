package org.quarry.regression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Descriptors;
import org.quarry.fixtures.BundledSilicon;
import org.quarry.io.ConfigurationReaders;
import org.quarry.io.Frame;
import org.quarry.io.FrameIterator;
import org.quarry.io.ReadOptions;
import org.quarry.potential.Evaluator;
import org.quarry.potential.Potentials;

/** What label augmentation achieves on the bundled silicon set with the built-in potentials. */
class AugmentationOfSiliconTest {
  private static final List<String> POTENTIALS =
      List.of(
          "edip-si",
          "sw-si",
          "tersoff-mod-si",
          "tersoff-si-erhart-albe",
          "tersoff-si-t2",
          "tersoff-si-t3");
  private static final List<ReferenceRow> ROWS = new ArrayList<>();

  @TempDir static Path folder;

  @BeforeAll
  static void describe() throws IOException {
    List<Evaluator> potentials =
        POTENTIALS.stream().map(name -> Potentials.of(name).evaluator()).toList();
    Descriptor soap =
        Descriptors.of(
            "soap",
            Map.of(
                "species",
                List.of("Si"),
                "r_cut",
                5.0,
                "n_max",
                4,
                "l_max",
                3,
                "sigma",
                0.5,
                "average",
                "outer"));
    var vectors = soap.evaluator();
    Path file = BundledSilicon.into(folder);
    try (FrameIterator frames =
        ConfigurationReaders.forPath(file).read(file, ReadOptions.DEFAULT)) {
      while (frames.hasNext()) {
        Frame.Accepted frame = (Frame.Accepted) frames.next();
        Configuration configuration = frame.configuration();
        Map<String, Double> energies = new TreeMap<>();
        for (int p = 0; p < POTENTIALS.size(); p++) {
          potentials.get(p).compute(configuration);
          energies.put(POTENTIALS.get(p), potentials.get(p).energy());
        }
        vectors.evaluate(configuration);
        ROWS.add(
            new ReferenceRow(
                configuration.id(),
                configuration.id(),
                frame.labels().energy().orElseThrow(),
                Observation.of(
                    Composition.of(configuration),
                    Observation.density(configuration),
                    Arrays.copyOf(vectors.values(), soap.features()),
                    new TreeMap<>(energies))));
      }
    }
  }

  private static AugmentationSettings settings(AugmentationModel model) {
    return new AugmentationSettings(
        AlignmentSettings.of(AlignmentMethod.MEDIAN),
        List.of(FeatureBlock.DESCRIPTOR, FeatureBlock.DENSITY, FeatureBlock.SPREAD),
        model.trainer(AugmentationModel.Settings.withSeed(1)),
        0.1,
        model.rule() == DecisionPolicy.Rule.LEAST_ERROR
            ? DecisionPolicy.leastError(0.1)
            : DecisionPolicy.mostProbable());
  }

  private static List<HeldOut> crossValidated(AugmentationModel model) {
    return new CrossValidation(settings(model), POTENTIALS, ROWS).repeat(1, 5, 1);
  }

  @Test
  void theGaussianProcessChoosesNearlyAsWellAsOneWhoKnowsTheReference() {
    List<HeldOut> heldOut = crossValidated(AugmentationModel.GAUSSIAN_PROCESS);
    AugmentationScore score = AugmentationScore.of(heldOut);
    assertEquals(239, score.rows());
    assertTrue(score.nearlyRight() > 0.85, score::toString);
    assertTrue(score.accuracy() > score.largestClass() + 0.35, score::toString);
    RiskCoverage most = RiskCoverage.at(0.85, heldOut);
    assertTrue(most.ratio() < 1.15, most::toString);
    assertTrue(most.chosen() < 0.9 * most.single(), most::toString);
  }

  /** What is expected of the errors comes true on average. */
  @Test
  void expectedErrorsAreFoundOnRowsThatWereHeldOut() {
    List<HeldOut> heldOut = crossValidated(AugmentationModel.GAUSSIAN_PROCESS);
    double expected = 0;
    double found = 0;
    for (HeldOut row : heldOut) {
      expected += row.choice().expectedError().orElseThrow() / heldOut.size();
      found += row.candidateError().orElseThrow() / heldOut.size();
    }
    assertEquals(found, expected, 0.15 * found);
  }

  @Test
  void aClassifierOfTreesFindsMostOfIt() {
    AugmentationScore score = AugmentationScore.of(crossValidated(AugmentationModel.RANDOM_FOREST));
    assertTrue(score.nearlyRight() > 0.75, score::toString);
    assertTrue(score.accuracy() > score.largestClass() + 0.2, score::toString);
    assertTrue(score.chosen().mae() < score.single().mae(), score::toString);
  }

  @Test
  void aFifthOfTheLabelsAlreadyHelps() {
    List<ReferenceRow> known = new ArrayList<>();
    for (int i = 0; i < ROWS.size(); i += 5) {
      known.add(ROWS.get(i));
    }
    AuxiliaryClassifier model =
        AuxiliaryClassifier.fit(settings(AugmentationModel.GAUSSIAN_PROCESS), POTENTIALS, known);
    List<HeldOut> judged = new ArrayList<>();
    for (int i = 0; i < ROWS.size(); i++) {
      if (i % 5 != 0) {
        judged.add(HeldOut.judge(model, ROWS.get(i), 0, 0));
      }
    }
    AugmentationScore score = AugmentationScore.of(judged);

    assertTrue(score.kept() > 100, score::toString);
    assertTrue(score.chosen().mae() < score.single().mae(), score::toString);
    assertTrue(score.chosen().mae() < 0.03, score::toString);
  }

  @Test
  void withoutAlignmentNoPotentialIsGoodAnywhere() {
    EnergyAlignment raw = EnergyAlignment.fit(AlignmentMethod.RAW, POTENTIALS, ROWS);
    for (ReferenceRow row : ROWS) {
      assertTrue(
          AuxiliaryClassifier.alignedErrors(raw, row).values().stream().allMatch(e -> e > 0.1));
    }
  }
}
