package org.quarry.regression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.quarry.atoms.Element;
import org.quarry.regression.EnergyAlignment.Shift;

/** Fits an {@link EnergyAlignment}; the result does not depend on the order of the rows. */
final class AlignmentFit {
  private final AlignmentSettings settings;
  private final List<ReferenceRow> training;

  AlignmentFit(AlignmentSettings settings, List<ReferenceRow> training) {
    if (training.isEmpty()) {
      throw new IllegalArgumentException(
          "no training row has a reference energy: nothing to align to");
    }
    this.settings = settings;
    this.training = new ArrayList<>(training);
    this.training.sort(Comparator.comparing(ReferenceRow::id));
  }

  EnergyAlignment fit(List<String> potentials) {
    SortedMap<String, Shift> shifts = new TreeMap<>();
    SortedMap<String, String> excluded = new TreeMap<>();
    for (String potential : new TreeSet<>(potentials)) {
      List<ReferenceRow> answered =
          training.stream().filter(row -> row.eipEnergies().containsKey(potential)).toList();
      Optional<Exclusion> exclusion =
          settings.exclusions().stream().filter(e -> e.matches(potential)).findFirst();
      if (exclusion.isPresent()) {
        excluded.put(potential, exclusion.get().reason());
      } else if (answered.isEmpty()) {
        excluded.put(potential, "no energy on any of the " + training.size() + " training rows");
      } else {
        Shift shift = shift(potential, answered);
        Optional<String> twin =
            shifts.entrySet().stream()
                .filter(kept -> identical(kept.getKey(), kept.getValue(), potential, shift))
                .map(Map.Entry::getKey)
                .findFirst();
        if (twin.isPresent()) {
          excluded.put(potential, "the same numbers as " + twin.get());
        } else {
          shifts.put(potential, shift);
        }
      }
    }
    return new EnergyAlignment(settings.method(), shifts, excluded);
  }

  /** Whether two potentials answer on the same rows with the same numbers once aligned. */
  private boolean identical(String a, Shift shiftA, String b, Shift shiftB) {
    for (ReferenceRow row : training) {
      Double first = row.eipEnergies().get(a);
      Double second = row.eipEnergies().get(b);
      if ((first == null) != (second == null)) {
        return false;
      }
      if (first != null
          && shiftA.covers(row.composition())
          && shiftB.covers(row.composition())
          && Math.abs(first + shiftA.of(row.composition()) - second - shiftB.of(row.composition()))
              > settings.identical() * row.composition().size()) {
        return false;
      }
    }
    return true;
  }

  private Shift shift(String potential, List<ReferenceRow> rows) {
    double[] residuals =
        rows.stream()
            .mapToDouble(
                row -> (row.energy() - row.eipEnergies().get(potential)) / row.composition().size())
            .toArray();
    return switch (settings.method()) {
      case RAW -> Shift.uniform(0, rows.size());
      case MEDIAN ->
          oneComposition(rows)
              ? Shift.uniform(median(residuals), rows.size())
              : perElement(rows, residuals, LeastAbsoluteDeviations::solve);
      case LEAST_SQUARES -> perElement(rows, residuals, LeastSquares::solve);
      case GIVEN -> new Shift(0, settings.states().offsets(potential), 0);
    };
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static boolean oneComposition(List<ReferenceRow> rows) {
    Composition first = rows.get(0).composition();
    return rows.stream().allMatch(row -> row.composition().isProportionalTo(first));
  }

  /**
   * Offsets s for which Σ_Z x_Z s_Z is nearest to the residuals, with x the fractions of the
   * elements; of least norm where the rows leave some combination open (all rows of one
   * composition, say).
   */
  private static Shift perElement(
      List<ReferenceRow> rows,
      double[] residuals,
      BiFunction<double[][], double[], double[]> nearest) {
    List<Element> elements =
        List.copyOf(
            rows.stream()
                .flatMap(row -> row.composition().counts().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new)));
    double[][] fractions =
        rows.stream()
            .map(
                row ->
                    elements.stream()
                        .mapToDouble(
                            element ->
                                row.composition().counts().getOrDefault(element, 0)
                                    / (double) row.composition().size())
                        .toArray())
            .toArray(double[][]::new);
    double[] offsets = nearest.apply(fractions, residuals);
    SortedMap<Element, Double> perElement = new TreeMap<>();
    for (int i = 0; i < offsets.length; i++) {
      perElement.put(elements.get(i), offsets[i]);
    }
    return new Shift(0, perElement, rows.size());
  }
}
