package org.quarry.descriptor.coulomb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.Descriptors;

class CoulombMatrixTest {
  /** Water-like: O, H, H. */
  private static final Configuration WATER =
      Configuration.isolated(
          new int[] {1, 8, 1}, new double[] {0.757, 0.587, 0, 0, 0, 0, -0.757, 0.587, 0.1});

  /** Rupp et al. (2012): ½·Z^2.4 on the diagonal, Z·Z'/d beside it; 0.5·8^2.4 = 73.51669472. */
  @Test
  void elementsAreThoseOfTheDefinition() {
    double[] m = of(4, Permutation.NONE, WATER);
    double hydrogenOxygen = Math.sqrt(0.757 * 0.757 + 0.587 * 0.587);
    assertEquals(0.5, m[0]);
    assertEquals(73.51669472, m[5], 1e-8);
    assertEquals(8 / hydrogenOxygen, m[1], 1e-14);
    assertEquals(m[1], m[4]);
    assertEquals(1 / Math.sqrt(1.514 * 1.514 + 0.01), m[2], 1e-15);
    assertEquals(0, m[3]);
    assertEquals(0, m[15]);
  }

  /** One bohr is 0.529177210903 Å (CODATA 2018). */
  @Test
  void distancesMayBeInBohr() {
    double[] angstrom = of(3, Permutation.NONE, WATER);
    double[] bohr =
        Descriptors.of("coulomb", Map.of("n_atoms_max", 3, "permutation", "none", "units", "bohr"))
            .describe(WATER)[0];
    for (int i = 0; i < 9; i++) {
      double factor = i % 4 == 0 ? 1 : 0.529177210903;
      assertEquals(factor * angstrom[i], bohr[i], 1e-14);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SORTED_L2", "EIGENSPECTRUM"})
  void theOrderOfTheAtomsDoesNotMatter(Permutation permutation) {
    Configuration shuffled =
        Configuration.isolated(
            new int[] {8, 1, 1}, new double[] {0, 0, 0, -0.757, 0.587, 0.1, 0.757, 0.587, 0});
    assertArrayEquals(of(5, permutation, WATER), of(5, permutation, shuffled), 1e-12);
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "SORTED_L2", "EIGENSPECTRUM"})
  void motionsOfTheWholeDoNotMatter(Permutation permutation) {
    double[] p = WATER.positions();
    for (int i = 0; i < 3; i++) { // a turn by 90° about z and a shift
      double x = p[3 * i];
      p[3 * i] = -p[3 * i + 1] + 3;
      p[3 * i + 1] = x - 7;
    }
    assertArrayEquals(of(3, permutation, WATER), of(3, permutation, WATER.withPositions(p)), 1e-12);
  }

  @Test
  void sortedRowsFall() {
    Random random = new Random(2);
    int n = 12;
    int[] z = new int[n];
    for (int i = 0; i < n; i++) {
      z[i] = 1 + random.nextInt(9);
    }
    double[] m =
        of(
            n,
            Permutation.SORTED_L2,
            Configuration.isolated(z, random.doubles(3L * n, 0, 8).toArray()));
    double last = Double.POSITIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      double norm = 0;
      for (int j = 0; j < n; j++) {
        assertEquals(m[i * n + j], m[j * n + i]);
        norm += m[i * n + j] * m[i * n + j];
      }
      assertTrue(norm <= last);
      last = norm;
    }
  }

  /** For two atoms: ½(a+b) ± √(¼(a−b)² + m²). */
  @Test
  void theSpectrumOfADimerHasItsClosedForm() {
    Configuration co =
        Configuration.isolated(new int[] {6, 8}, new double[] {0, 0, 0, 0, 0, 1.128});
    double a = 0.5 * Math.pow(6, 2.4);
    double b = 0.5 * Math.pow(8, 2.4);
    double root = Math.sqrt((a - b) * (a - b) / 4 + Math.pow(48 / 1.128, 2));
    double[] spectrum = of(3, Permutation.EIGENSPECTRUM, co);
    assertEquals((a + b) / 2 + root, spectrum[0], 1e-12);
    assertEquals((a + b) / 2 - root, spectrum[1], 1e-12);
    assertEquals(0, spectrum[2]);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertTrue(refusal(2, WATER).contains("has 3 atoms, n_atoms_max is 2"));
    Configuration twice = Configuration.isolated(new int[] {1, 1}, new double[6]);
    assertTrue(refusal(2, twice).contains("atoms 0 and 1 at the same place"));
    assertThrows(
        IllegalArgumentException.class, () -> Descriptors.of("coulomb", Map.of("n_atoms_max", 0)));
  }

  @Test
  void aWorkspaceForgetsWhatItSawBefore() {
    CoulombMatrix descriptor =
        CoulombMatrix.of(new CoulombParameters(MatrixForm.of(3, Permutation.SORTED_L2)));
    var evaluator = descriptor.evaluator();
    evaluator.evaluate(WATER);
    Configuration atom = Configuration.isolated(new int[] {1}, new double[3]);
    evaluator.evaluate(atom);
    assertArrayEquals(descriptor.describe(atom)[0], evaluator.values());
  }

  private static String refusal(int nAtomsMax, Configuration configuration) {
    return assertThrows(
            IllegalArgumentException.class, () -> of(nAtomsMax, Permutation.NONE, configuration))
        .getMessage();
  }

  private static double[] of(int nAtomsMax, Permutation permutation, Configuration configuration) {
    return CoulombMatrix.of(new CoulombParameters(MatrixForm.of(nAtomsMax, permutation)))
        .describe(configuration)[0];
  }
}
