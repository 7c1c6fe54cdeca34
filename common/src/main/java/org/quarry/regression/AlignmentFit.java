package org.quarry.regression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.quarry.atoms.Element;
import org.quarry.regression.EnergyAlignment.Shift;

/** Fits an {@link EnergyAlignment}; the result does not depend on the order of the rows. */
final class AlignmentFit {
  /** Potentials that differ by less on every row are one and the same, in eV per atom. */
  private static final double IDENTICAL = 1e-9;

  private final AlignmentMethod method;
  private final List<ReferenceRow> training;

  AlignmentFit(AlignmentMethod method, List<ReferenceRow> training) {
    if (training.isEmpty()) {
      throw new IllegalArgumentException(
          "no training row has a reference energy: nothing to align to");
    }
    this.method = method;
    this.training = new ArrayList<>(training);
    this.training.sort(Comparator.comparing(ReferenceRow::id));
  }

  EnergyAlignment fit(List<String> potentials) {
    SortedMap<String, Shift> shifts = new TreeMap<>();
    SortedMap<String, String> excluded = new TreeMap<>();
    for (String potential : new TreeSet<>(potentials)) {
      Optional<String> twin =
          shifts.keySet().stream().filter(kept -> identical(kept, potential)).findFirst();
      List<ReferenceRow> answered =
          training.stream().filter(row -> row.eipEnergies().containsKey(potential)).toList();
      if (answered.isEmpty()) {
        excluded.put(potential, "no energy on any of the " + training.size() + " training rows");
      } else if (twin.isPresent()) {
        excluded.put(potential, "the same numbers as " + twin.get());
      } else {
        shifts.put(potential, shift(potential, answered));
      }
    }
    return new EnergyAlignment(method, shifts, excluded);
  }

  /** Whether two potentials answer on the same rows with the same numbers. */
  private boolean identical(String a, String b) {
    for (ReferenceRow row : training) {
      Double first = row.eipEnergies().get(a);
      Double second = row.eipEnergies().get(b);
      if ((first == null) != (second == null)) {
        return false;
      }
      if (first != null && Math.abs(first - second) > IDENTICAL * row.composition().size()) {
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
    return switch (method) {
      case RAW -> Shift.uniform(0, rows.size());
      case MEDIAN -> Shift.uniform(median(residuals), rows.size());
      case LEAST_SQUARES -> leastSquares(rows, residuals);
    };
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /**
   * Offsets s that minimize Σ (Σ_Z x_Z s_Z − residual)² with x the fractions of the elements, of
   * least norm where the rows leave some combination open (all rows of one composition, say).
   */
  private static Shift leastSquares(List<ReferenceRow> rows, double[] residuals) {
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
    double[] offsets = LeastSquares.solve(fractions, residuals);
    SortedMap<Element, Double> perElement = new TreeMap<>();
    for (int i = 0; i < offsets.length; i++) {
      perElement.put(elements.get(i), offsets[i]);
    }
    return new Shift(0, perElement, rows.size());
  }
}
