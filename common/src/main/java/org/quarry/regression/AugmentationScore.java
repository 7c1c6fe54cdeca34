package org.quarry.regression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How good the choices of an auxiliary classifier are on rows that it was not fitted on. Errors are
 * |aligned E_EIP − E_ref| in eV per atom; "kept" rows are those for which a potential was chosen.
 *
 * @param rows number of rows
 * @param kept how many of them were kept
 * @param accuracy share of the rows whose class was found
 * @param nearlyRight share of the rows whose chosen potential is within 2 meV/atom of the best one,
 *     or which were rightly given none
 * @param largestClass share of the most frequent true class: what always guessing it would score
 * @param chosen errors of the chosen energies over the kept rows
 * @param oracle errors of the best potential of each kept row
 * @param bestSingle the potential with the smallest mean error over the kept rows, among those that
 *     answered on all of them; empty if there is none
 * @param single its errors over the kept rows
 * @param classes how often each class was the true one
 * @param choices how often each class was chosen
 */
public record AugmentationScore(
    int rows,
    int kept,
    double accuracy,
    double nearlyRight,
    double largestClass,
    ErrorStatistics chosen,
    ErrorStatistics oracle,
    String bestSingle,
    ErrorStatistics single,
    SortedMap<String, Integer> classes,
    SortedMap<String, Integer> choices) {
  private static final double NEAR = 0.002; // eV per atom

  /**
   * One row that was held out.
   *
   * @param trueClass the class it belongs to
   * @param errors of every potential that answered
   * @param choice what the classifier decided
   */
  public record HeldOut(String trueClass, Map<String, Double> errors, Choice choice) {
    String chosenClass() {
      return choice.potential().orElse(AuxiliaryClassifier.NONE);
    }

    double least() {
      return errors.values().stream().mapToDouble(e -> e).min().orElse(Double.POSITIVE_INFINITY);
    }

    boolean nearlyRight() {
      return choice
          .potential()
          .map(potential -> errors.get(potential) <= least() + NEAR)
          .orElse(trueClass.equals(AuxiliaryClassifier.NONE));
    }
  }

  /**
   * Cross-validates: in every fold, alignment and classifier are fitted on the other folds alone.
   *
   * @param features one vector a row
   * @return the rows as judged when they were held out, in the order given
   */
  public static List<HeldOut> crossValidate(
      ClassifierTrainer trainer,
      AlignmentMethod method,
      List<String> potentials,
      double tolerance,
      GroupFolds folds,
      List<ReferenceRow> rows,
      double[][] features) {
    HeldOut[] judged = new HeldOut[rows.size()];
    for (int fold = 0; fold < folds.count(); fold++) {
      List<ReferenceRow> training = new ArrayList<>();
      List<double[]> trainingFeatures = new ArrayList<>();
      for (int row = 0; row < judged.length; row++) {
        if (folds.of(rows.get(row).group()) != fold) {
          training.add(rows.get(row));
          trainingFeatures.add(features[row]);
        }
      }
      AuxiliaryClassifier model =
          AuxiliaryClassifier.fit(
              trainer,
              EnergyAlignment.fit(method, potentials, training),
              tolerance,
              training,
              trainingFeatures.toArray(double[][]::new));
      for (int row = 0; row < judged.length; row++) {
        if (folds.of(rows.get(row).group()) == fold) {
          judged[row] = judge(model, rows.get(row), features[row]);
        }
      }
    }
    return Arrays.asList(judged);
  }

  /** Lets a model decide for a row whose reference is known. */
  public static HeldOut judge(AuxiliaryClassifier model, ReferenceRow row, double[] features) {
    Map<String, Double> errors = AuxiliaryClassifier.alignedErrors(model.alignment(), row);
    return new HeldOut(
        model.trueClass(errors),
        errors,
        model.choose(features, row.composition(), row.eipEnergies()));
  }

  /** The score over held-out rows. */
  public static AugmentationScore of(List<HeldOut> heldOut) {
    if (heldOut.isEmpty()) {
      throw new IllegalArgumentException("no row was held out: nothing to score");
    }
    List<HeldOut> kept = heldOut.stream().filter(r -> r.choice().potential().isPresent()).toList();
    SortedMap<String, Integer> classes = new TreeMap<>();
    SortedMap<String, Integer> choices = new TreeMap<>();
    int right = 0;
    int near = 0;
    for (HeldOut row : heldOut) {
      classes.merge(row.trueClass(), 1, Integer::sum);
      choices.merge(row.chosenClass(), 1, Integer::sum);
      right += row.trueClass().equals(row.chosenClass()) ? 1 : 0;
      near += row.nearlyRight() ? 1 : 0;
    }
    double n = heldOut.size();
    String bestSingle = bestSingle(kept);
    return new AugmentationScore(
        heldOut.size(),
        kept.size(),
        right / n,
        near / n,
        classes.values().stream().mapToInt(Integer::intValue).max().orElse(0) / n,
        ErrorStatistics.of(
            kept.stream()
                .mapToDouble(row -> row.errors().get(row.choice().potential().orElseThrow()))
                .toArray()),
        ErrorStatistics.of(kept.stream().mapToDouble(HeldOut::least).toArray()),
        bestSingle,
        bestSingle.isEmpty()
            ? ErrorStatistics.of()
            : ErrorStatistics.of(
                kept.stream().mapToDouble(row -> row.errors().get(bestSingle)).toArray()),
        classes,
        choices);
  }

  private static String bestSingle(List<HeldOut> kept) {
    String best = "";
    double least = Double.POSITIVE_INFINITY;
    SortedMap<String, double[]> sums = new TreeMap<>();
    for (HeldOut row : kept) {
      row.errors()
          .forEach(
              (potential, error) -> {
                double[] sum = sums.computeIfAbsent(potential, p -> new double[2]);
                sum[0] += error;
                sum[1]++;
              });
    }
    for (Map.Entry<String, double[]> potential : sums.entrySet()) {
      double[] sum = potential.getValue();
      if (sum[1] == kept.size() && sum[0] < least) {
        best = potential.getKey();
        least = sum[0];
      }
    }
    return best;
  }
}
