package org.quarry.regression;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

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
 * @param outliers how many of the chosen energies are off by more than 0.1, 0.2 and 0.3 eV/atom
 * @param confusion how often each class was chosen (inner keys) for each true one
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
    Outliers outliers,
    SortedMap<String, SortedMap<String, Integer>> confusion) {

  /**
   * Chosen energies that are far off, in eV per atom; each count includes the next.
   *
   * @param mild by more than 0.1
   * @param normal by more than 0.2
   * @param severe by more than 0.3
   */
  public record Outliers(int mild, int normal, int severe) {
    static Outliers of(double... errors) {
      return new Outliers(above(0.1, errors), above(0.2, errors), above(0.3, errors));
    }

    private static int above(double bound, double... errors) {
      return (int) DoubleStream.of(errors).filter(error -> error > bound).count();
    }
  }

  /** The score over held-out rows. */
  public static AugmentationScore of(List<HeldOut> heldOut) {
    if (heldOut.isEmpty()) {
      throw new IllegalArgumentException("no row was held out: nothing to score");
    }
    List<HeldOut> kept = heldOut.stream().filter(HeldOut::kept).toList();
    SortedMap<String, SortedMap<String, Integer>> confusion = new TreeMap<>();
    int right = 0;
    int near = 0;
    for (HeldOut row : heldOut) {
      confusion
          .computeIfAbsent(row.trueClass(), c -> new TreeMap<>())
          .merge(row.chosenClass(), 1, Integer::sum);
      right += row.trueClass().equals(row.chosenClass()) ? 1 : 0;
      near += row.nearlyRight() ? 1 : 0;
    }
    double n = heldOut.size();
    String bestSingle = bestSingle(kept);
    double[] chosen = kept.stream().mapToDouble(row -> row.error().orElseThrow()).toArray();
    return new AugmentationScore(
        heldOut.size(),
        kept.size(),
        right / n,
        near / n,
        counts(confusion).values().stream().mapToInt(Integer::intValue).max().orElse(0) / n,
        ErrorStatistics.of(chosen),
        ErrorStatistics.of(kept.stream().mapToDouble(HeldOut::least).toArray()),
        bestSingle,
        bestSingle.isEmpty()
            ? ErrorStatistics.of()
            : ErrorStatistics.of(
                kept.stream().mapToDouble(row -> row.errors().get(bestSingle)).toArray()),
        Outliers.of(chosen),
        confusion);
  }

  /** How often each class was the true one. */
  public SortedMap<String, Integer> classes() {
    return counts(confusion);
  }

  /** How often each class was chosen. */
  public SortedMap<String, Integer> choices() {
    SortedMap<String, Integer> counts = new TreeMap<>();
    confusion
        .values()
        .forEach(row -> row.forEach((chosen, n) -> counts.merge(chosen, n, Integer::sum)));
    return counts;
  }

  private static SortedMap<String, Integer> counts(
      SortedMap<String, SortedMap<String, Integer>> confusion) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    confusion.forEach(
        (trueClass, row) ->
            counts.put(trueClass, row.values().stream().mapToInt(Integer::intValue).sum()));
    return counts;
  }

  /** The potential of smallest mean error among those that answered on all rows; or empty. */
  static String bestSingle(List<HeldOut> rows) {
    String best = "";
    double least = Double.POSITIVE_INFINITY;
    SortedMap<String, double[]> sums = new TreeMap<>();
    for (HeldOut row : rows) {
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
      if (sum[1] == rows.size() && sum[0] < least) {
        best = potential.getKey();
        least = sum[0];
      }
    }
    return best;
  }
}
