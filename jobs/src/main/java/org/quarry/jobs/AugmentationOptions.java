package org.quarry.jobs;

import static org.quarry.regression.AugmentationModel.ERROR_FOREST;
import static org.quarry.regression.AugmentationModel.GAUSSIAN_PROCESS;
import static org.quarry.regression.AugmentationModel.GRADIENT_BOOSTING;
import static org.quarry.regression.AugmentationModel.NETWORK;
import static org.quarry.regression.AugmentationModel.RANDOM_FOREST;

import java.util.ArrayList;
import java.util.EnumSet;
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
  private Optional<String> calibration = Optional.empty();

  @Option(names = "--class-weights", description = "of a classifier: uniform (default) or balanced")
  private Optional<String> weights = Optional.empty();

  @Option(
      names = "--trees",
      description = "trees of a forest, or at most 150 rounds of boosting (default: 300)")
  private Optional<Integer> trees = Optional.empty();

  @Option(
      names = "--process-rows",
      description = "a Gaussian process stands on at most so many rows (default: 1500)")
  private Optional<Integer> processRows = Optional.empty();

  @Option(
      names = "--hidden",
      paramLabel = "UNITS",
      description = "of a network's hidden layer (default: 16)")
  private Optional<Integer> hidden = Optional.empty();

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
          kind.trainer(settings(kind, seed)),
          tolerance,
          new DecisionPolicy(chosenRule, minProbability, bound.orElse(usualBound(chosenRule))));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private AugmentationModel.Settings settings(AugmentationModel kind, long seed) {
    boolean classifier = kind.isClassifier();
    boolean ofTrees = EnumSet.of(ERROR_FOREST, RANDOM_FOREST, GRADIENT_BOOSTING).contains(kind);
    var usual = AugmentationModel.Settings.withSeed(seed);
    return new AugmentationModel.Settings(
        given(weights, "--class-weights", kind, classifier)
            .map(ClassWeights::of)
            .orElse(usual.weights()),
        given(calibration, "--calibration", kind, classifier)
            .map(CalibrationMethod::of)
            .orElse(usual.calibration()),
        given(trees, "--trees", kind, ofTrees).orElse(usual.trees()),
        given(processRows, "--process-rows", kind, kind == GAUSSIAN_PROCESS)
            .orElse(usual.maxRows()),
        given(hidden, "--hidden", kind, kind == NETWORK).orElse(usual.hidden()),
        seed);
  }

  /** An option, refused where it means nothing. */
  private static <T> Optional<T> given(
      Optional<T> option, String name, AugmentationModel kind, boolean meant) {
    if (option.isPresent() && !meant) {
      throw new UsageException(name + " means nothing to --model " + kind.text());
    }
    return option;
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
