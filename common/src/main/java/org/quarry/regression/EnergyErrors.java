package org.quarry.regression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Energy errors of a model, in eV per atom and in eV per configuration.
 *
 * @param perAtom of the residuals divided by the number of atoms
 * @param perConfiguration of the residuals themselves
 */
public record EnergyErrors(ErrorStatistics perAtom, ErrorStatistics perConfiguration) {
  /**
   * One prediction beside its reference.
   *
   * @param group what the errors are broken down by; empty for none
   * @param atoms number of atoms
   * @param predicted energy of the configuration in eV
   * @param reference energy of the configuration in eV
   */
  public record Pair(String group, int atoms, double predicted, double reference) {
    public Pair {
      if (atoms < 1) {
        throw new IllegalArgumentException("a configuration has at least one atom, got " + atoms);
      }
    }

    double residual() {
      return predicted - reference;
    }
  }

  /** The errors over all pairs, summed in the order given. */
  public static EnergyErrors of(List<Pair> pairs) {
    return new EnergyErrors(
        ErrorStatistics.of(pairs.stream().mapToDouble(p -> p.residual() / p.atoms()).toArray()),
        ErrorStatistics.of(pairs.stream().mapToDouble(Pair::residual).toArray()));
  }

  /** The errors of each group, by the group's name. */
  public static Map<String, EnergyErrors> byGroup(List<Pair> pairs) {
    Map<String, List<Pair>> groups = new TreeMap<>();
    pairs.forEach(pair -> groups.computeIfAbsent(pair.group(), g -> new ArrayList<>()).add(pair));
    Map<String, EnergyErrors> errors = new TreeMap<>();
    groups.forEach((group, members) -> errors.put(group, of(members)));
    return errors;
  }
}
