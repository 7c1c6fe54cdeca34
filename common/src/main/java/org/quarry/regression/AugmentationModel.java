package org.quarry.regression;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The kinds of models that potentials can be judged by. */
public enum AugmentationModel {
  /** The reference energy as a normal distribution, by a Gaussian process. */
  GAUSSIAN_PROCESS,
  /** Each potential's error by a forest of regression trees. */
  ERROR_FOREST,
  /** Classes by a forest of classification trees. */
  RANDOM_FOREST,
  /** Classes by multinomial logistic regression. */
  LOGISTIC,
  /** Classes by gradient-boosted trees. */
  GRADIENT_BOOSTING,
  /** Classes by a network of one hidden layer. */
  NETWORK;

  private static final int CALIBRATION_FOLDS = 5;

  /**
   * What the settings of a kind may be changed in.
   *
   * @param weights how classes count, for classifiers
   * @param calibration of probabilities, for classifiers
   * @param trees of a forest; rounds of boosting
   * @param maxRows most rows that a Gaussian process stands on
   * @param hidden units of a network's hidden layer
   * @param seed makes the model repeat
   */
  public record Settings(
      ClassWeights weights,
      CalibrationMethod calibration,
      int trees,
      int maxRows,
      int hidden,
      long seed) {
    /** Uniform weights, temperature scaling, 300 trees, 1,500 rows, 16 units. */
    public static Settings withSeed(long seed) {
      return new Settings(
          ClassWeights.UNIFORM,
          CalibrationMethod.TEMPERATURE,
          300,
          GaussianProcessParameters.DEFAULT.maxRows(),
          PerceptronParameters.withSeed(seed).hidden(),
          seed);
    }
  }

  /**
   * The kind with a name, in any case.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static AugmentationModel of(String name) {
    for (AugmentationModel model : values()) {
      if (model.text().equals(name.toLowerCase(Locale.ROOT))) {
        return model;
      }
    }
    throw new IllegalArgumentException(
        "unknown model \""
            + name
            + "\" ("
            + Arrays.stream(values()).map(AugmentationModel::text).collect(Collectors.joining(", "))
            + ")");
  }

  /** The name as files and the command line write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Whether it learns classes, whose weights and calibration can be chosen; others learn errors.
   */
  public boolean isClassifier() {
    return this != GAUSSIAN_PROCESS && this != ERROR_FOREST;
  }

  /** The rule that suits its forecasts: those that learn errors choose the least one. */
  public DecisionPolicy.Rule rule() {
    return isClassifier() ? DecisionPolicy.Rule.MOST_PROBABLE : DecisionPolicy.Rule.LEAST_ERROR;
  }

  /** A trainer of this kind. */
  public ErrorModelTrainer trainer(Settings settings) {
    long seed = settings.seed();
    return switch (this) {
      case GAUSSIAN_PROCESS ->
          new GaussianErrorsTrainer(
              new GaussianProcessParameters(
                  settings.maxRows(),
                  GaussianProcessParameters.DEFAULT.tuningRows(),
                  GaussianProcessParameters.DEFAULT.leastNoise()));
      case ERROR_FOREST -> {
        var usual = ErrorForestParameters.withSeed(seed);
        yield new ForestErrorsTrainer(
            new ErrorForestParameters(
                settings.trees(), usual.shareOfFeatures(), usual.minLeaf(), seed));
      }
      case RANDOM_FOREST -> {
        var usual = RandomForestParameters.withSeed(seed);
        yield classes(
            settings,
            new RandomForestTrainer(
                new RandomForestParameters(
                    settings.trees(),
                    usual.featuresPerSplit(),
                    usual.maxDepth(),
                    usual.minLeaf(),
                    settings.weights(),
                    seed)));
      }
      case LOGISTIC -> {
        var usual = LogisticParameters.withSeed(seed);
        yield classes(
            settings,
            new LogisticTrainer(
                new LogisticParameters(
                    usual.lambda(),
                    usual.tolerance(),
                    usual.maxIterations(),
                    settings.weights(),
                    seed)));
      }
      case GRADIENT_BOOSTING -> {
        var usual = BoostingParameters.withSeed(seed);
        yield classes(
            settings,
            new BoostingTrainer(
                new BoostingParameters(
                    Math.min(settings.trees(), usual.rounds()),
                    usual.maxLeaves(),
                    usual.minLeaf(),
                    usual.shrinkage(),
                    usual.subsample(),
                    settings.weights(),
                    seed)));
      }
      case NETWORK -> {
        var usual = PerceptronParameters.withSeed(seed);
        yield classes(
            settings,
            new PerceptronTrainer(
                new PerceptronParameters(
                    settings.hidden(),
                    usual.lambda(),
                    usual.tolerance(),
                    usual.maxIterations(),
                    settings.weights(),
                    seed)));
      }
    };
  }

  private static ErrorModelTrainer classes(Settings settings, ClassifierTrainer trainer) {
    return new ClassErrorsTrainer(
        settings.calibration() == CalibrationMethod.NONE
            ? trainer
            : new CalibratedTrainer(
                trainer, settings.calibration(), CALIBRATION_FOLDS, settings.seed()));
  }
}
