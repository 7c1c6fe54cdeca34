package org.quarry.regression;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * What is gained by leaving rows out: of each repetition the share of rows with the smallest
 * expected errors is kept, each with its candidate. The standard error is that over the rows of one
 * repetition, averaged: repetitions judge the same rows and do not make it smaller.
 *
 * @param coverage share of the rows kept
 * @param rows number of rows kept, all repetitions together
 * @param chosen mean error of the candidates in eV per atom
 * @param standardError of that mean
 * @param oracle mean error of the best potential of the same rows
 * @param bestSingle the potential of smallest mean error over the same rows
 * @param single that mean
 */
public record RiskCoverage(
    double coverage,
    int rows,
    double chosen,
    double standardError,
    double oracle,
    String bestSingle,
    double single) {
  /** The chosen energies' mean error over the oracle's. */
  public double ratio() {
    return chosen / oracle;
  }

  /**
   * One point of the curve.
   *
   * @param coverage share of rows that must be kept at least, in (0, 1]
   */
  public static RiskCoverage at(double coverage, List<HeldOut> heldOut) {
    TreeMap<Integer, List<HeldOut>> repetitions = new TreeMap<>();
    heldOut.forEach(
        row -> repetitions.computeIfAbsent(row.repetition(), r -> new ArrayList<>()).add(row));
    List<HeldOut> kept = new ArrayList<>();
    double squares = 0;
    for (List<HeldOut> repetition : repetitions.values()) {
      List<HeldOut> safest =
          repetition.stream()
              .filter(row -> row.choice().candidate().isPresent())
              .sorted(
                  Comparator.comparingDouble(
                          (HeldOut row) -> row.choice().expectedError().orElseThrow())
                      .thenComparing(HeldOut::id))
              .limit((long) Math.ceil(coverage * repetition.size() - 1e-9))
              .toList();
      double own = standardError(safest);
      squares += own * own;
      kept.addAll(safest);
    }
    String bestSingle = AugmentationScore.bestSingle(kept);
    return new RiskCoverage(
        kept.size() / (double) heldOut.size(),
        kept.size(),
        mean(kept.stream().map(row -> row.candidateError().orElseThrow()).toList()),
        Math.sqrt(squares / repetitions.size()),
        mean(kept.stream().map(HeldOut::least).toList()),
        bestSingle,
        bestSingle.isEmpty()
            ? Double.NaN
            : mean(kept.stream().map(row -> row.errors().get(bestSingle)).toList()));
  }

  /** The curve at 20 %, 24 %, …, 100 % of the rows. */
  public static List<RiskCoverage> curve(List<HeldOut> heldOut) {
    List<RiskCoverage> curve = new ArrayList<>();
    for (int percent = 20; percent <= 100; percent += 4) {
      curve.add(at(percent / 100.0, heldOut));
    }
    return curve;
  }

  private static double standardError(List<HeldOut> rows) {
    List<Double> errors = rows.stream().map(row -> row.candidateError().orElseThrow()).toList();
    double mean = mean(errors);
    double squares = errors.stream().mapToDouble(e -> (e - mean) * (e - mean)).sum();
    int n = errors.size();
    return n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1) / n);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
  }
}
