package org.quarry.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The auxiliary classifier of label augmentation ("Injecting Domain Knowledge from Empirical
 * Interatomic Potentials to Neural Networks"): from features of a configuration to the empirical
 * potential (EIP) whose energy is closest to the reference, or to none.
 *
 * <p>The classes are the aligned potentials in the order of their names, and then {@link #NONE}. A
 * training row belongs to the potential with the smallest |aligned E_EIP − E_ref|/N if that is at
 * most c, else to none; ties go to the earlier class. A configuration is given the most probable
 * class among none and the potentials that gave it an energy.
 *
 * <p>The expected error of a chosen potential p is Σ_k P(k) e_kp, with P(k) the probability of
 * class k and e_kp the mean |aligned error| of p per atom over the training rows of class k (over
 * all its training rows where it has no row of that class).
 */
public final class AuxiliaryClassifier {
  /** The class of configurations for which no potential is good enough. */
  public static final String NONE = "none";

  private static final String TYPE = "auxiliary-classifier";
  private static final int VERSION = 1;

  private final double tolerance;
  private final EnergyAlignment alignment;
  private final List<String> potentials;
  private final Standardizer standardizer;
  private final Classifier classifier;
  private final double[][] errors; // e[class][potential]

  private AuxiliaryClassifier(
      double tolerance,
      EnergyAlignment alignment,
      Standardizer standardizer,
      Classifier classifier,
      double[][] errors) {
    this.tolerance = tolerance;
    this.alignment = alignment;
    this.potentials = alignment.potentials();
    this.standardizer = standardizer;
    this.classifier = classifier;
    this.errors = errors;
  }

  /**
   * Fits the classifier.
   *
   * @param alignment fitted on the same training rows
   * @param tolerance c in eV per atom, 0.1 in the paper
   * @param training rows of the training side only
   * @param features one vector a row
   * @throws IllegalArgumentException if there is no row, no potential, or one called none
   */
  public static AuxiliaryClassifier fit(
      ClassifierTrainer trainer,
      EnergyAlignment alignment,
      double tolerance,
      List<ReferenceRow> training,
      double[][] features) {
    requireTolerance(tolerance);
    requirePotentials(alignment);
    if (training.isEmpty() || training.size() != features.length) {
      throw new IllegalArgumentException(
          features.length + " feature vectors for " + training.size() + " training rows");
    }
    List<String> potentials = alignment.potentials();
    int[] labels =
        training.stream()
            .mapToInt(row -> label(potentials, alignedErrors(alignment, row), tolerance))
            .toArray();
    Standardizer standardizer = Standardizer.of(features);
    double[][] standardized = new double[features.length][];
    for (int row = 0; row < features.length; row++) {
      standardized[row] = standardizer.apply(features[row]);
    }
    return new AuxiliaryClassifier(
        tolerance,
        alignment,
        standardizer,
        trainer.fit(standardized, labels, potentials.size() + 1),
        meanErrors(alignment, training, labels));
  }

  /** |aligned E_EIP − E_ref| of each potential that answered, in eV per atom. */
  public static SortedMap<String, Double> alignedErrors(
      EnergyAlignment alignment, ReferenceRow row) {
    SortedMap<String, Double> errors = new TreeMap<>();
    align(alignment, row.composition(), row.eipEnergies())
        .forEach(
            (potential, energy) ->
                errors.put(potential, Math.abs(energy - row.energy()) / row.composition().size()));
    return errors;
  }

  /** The classes in order: the potentials by name, then none. */
  public List<String> classes() {
    return Stream.concat(potentials.stream(), Stream.of(NONE)).toList();
  }

  /** The class of a row whose aligned errors are known. */
  public String trueClass(Map<String, Double> alignedErrors) {
    return classes().get(label(potentials, alignedErrors, tolerance));
  }

  /** The alignment that the classifier was fitted with and applies. */
  public EnergyAlignment alignment() {
    return alignment;
  }

  /** c, the error in eV per atom up to which a potential is good enough. */
  public double tolerance() {
    return tolerance;
  }

  /** Number of features. */
  public int features() {
    return standardizer.features();
  }

  /**
   * Decides for a configuration.
   *
   * @param features its features
   * @param composition its atoms
   * @param eipEnergies energies of the configuration in eV as the potentials gave them; a potential
   *     without an answer is absent, one unknown here is ignored
   */
  public Choice choose(
      double[] features, Composition composition, Map<String, Double> eipEnergies) {
    Map<String, Double> aligned = align(alignment, composition, eipEnergies);
    double[] probability = classifier.probabilities(standardizer.apply(features));
    int none = potentials.size();
    int best = none;
    for (int k = none - 1; k >= 0; k--) { // downwards, so that ties go to the earlier class
      if (aligned.containsKey(potentials.get(k)) && probability[k] >= probability[best]) {
        best = k;
      }
    }
    SortedMap<String, Double> probabilities = new TreeMap<>();
    probabilities.put(NONE, probability[none]);
    double expected = 0;
    for (int k = 0; k < none; k++) {
      probabilities.put(potentials.get(k), probability[k]);
    }
    if (best == none) {
      return new Choice(
          Optional.empty(), probabilities, OptionalDouble.empty(), OptionalDouble.empty());
    }
    for (int k = 0; k <= none; k++) {
      expected += probability[k] * errors[k][best];
    }
    return new Choice(
        Optional.of(potentials.get(best)),
        probabilities,
        OptionalDouble.of(aligned.get(potentials.get(best))),
        OptionalDouble.of(expected));
  }

  /** The whole model as JSON, from which {@link #fromJson} reads it back bit for bit. */
  public JsonNode toJson() {
    ObjectNode json = ModelJson.object(TYPE, VERSION).put("tolerance", tolerance);
    json.set("alignment", alignment.toJson());
    json.set("standardizer", standardizer.toJson());
    var rows = json.putArray("errors");
    for (double[] row : errors) {
      rows.add(ModelJson.array(row));
    }
    json.set("classifier", classifier.toJson());
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
    Standardizer standardizer = Standardizer.fromJson(ModelJson.objectField(json, "standardizer"));
    Classifier classifier = Classifier.fromJson(ModelJson.objectField(json, "classifier"));
    int potentials = alignment.potentials().size();
    double[][] errors =
        ModelJson.elements(
            json, "errors", double[][]::new, row -> ModelJson.values(row, "errors", potentials));
    if (errors.length != potentials + 1 || classifier.classes() != potentials + 1) {
      throw new IllegalArgumentException(
          String.format(
              "%d potentials, but errors of %d classes and a classifier of %d",
              potentials, errors.length, classifier.classes()));
    }
    if (standardizer.features() != classifier.features()) {
      throw new IllegalArgumentException(
          "the standardizer has "
              + standardizer.features()
              + " features, the classifier "
              + classifier.features());
    }
    return new AuxiliaryClassifier(tolerance, alignment, standardizer, classifier, errors);
  }

  private static Map<String, Double> align(
      EnergyAlignment alignment, Composition composition, Map<String, Double> energies) {
    SortedMap<String, Double> aligned = new TreeMap<>();
    energies.forEach(
        (potential, energy) -> {
          if (alignment.covers(potential, composition) && Double.isFinite(energy)) {
            aligned.put(potential, alignment.align(potential, composition, energy));
          }
        });
    return aligned;
  }

  private static int label(List<String> potentials, Map<String, Double> errors, double tolerance) {
    int best = potentials.size();
    double least = tolerance;
    for (int p = potentials.size() - 1; p >= 0; p--) { // downwards: ties go to the earlier class
      double error = errors.getOrDefault(potentials.get(p), Double.POSITIVE_INFINITY);
      if (error <= least) {
        best = p;
        least = error;
      }
    }
    return best;
  }

  private static double[][] meanErrors(
      EnergyAlignment alignment, List<ReferenceRow> training, int[] labels) {
    List<String> potentials = alignment.potentials();
    int overall = potentials.size() + 1; // after none: all classes together
    double[][] sum = new double[overall + 1][potentials.size()];
    int[][] count = new int[overall + 1][potentials.size()];
    for (int row = 0; row < labels.length; row++) {
      Map<String, Double> errors = alignedErrors(alignment, training.get(row));
      for (int p = 0; p < potentials.size(); p++) {
        Double error = errors.get(potentials.get(p));
        if (error != null) {
          for (int k : new int[] {labels[row], overall}) {
            sum[k][p] += error;
            count[k][p]++;
          }
        }
      }
    }
    double[][] mean = new double[overall][potentials.size()];
    for (int k = 0; k < overall; k++) {
      for (int p = 0; p < potentials.size(); p++) {
        int from = count[k][p] > 0 ? k : overall;
        mean[k][p] = sum[from][p] / count[from][p];
      }
    }
    return mean;
  }

  private static void requireTolerance(double tolerance) {
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
