package org.quarry.regression;

import java.util.Arrays;

/** What is to be expected of the potentials on one configuration. */
public final class Forecast {
  private final double[] probabilities;
  private final double[] expectedErrors;

  /**
   * A forecast.
   *
   * @param probabilities of each potential to be the right class, in the order of their names, then
   *     of none; they sum to 1
   * @param expectedErrors of each potential: |aligned E_EIP − E_ref| in eV per atom
   */
  public Forecast(double[] probabilities, double[] expectedErrors) {
    if (probabilities.length != expectedErrors.length + 1) {
      throw new IllegalArgumentException(
          probabilities.length + " probabilities for " + expectedErrors.length + " potentials");
    }
    this.probabilities = probabilities.clone();
    this.expectedErrors = expectedErrors.clone();
  }

  /** The probability of a potential, or of none for their number. */
  public double probability(int potential) {
    return probabilities[potential];
  }

  /** The expected error of a potential in eV per atom. */
  public double expectedError(int potential) {
    return expectedErrors[potential];
  }

  @Override
  public String toString() {
    return Arrays.toString(probabilities) + " " + Arrays.toString(expectedErrors);
  }
}
