package org.quarry.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The auxiliary classifier of label augmentation ("Injecting Domain Knowledge from Empirical
 * Interatomic Potentials to Neural Networks"): from what is known of a configuration without its
 * reference energy to the empirical potential (EIP) whose energy is to be trusted, or to none.
 *
 * <p>The classes are the aligned potentials in the order of their names, and then {@link #NONE}. A
 * row belongs to the potential with the smallest |aligned E_EIP − E_ref|/N if that is at most c,
 * else to none; ties go to the earlier class. An {@link ErrorModel} forecasts errors and classes; a
 * {@link DecisionPolicy} turns the forecast into a choice.
 */
public final class AuxiliaryClassifier {
  /** The class of configurations for which no potential is good enough. */
  public static final String NONE = "none";

  private static final String TYPE = "auxiliary-classifier";
  private static final int VERSION = 2;

  private final double tolerance;
  private final EnergyAlignment alignment;
  private final List<String> potentials;
  private final FeatureSet features;
  private final ErrorModel errors;
  private final DecisionPolicy policy;

  private AuxiliaryClassifier(
      double tolerance,
      EnergyAlignment alignment,
      FeatureSet features,
      ErrorModel errors,
      DecisionPolicy policy) {
    this.tolerance = tolerance;
    this.alignment = alignment;
    this.potentials = alignment.potentials();
    this.features = features;
    this.errors = errors;
    this.policy = policy;
  }

  /**
   * Fits alignment and classifier.
   *
   * @param potentials those that may be chosen
   * @param training rows of the training side only
   * @throws IllegalArgumentException if there is no row, no potential, or one called none
   */
  public static AuxiliaryClassifier fit(
      AugmentationSettings settings, List<String> potentials, List<ReferenceRow> training) {
    return fit(settings, EnergyAlignment.fit(settings.alignment(), potentials, training), training);
  }

  /**
   * Fits the classifier; the result does not depend on the order of the rows.
   *
   * @param alignment fitted on the same training rows
   */
  public static AuxiliaryClassifier fit(
      AugmentationSettings settings, EnergyAlignment alignment, List<ReferenceRow> training) {
    requirePotentials(alignment);
    if (training.isEmpty()) {
      throw new IllegalArgumentException("no training row to learn from");
    }
    List<ReferenceRow> rows =
        training.stream().sorted(Comparator.comparing(ReferenceRow::id)).toList();
    List<Observation> observations = rows.stream().map(ReferenceRow::observation).toList();
    FeatureSet features = FeatureSet.of(settings.features(), observations);
    double[][] aligned =
        observations.stream().map(row -> alignedPerAtom(alignment, row)).toArray(double[][]::new);
    double[][][] vectors =
        IntStream.range(0, rows.size())
            .mapToObj(row -> features.of(observations.get(row), aligned[row]))
            .toArray(double[][][]::new);
    ErrorModel errors =
        settings
            .errors()
            .fit(
                new ErrorRows(
                    vectors,
                    aligned,
                    rows.stream().mapToDouble(ReferenceRow::energyPerAtom).toArray(),
                    rows.stream().map(ReferenceRow::group).toList(),
                    settings.tolerance()));
    return new AuxiliaryClassifier(
        settings.tolerance(), alignment, features, errors, settings.policy());
  }

  /** |aligned E_EIP − E_ref| of each potential that answered, in eV per atom. */
  public static SortedMap<String, Double> alignedErrors(
      EnergyAlignment alignment, ReferenceRow row) {
    double[] aligned = alignedPerAtom(alignment, row.observation());
    List<String> potentials = alignment.potentials();
    SortedMap<String, Double> errors = new TreeMap<>();
    for (int p = 0; p < aligned.length; p++) {
      if (!Double.isNaN(aligned[p])) {
        errors.put(potentials.get(p), Math.abs(aligned[p] - row.energyPerAtom()));
      }
    }
    return errors;
  }

  /** Aligned energies in eV per atom, in the order of the potentials; NaN for no answer. */
  private static double[] alignedPerAtom(EnergyAlignment alignment, Observation observation) {
    Composition composition = observation.composition();
    List<String> potentials = alignment.potentials();
    double[] aligned = new double[potentials.size()];
    for (int p = 0; p < aligned.length; p++) {
      String potential = potentials.get(p);
      Double energy = observation.eipEnergies().get(potential);
      aligned[p] =
          energy != null && Double.isFinite(energy) && alignment.covers(potential, composition)
              ? alignment.align(potential, composition, energy) / composition.size()
              : Double.NaN;
    }
    return aligned;
  }

  /** The classes in order: the potentials by name, then none. */
  public List<String> classes() {
    return Stream.concat(potentials.stream(), Stream.of(NONE)).toList();
  }

  /** The class of a row whose aligned errors are known. */
  public String trueClass(Map<String, Double> alignedErrors) {
    return classes()
        .get(
            ErrorRows.label(
                p -> alignedErrors.getOrDefault(potentials.get(p), Double.NaN),
                potentials.size(),
                tolerance));
  }

  /** The alignment that the classifier was fitted with and applies. */
  public EnergyAlignment alignment() {
    return alignment;
  }

  /** c, the error in eV per atom up to which a potential is good enough. */
  public double tolerance() {
    return tolerance;
  }

  /** What it judges by. */
  public FeatureSet features() {
    return features;
  }

  /** The fitted model of the potentials' errors. */
  public ErrorModel errors() {
    return errors;
  }

  /** Decides for a configuration; potentials that are unknown here are ignored. */
  public Choice choose(Observation observation) {
    double[] aligned = alignedPerAtom(alignment, observation);
    Forecast forecast = errors.forecast(features.of(observation, aligned), aligned);
    int none = potentials.size();
    SortedMap<String, Double> probabilities = new TreeMap<>();
    for (int k = 0; k <= none; k++) {
      probabilities.put(k == none ? NONE : potentials.get(k), forecast.probability(k));
    }
    int candidate = policy.candidate(forecast, aligned);
    if (candidate == none) {
      return new Choice(
          Optional.empty(),
          Optional.empty(),
          probabilities,
          OptionalDouble.empty(),
          OptionalDouble.empty());
    }
    Optional<String> name = Optional.of(potentials.get(candidate));
    boolean accepted = policy.accepts(forecast, candidate, none);
    return new Choice(
        accepted ? name : Optional.empty(),
        name,
        probabilities,
        accepted
            ? OptionalDouble.of(aligned[candidate] * observation.composition().size())
            : OptionalDouble.empty(),
        OptionalDouble.of(forecast.expectedError(candidate)));
  }

  /** The whole model as JSON, from which {@link #fromJson} reads it back bit for bit. */
  public JsonNode toJson() {
    ObjectNode json = ModelJson.object(TYPE, VERSION).put("tolerance", tolerance);
    json.set("alignment", alignment.toJson());
    json.set("features", features.toJson());
    json.putObject("policy")
        .put("rule", policy.rule().text())
        .put("min_probability", policy.minProbability())
        .put("max_expected_error", policy.maxExpectedError());
    json.set("errors", errors.toJson());
    return json;
  }

  /**
   * Reads a model from text.
   *
   * @throws IllegalArgumentException if it is not that of a sound model, with one line that says
   *     where
   */
  public static AuxiliaryClassifier fromJson(String text) {
    return fromJson(ModelJson.parse(text));
  }

  /** Reads a model, see {@link #fromJson(String)}. */
  public static AuxiliaryClassifier fromJson(JsonNode json) {
    ModelJson.expect(json, TYPE, VERSION);
    double tolerance = ModelJson.number(json, "tolerance");
    requireTolerance(tolerance);
    EnergyAlignment alignment = EnergyAlignment.fromJson(ModelJson.objectField(json, "alignment"));
    requirePotentials(alignment);
    FeatureSet features = FeatureSet.fromJson(ModelJson.objectField(json, "features"));
    ErrorModel errors = ErrorModel.fromJson(ModelJson.objectField(json, "errors"));
    int potentials = alignment.potentials().size();
    if (errors.potentials() != potentials) {
      throw new IllegalArgumentException(
          potentials + " potentials, but errors of " + errors.potentials());
    }
    requireFit(features, errors, potentials);
    JsonNode policy = ModelJson.objectField(json, "policy");
    return new AuxiliaryClassifier(
        tolerance,
        alignment,
        features,
        errors,
        new DecisionPolicy(
            DecisionPolicy.Rule.of(ModelJson.text(policy, "rule")),
            ModelJson.number(policy, "min_probability"),
            ModelJson.number(policy, "max_expected_error")));
  }

  /** Tries the parts together: whatever length does not fit is found here, not in a job. */
  private static void requireFit(FeatureSet features, ErrorModel errors, int potentials) {
    Composition one = Composition.of(Map.of(org.quarry.atoms.Element.of(1), 1));
    Observation nothing =
        Observation.of(
            one, 0, new double[features.descriptorWidth()], new TreeMap<String, Double>());
    double[] aligned = new double[potentials];
    Arrays.fill(aligned, Double.NaN);
    errors.forecast(features.of(nothing, aligned), aligned);
  }

  static void requireTolerance(double tolerance) {
    if (!(tolerance > 0 && Double.isFinite(tolerance))) {
      throw new IllegalArgumentException(
          "the tolerance must be a positive energy in eV per atom, got " + tolerance);
    }
  }

  private static void requirePotentials(EnergyAlignment alignment) {
    if (alignment.potentials().isEmpty()) {
      throw new IllegalArgumentException(
          "no potential gave an energy on any training row: " + alignment.excluded());
    }
    if (alignment.potentials().contains(NONE)) {
      throw new IllegalArgumentException("a potential must not be called \"" + NONE + "\"");
    }
  }
}
