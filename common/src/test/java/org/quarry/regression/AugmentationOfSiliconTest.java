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
      List.of("edip-si", "sw-si", "tersoff-si-t2", "tersoff-si-t3");
  private static final ClassifierTrainer TRAINER =
      new RandomForestTrainer(RandomForestParameters.withSeed(1));
  private static final List<ReferenceRow> ROWS = new ArrayList<>();
  private static double[][] features;

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
    List<double[]> pooled = new ArrayList<>();
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
        ROWS.add(
            new ReferenceRow(
                configuration.id(),
                configuration.id(),
                Composition.of(configuration),
                frame.labels().energy().orElseThrow(),
                new TreeMap<>(energies)));
        vectors.evaluate(configuration);
        pooled.add(Arrays.copyOf(vectors.values(), soap.features()));
      }
    }
    features = pooled.toArray(double[][]::new);
  }

  @Test
  void chosenEnergiesAreMuchBetterThanThoseOfTheBestSinglePotential() {
    GroupFolds folds = GroupFolds.of(5, 1, ROWS.stream().map(ReferenceRow::group).toList());
    AugmentationScore score =
        AugmentationScore.of(
            AugmentationScore.crossValidate(
                TRAINER, AlignmentMethod.MEDIAN, POTENTIALS, 0.1, folds, ROWS, features));

    assertEquals(239, score.rows());
    assertTrue(score.kept() > 0.6 * score.rows(), score::toString);
    assertTrue(score.nearlyRight() > 0.8, score::toString);
    assertTrue(score.accuracy() > score.largestClass() + 0.2, score::toString);
    assertTrue(score.chosen().mae() < 0.85 * score.single().mae(), score::toString);
    assertTrue(score.chosen().mae() < 1.4 * score.oracle().mae(), score::toString);
  }

  @Test
  void aFifthOfTheLabelsAlreadyHelps() {
    List<ReferenceRow> known = new ArrayList<>();
    List<double[]> knownFeatures = new ArrayList<>();
    for (int i = 0; i < ROWS.size(); i += 5) {
      known.add(ROWS.get(i));
      knownFeatures.add(features[i]);
    }
    AuxiliaryClassifier model =
        AuxiliaryClassifier.fit(
            TRAINER,
            EnergyAlignment.fit(AlignmentMethod.MEDIAN, POTENTIALS, known),
            0.1,
            known,
            knownFeatures.toArray(double[][]::new));
    List<AugmentationScore.HeldOut> judged = new ArrayList<>();
    for (int i = 0; i < ROWS.size(); i++) {
      if (i % 5 != 0) {
        judged.add(AugmentationScore.judge(model, ROWS.get(i), features[i]));
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
