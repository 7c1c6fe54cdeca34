package org.quarry.descriptor.coulomb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Periodicity;
import org.quarry.descriptor.Descriptors;

class SineMatrixTest {
  private static final Cell SKEWED = Cell.of(4, 0, 0, 1, 5, 0, -0.5, 2, 6);
  private static final int[] Z = {3, 8, 14};
  private static final double[] R = {0.1, 0.2, 0.3, 2.2, 1.7, 0.4, 1.9, 3.3, 4.1};

  /** Caesium chloride: f = (½, ½, ½), so that the denominator is √3 a. */
  @Test
  void theMiddleOfACubeHasItsClosedForm() {
    Configuration c =
        Configuration.of(
            new int[] {55, 17},
            new double[] {0, 0, 0, 2.06, 2.06, 2.06},
            Cell.cubic(4.12),
            Periodicity.ALL);
    double[] m = none(c);
    assertEquals(0.5 * Math.pow(55, 2.4), m[0], 1e-9);
    assertEquals(55 * 17 / (4.12 * Math.sqrt(3)), m[1], 1e-12);
    assertEquals(m[1], m[2]);
    double[] bohr =
        Descriptors.of("sine", Map.of("n_atoms_max", 2, "permutation", "none", "units", "bohr"))
            .describe(c)[0];
    assertEquals(m[0], bohr[0]);
    assertEquals(m[1] * 0.529177210903, bohr[1], 1e-12);
  }

  @Test
  void nearAtomsAreSeenAtPiSquaredTimesTheirSquaredDistance() {
    double d = 1e-3;
    Configuration c =
        Configuration.of(
            new int[] {1, 1}, new double[] {3, 3, 3, 3 + d, 3, 3}, Cell.cubic(10), Periodicity.ALL);
    assertEquals(10 / Math.pow(Math.PI * d, 2), none(c)[1], 1e-6 * 10 / Math.pow(Math.PI * d, 2));
  }

  @Test
  void latticeTranslationsOfAtomsAndShiftsOfAllDoNotMatter() {
    double[] expected = none(Configuration.of(Z, R, SKEWED, Periodicity.ALL));
    double[] moved = R.clone();
    for (int axis = 0; axis < 3; axis++) {
      moved[3 + axis] += 2 * SKEWED.at(0, axis) - 3 * SKEWED.at(1, axis) + SKEWED.at(2, axis);
      for (int i = 0; i < 3; i++) {
        moved[3 * i + axis] += 0.7 + axis;
      }
    }
    assertArrayEquals(expected, none(Configuration.of(Z, moved, SKEWED, Periodicity.ALL)), 1e-12);
  }

  @Test
  void aTurnOfCellAndAtomsDoesNotMatter() {
    double[] turned = new double[9];
    double[] cell = new double[9];
    for (int i = 0; i < 3; i++) {
      for (int axis = 0; axis < 3; axis++) { // x → y → z → x
        turned[3 * i + (axis + 1) % 3] = R[3 * i + axis];
        cell[3 * i + (axis + 1) % 3] = SKEWED.at(i, axis);
      }
    }
    assertArrayEquals(
        none(Configuration.of(Z, R, SKEWED, Periodicity.ALL)),
        none(Configuration.of(Z, turned, Cell.of(cell), Periodicity.ALL)),
        1e-12);
  }

  @Test
  void allAxesArePeriodicWhateverTheConfigurationSays() {
    assertArrayEquals(
        none(Configuration.of(Z, R, SKEWED, Periodicity.ALL)),
        none(Configuration.of(Z, R, SKEWED, Periodicity.NONE)));
  }

  @Test
  void whatIsNoCrystalIsRefused() {
    assertTrue(refusal(Configuration.isolated(Z, R)).contains("three independent vectors"));
    Cell flat = Cell.of(1, 0, 0, 0, 1, 0, 1, 1, 1e-12);
    assertTrue(
        refusal(Configuration.of(Z, R, flat, Periodicity.NONE))
            .contains("three independent vectors"));
    double[] image = R.clone();
    for (int axis = 0; axis < 3; axis++) {
      image[6 + axis] = image[axis] + SKEWED.at(0, axis) - 2 * SKEWED.at(2, axis);
    }
    assertTrue(
        refusal(Configuration.of(Z, image, SKEWED, Periodicity.ALL))
            .matches("sine: .* has atoms 0 and 2 at the same place"));
    Configuration four =
        Configuration.of(new int[] {1, 1, 1, 1}, new double[12], SKEWED, Periodicity.ALL);
    assertTrue(refusal(four).contains("sine: H4"));
    assertTrue(refusal(four).contains("has 4 atoms, n_atoms_max is 3"));
  }

  private static String refusal(Configuration configuration) {
    return assertThrows(IllegalArgumentException.class, () -> none(configuration)).getMessage();
  }

  private static double[] none(Configuration configuration) {
    return SineMatrix.of(
            new SineParameters(MatrixForm.of(Math.min(3, configuration.size()), Permutation.NONE)))
        .describe(configuration)[0];
  }
}
