package org.quarry.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quarry.regression.AlignmentMethod;
import org.quarry.regression.AlignmentSettings;
import org.quarry.regression.AugmentationModel;
import org.quarry.regression.AugmentationSettings;
import org.quarry.regression.CalibrationMethod;
import org.quarry.regression.ClassWeights;
import org.quarry.regression.DecisionPolicy;
import org.quarry.regression.Exclusion;
import org.quarry.regression.FeatureBlock;
import org.quarry.regression.GaussianProcessParameters;
import org.quarry.regression.PerceptronParameters;
import org.quarry.regression.ReferenceStates;
import picocli.CommandLine.Option;

/** How potentials are aligned, judged and chosen. */
final class AugmentationOptions {
  @Option(
      names = "--alignment",
      paramLabel = "METHOD",
      description = {
        "median (default): of the residuals per atom, by element where compositions differ;",
        "least-squares: by element; given: by --reference-energy; raw: none"
      })
  private String alignment = AlignmentMethod.MEDIAN.text();

  @Option(
      names = "--reference-energy",
      split = ",",
      paramLabel = "[POTENTIAL:]El=EV",
      description = {
        "for --alignment given: energy per atom of the isolated atom or the pure crystal, by the",
        "labels' method or by a potential (0 where it is not told)"
      })
  private List<String> referenceEnergies = List.of();

  @Option(
      names = "--identical",
      paramLabel = "EV",
      description =
          "potentials that differ by less, in eV/atom, are one and the same (default:"
              + " ${DEFAULT-VALUE})")
  private double identical = AlignmentSettings.IDENTICAL;

  @Option(
      names = "--exclude",
      paramLabel = "POTENTIAL",
      description = {
        "leave out a potential, one fitted to the very data say; * stands for any characters, a",
        "reason may follow: \"kim:SNAP_Zuo* (fitted to this set)\"; may be repeated"
      })
  private List<String> excluded = List.of();

  @Option(
      names = "--model",
      description =
          "gaussian-process (default), error-forest, random-forest, logistic, gradient-boosting or"
              + " network: a head of one hidden layer")
  private String model = AugmentationModel.GAUSSIAN_PROCESS.text();

  @Option(
      names = "--features",
      split = ",",
      description =
          "any of descriptor, descriptor-sum, composition, density, spread (of the potentials'"
              + " energies); default: descriptor,density,spread")
  private List<String> features =
      List.of(
          FeatureBlock.DESCRIPTOR.text(), FeatureBlock.DENSITY.text(), FeatureBlock.SPREAD.text());

  @Option(
      names = "--calibration",
      description = "of a classifier: temperature (default), platt, isotonic or none")
  private String calibration = CalibrationMethod.TEMPERATURE.text();

  @Option(names = "--class-weights", description = "of a classifier: uniform (default) or balanced")
  private String weights = ClassWeights.UNIFORM.text();

  @Option(
      names = "--trees",
      description = "trees of a forest, rounds of boosting (default: ${DEFAULT-VALUE})")
  private int trees = 300;

  @Option(
      names = "--process-rows",
      description = "a Gaussian process stands on at most so many rows (default: ${DEFAULT-VALUE})")
  private int processRows = GaussianProcessParameters.DEFAULT.maxRows();

  @Option(
      names = "--hidden",
      paramLabel = "UNITS",
      description = "of a network's hidden layer (default: ${DEFAULT-VALUE})")
  private int hidden = PerceptronParameters.withSeed(0).hidden();

  @Option(
      names = "--tolerance",
      paramLabel = "C",
      description = "largest error of a good label, in eV/atom (default: ${DEFAULT-VALUE})")
  private double tolerance = 0.1;

  @Option(
      names = "--rule",
      description =
          "least-error or most-probable (default: the first where errors are learnt, the second for"
              + " classifiers)")
  private Optional<String> rule = Optional.empty();

  @Option(
      names = "--min-probability",
      paramLabel = "P",
      description = "choose none where the potential's probability is less (default: 0)")
  private double minProbability;

  @Option(
      names = "--max-expected-error",
      paramLabel = "EV",
      description =
          "choose none where the expected error is more, in eV/atom (default: the tolerance under"
              + " --rule least-error, else no bound)")
  private Optional<Double> bound = Optional.empty();

  /**
   * The settings.
   *
   * @throws UsageException if they make no sense
   */
  AugmentationSettings settings(long seed) {
    try {
      AugmentationModel kind = AugmentationModel.of(model);
      DecisionPolicy.Rule chosenRule = rule.map(DecisionPolicy.Rule::of).orElse(kind.rule());
      return new AugmentationSettings(
          new AlignmentSettings(
              AlignmentMethod.of(alignment),
              identical,
              excluded.stream().map(Exclusion::parse).toList(),
              ReferenceStates.parse(referenceEnergies)),
          blocks(),
          kind.trainer(
              new AugmentationModel.Settings(
                  ClassWeights.of(weights),
                  CalibrationMethod.of(calibration),
                  trees,
                  processRows,
                  hidden,
                  seed)),
          tolerance,
          new DecisionPolicy(chosenRule, minProbability, bound.orElse(usualBound(chosenRule))));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private double usualBound(DecisionPolicy.Rule chosenRule) {
    return chosenRule == DecisionPolicy.Rule.LEAST_ERROR ? tolerance : DecisionPolicy.UNBOUNDED;
  }

  private List<FeatureBlock> blocks() {
    List<FeatureBlock> blocks = new ArrayList<>();
    features.forEach(name -> blocks.add(FeatureBlock.of(name)));
    return blocks;
  }
}
