package org.quarry.jobs;

import static org.apache.spark.sql.functions.expr;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.quarry.regression.EnergyErrors;
import org.quarry.regression.EnergyErrors.Pair;
import org.quarry.regression.ErrorMeasures;
import org.quarry.regression.ErrorSums;

/** Errors of one model beside labels, for all configurations and by group, as they come in. */
final class Evaluation {
  /** What follows from an energy, many numbers a configuration. */
  enum Derivative {
    FORCES("forces", "eV/Å", "forces", "atomic_forces"),
    STRESS("stress", "eV/Å³", "stress", "cauchy_stress");

    private final String text;
    private final String unit;
    private final String predicted;
    private final String label;

    Derivative(String text, String unit, String predicted, String label) {
      this.text = text;
      this.unit = unit;
      this.predicted = predicted;
      this.label = label;
    }

    String unit() {
      return unit;
    }

    /** Column of the labels. */
    String label() {
      return label;
    }

    /** Column of the predictions. */
    String predicted() {
      return predicted;
    }

    /**
     * Count, Σ |p − r| and Σ (p − r)² over the components p of a prediction and r of a label; null
     * without either.
     */
    Column sums() {
      String differences = "zip_with(" + predicted + ", " + label + ", (p, r) -> p - r)";
      return expr(
          "if(isnull("
              + predicted
              + ") or isnull("
              + label
              + "), null, struct(size("
              + label
              + ") as numbers, aggregate("
              + differences
              + ", 0D, (sum, x) -> sum + abs(x)) as absolute, aggregate("
              + differences
              + ", 0D, (sum, x) -> sum + x * x) as squares))");
    }
  }

  private static final String ALL = ""; // the group of all

  private final String model;
  private final List<Pair> energies = new ArrayList<>();
  private final Map<Derivative, Map<String, ErrorSums>> derivatives =
      new EnumMap<>(Derivative.class);

  Evaluation(String model) {
    this.model = model;
  }

  String model() {
    return model;
  }

  /** Adds the energy of a configuration. */
  void add(Pair pair) {
    energies.add(pair);
  }

  /**
   * Adds a derivative of a configuration's energy.
   *
   * @param sums what {@link Derivative#sums} is there
   */
  void add(Derivative derivative, String group, Row sums) {
    Map<String, ErrorSums> groups = derivatives.computeIfAbsent(derivative, d -> new TreeMap<>());
    for (String key : group.equals(ALL) ? List.of(ALL) : List.of(ALL, group)) {
      groups
          .computeIfAbsent(key, name -> new ErrorSums())
          .add(sums.getInt(0), sums.getDouble(1), sums.getDouble(2));
    }
  }

  /** Number of energies compared. */
  int count() {
    return energies.size();
  }

  EnergyErrors energyErrors() {
    return EnergyErrors.of(energies);
  }

  /** Errors over all configurations that had both label and prediction. */
  Optional<ErrorSums> errors(Derivative derivative) {
    return Optional.ofNullable(derivatives.get(derivative)).map(groups -> groups.get(ALL));
  }

  /** Rows of {@code evaluations}. */
  List<Row> rows(String datasets, String side) {
    List<Row> rows = new ArrayList<>();
    Map<String, EnergyErrors> groups = new TreeMap<>(EnergyErrors.byGroup(energies));
    groups.put(ALL, energyErrors());
    groups.forEach(
        (group, errors) -> {
          rows.add(row(datasets, side, group, "energy per atom", "eV/atom", errors.perAtom()));
          rows.add(row(datasets, side, group, "energy", "eV", errors.perConfiguration()));
        });
    derivatives.forEach(
        (derivative, sums) ->
            sums.forEach(
                (group, errors) ->
                    rows.add(
                        row(datasets, side, group, derivative.text, derivative.unit, errors))));
    return rows;
  }

  private Row row(
      String datasets,
      String side,
      String group,
      String quantity,
      String unit,
      ErrorMeasures errors) {
    return RowFactory.create(
        model, datasets, side, group, quantity, unit, errors.count(), errors.mae(), errors.rmse());
  }
}
