package org.quarry.regression;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A row as it was judged by a classifier that had not seen it.
 *
 * @param id of the configuration
 * @param repetition of the cross-validation, from 0
 * @param fold in which it was held out, from 0
 * @param trueClass the class it belongs to
 * @param errors |aligned E_EIP − E_ref| in eV per atom of every potential that answered
 * @param choice what the classifier decided
 */
public record HeldOut(
    String id,
    int repetition,
    int fold,
    String trueClass,
    SortedMap<String, Double> errors,
    Choice choice) {
  static final double NEAR = 0.002; // eV per atom

  public HeldOut {
    errors = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(errors));
  }

  /** Lets a model decide for a row whose reference is known. */
  public static HeldOut judge(
      AuxiliaryClassifier model, ReferenceRow row, int repetition, int fold) {
    SortedMap<String, Double> errors = AuxiliaryClassifier.alignedErrors(model.alignment(), row);
    return new HeldOut(
        row.id(),
        repetition,
        fold,
        model.trueClass(errors),
        errors,
        model.choose(row.observation()));
  }

  /** The class that was chosen. */
  public String chosenClass() {
    return choice.potential().orElse(AuxiliaryClassifier.NONE);
  }

  /** Whether a potential was chosen. */
  public boolean kept() {
    return choice.potential().isPresent();
  }

  /** The smallest error of any potential; infinite if none answered. */
  public double least() {
    return errors.values().stream().mapToDouble(e -> e).min().orElse(Double.POSITIVE_INFINITY);
  }

  /** The error of the chosen potential in eV per atom. */
  public Optional<Double> error() {
    return choice.potential().map(name -> errors.get(name));
  }

  /** The error of the candidate in eV per atom. */
  public Optional<Double> candidateError() {
    return choice.candidate().map(name -> errors.get(name));
  }

  /**
   * Whether the chosen potential is within 2 meV/atom of the best one, or rightly none was chosen.
   */
  public boolean nearlyRight() {
    return error()
        .map(error -> error <= least() + NEAR)
        .orElse(trueClass.equals(AuxiliaryClassifier.NONE));
  }

  /** The class of highest probability, the earliest of equals. */
  String mostProbable() {
    Map.Entry<String, Double> best = null;
    for (Map.Entry<String, Double> one : choice.probabilities().entrySet()) {
      if (best == null || one.getValue() > best.getValue()) {
        best = one;
      }
    }
    return best == null ? AuxiliaryClassifier.NONE : best.getKey();
  }
}
