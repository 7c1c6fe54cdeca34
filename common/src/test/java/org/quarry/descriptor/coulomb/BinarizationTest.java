package org.quarry.descriptor.coulomb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Descriptors;

class BinarizationTest {
  private static final Configuration CO =
      Configuration.isolated(new int[] {6, 8}, new double[] {0, 0, 0, 0, 0, 1.128});

  /** tanh(1/2) = 0.46211715726000975850, tanh(3/2) = 0.90514825364486643824. */
  @Test
  void stepsAreThoseOfTheFormula() {
    double half = 0.46211715726000975850;
    double more = 0.90514825364486643824;
    double[] out = new double[5];
    new Binarization(2, 0, 6).expand(new double[] {1}, 1, out, 1);
    assertArrayEquals(new double[] {0, half, -half, -more, Math.tanh(-2.5)}, out, 1e-15);
  }

  /** As NumPy's arange(0, max + theta, theta), which the authors of the method use. */
  @ParameterizedTest
  @CsvSource({"1, 0, 0, 1", "1, 0, 3, 4", "1, 0, 3.5, 5", "0.5, -1, 1, 5", "7, 0, 1, 2"})
  void thresholdsEndWithTheFirstNotBelowTheMaximum(
      double theta, double min, double max, int count) {
    assertEquals(count, new Binarization(theta, min, max).count());
  }

  @Test
  void narrowStepsAreSigns() {
    double[] out = new double[4];
    new Binarization(1e-3, 0, 3e-3).expand(new double[] {1.5e-3 + 1}, 1, out, 0);
    assertArrayEquals(new double[] {1, 1, 1, 1}, out);
    new Binarization(1, 0, 3).expand(new double[] {-40}, 1, out, 0);
    assertArrayEquals(new double[] {-1, -1, -1, -1}, out);
  }

  /** Σ_k (1 + tanh((x − kθ)/θ))/2 counts the thresholds below x, smoothly. */
  @Test
  void aNumberIsTheSumOfItsSteps() {
    double[] out = new double[201];
    for (double x : new double[] {0.1, 1.3, 7.77, 15}) {
      new Binarization(0.25, -25, 25).expand(new double[] {x}, 1, out, 0);
      double sum = 0;
      for (double step : out) {
        sum += 0.5 * (1 + step);
      }
      assertEquals(x, -25 + 0.25 * (sum - 0.5), 0.25 * 0.04); // the ripple of such a sum
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "sorted_l2", "eigenspectrum", "random"})
  void everyNumberOfEveryPermutationIsExpandedInPlace(String permutation) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("n_atoms_max", 3);
    settings.put("permutation", permutation);
    if (permutation.equals("random")) {
      settings.put("sigma", 30);
      settings.put("copies", 3);
    }
    double[][] plain = Descriptors.of("coulomb", settings).describe(CO);
    settings.put("binarization", Map.of("theta", 5, "min", -10, "max", 80));
    Descriptor binary = Descriptors.of("coulomb", settings);
    int count = 19;
    assertEquals(plain[0].length * count, binary.features());
    double[][] expanded = binary.describe(CO);
    assertEquals(plain.length, expanded.length);
    for (int row = 0; row < plain.length; row++) {
      for (int i = 0; i < plain[row].length; i++) {
        for (int k = 0; k < count; k++) {
          assertEquals(
              Math.tanh((plain[row][i] - (-10 + 5 * k)) / 5), expanded[row][i * count + k], 1e-15);
        }
      }
    }
    assertEquals(
        binary.parameters(), Descriptors.of("coulomb", binary.parameters().toMap()).parameters());
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 1", "-1, 0, 1", "1, 2, 1", "1, NaN, 1", "1, 0, Infinity", "1e-9, 0, 1"})
  void whatIsNoRangeIsRefused(double theta, double min, double max) {
    assertThrows(IllegalArgumentException.class, () -> new Binarization(theta, min, max));
  }
}
