package org.quarry.regression;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Cross-validates label augmentation: in every fold, alignment and classifier are fitted on the
 * other folds alone. Groups are never divided.
 */
public final class CrossValidation {
  private final AugmentationSettings settings;
  private final List<String> potentials;
  private final List<ReferenceRow> rows;

  /**
   * Prepares it.
   *
   * @param potentials the set of classes, fixed by name
   */
  public CrossValidation(
      AugmentationSettings settings, List<String> potentials, List<ReferenceRow> rows) {
    this.settings = settings;
    this.potentials = List.copyOf(potentials);
    this.rows = List.copyOf(rows);
  }

  /** All repetitions, each with its own folds: seed, seed + 1, … */
  public List<HeldOut> repeat(int repetitions, int folds, long seed) {
    List<String> groups = rows.stream().map(ReferenceRow::group).toList();
    return IntStream.range(0, repetitions)
        .boxed()
        .flatMap(r -> run(GroupFolds.of(folds, seed + r, groups), r))
        .toList();
  }

  /** The rows as judged when they were held out, in the order given. */
  public List<HeldOut> run(GroupFolds folds) {
    return run(folds, 0).toList();
  }

  private Stream<HeldOut> run(GroupFolds folds, int repetition) {
    HeldOut[] judged = new HeldOut[rows.size()];
    for (int fold = 0; fold < folds.count(); fold++) {
      int held = fold;
      AuxiliaryClassifier model =
          AuxiliaryClassifier.fit(
              settings,
              potentials,
              rows.stream().filter(row -> folds.of(row.group()) != held).toList());
      for (int row = 0; row < judged.length; row++) {
        if (folds.of(rows.get(row).group()) == held) {
          judged[row] = HeldOut.judge(model, rows.get(row), repetition, fold);
        }
      }
    }
    return Arrays.stream(judged);
  }
}
