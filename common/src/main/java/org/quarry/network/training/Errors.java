package org.quarry.network.training;

import org.quarry.regression.ErrorSums;

/**
 * Errors of a network on labelled configurations; NaN where there is nothing to compare.
 *
 * @param energyMae mean absolute error of energies in eV per atom
 * @param energyRmse root mean square error of energies in eV per atom
 * @param forceMae mean absolute error of force components in eV/Å
 * @param forceRmse root mean square error of force components in eV/Å
 * @param virialMae mean absolute error of stress components times volume by number of atoms, in eV
 *     per atom
 * @param virialRmse root mean square error of the same
 */
public record Errors(
    double energyMae,
    double energyRmse,
    double forceMae,
    double forceRmse,
    double virialMae,
    double virialRmse) {
  /** Without anything to compare. */
  public static final Errors NONE = new Sums().errors();

  /** Gathers differences, one by one. */
  static final class Sums {
    private final ErrorSums energies = new ErrorSums();
    private final ErrorSums forces = new ErrorSums();
    private final ErrorSums virials = new ErrorSums();

    /** Adds the error of a configuration's energy in eV per atom. */
    void energy(double difference) {
      energies.add(difference);
    }

    /** Adds the error of a force component in eV/Å. */
    void force(double difference) {
      forces.add(difference);
    }

    /** Adds the error of a component of the virial in eV per atom. */
    void virial(double difference) {
      virials.add(difference);
    }

    Errors errors() {
      return new Errors(
          energies.mae(),
          energies.rmse(),
          forces.mae(),
          forces.rmse(),
          virials.mae(),
          virials.rmse());
    }
  }
}
