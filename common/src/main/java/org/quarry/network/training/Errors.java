package org.quarry.network.training;

/**
 * Errors of a network on labelled configurations; NaN where there is nothing to compare.
 *
 * @param energyMae mean absolute error of energies in eV per atom
 * @param energyRmse root mean square error of energies in eV per atom
 * @param forceMae mean absolute error of force components in eV/Å
 * @param forceRmse root mean square error of force components in eV/Å
 */
public record Errors(double energyMae, double energyRmse, double forceMae, double forceRmse) {
  /** Without anything to compare. */
  public static final Errors NONE = new Errors(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /** Gathers differences, one by one. */
  static final class Sums {
    private double energies;
    private double energySquares;
    private long configurations;
    private double forces;
    private double forceSquares;
    private long components;

    /** Adds the error of a configuration's energy in eV per atom. */
    void energy(double difference) {
      energies += Math.abs(difference);
      energySquares += difference * difference;
      configurations++;
    }

    /** Adds the error of a force component in eV/Å. */
    void force(double difference) {
      forces += Math.abs(difference);
      forceSquares += difference * difference;
      components++;
    }

    Errors errors() {
      return new Errors(
          energies / configurations, // 0/0 is NaN, as promised
          Math.sqrt(energySquares / configurations),
          forces / components,
          Math.sqrt(forceSquares / components));
    }
  }
}
