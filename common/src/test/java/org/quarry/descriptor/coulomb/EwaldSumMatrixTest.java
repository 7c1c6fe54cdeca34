package org.quarry.descriptor.coulomb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quarry.fixtures.DescriptorFixtures.assertClose;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Periodicity;
import org.quarry.descriptor.Descriptors;
import org.quarry.descriptor.coulomb.EwaldParameters.Cutoffs;

class EwaldSumMatrixTest {
  private static final Configuration RANDOM = random();

  /** Rock salt: Madelung constant 1.7475645946331821906 (OEIS A085469). */
  @Test
  void rockSaltHasItsMadelungConstant() {
    double[] r = new double[24];
    int[] z = new int[8];
    for (int i = 0; i < 8; i++) {
      for (int axis = 0; axis < 3; axis++) {
        r[3 * i + axis] = 2.82 * (i >> axis & 1);
      }
      z[i] = Integer.bitCount(i) % 2 == 0 ? 11 : 17;
    }
    Configuration c = Configuration.of(z, r, Cell.cubic(5.64), Periodicity.ALL);
    assertEquals(-4 * 1.7475645946331821906 / 2.82, energy(c, 17), 1e-10);
  }

  /** Caesium chloride: 1.7626747730709883979 on the nearest distance (OEIS A181152). */
  @Test
  void caesiumChlorideHasItsMadelungConstant() {
    Configuration c =
        Configuration.of(
            new int[] {55, 17},
            new double[] {0, 0, 0, 2.06, 2.06, 2.06},
            Cell.cubic(4.12),
            Periodicity.ALL);
    assertEquals(-1.7626747730709883979 / (2.06 * Math.sqrt(3)), energy(c, 17), 1e-10);
  }

  /** Zinc blende, in its primitive cell: 1.6380550533887930 (OEIS A182566). */
  @Test
  void zincBlendeHasItsMadelungConstant() {
    double a = 5.41;
    Configuration c =
        Configuration.of(
            new int[] {30, 16},
            new double[] {0, 0, 0, a / 4, a / 4, a / 4},
            Cell.of(0, a / 2, a / 2, a / 2, 0, a / 2, a / 2, a / 2, 0),
            Periodicity.ALL);
    assertEquals(-1.63805505338879 / (a * Math.sqrt(3) / 4), energy(c, 16), 1e-10);
  }

  /** A unit charge on a neutralising background: −2.837297479480619/2L (Nijboer, Ruijgrok 1988). */
  @Test
  void aChargeInACubeHasTheWignerEnergy() {
    Configuration c =
        Configuration.of(new int[] {1}, new double[] {1, 2, 3}, Cell.cubic(7), Periodicity.ALL);
    double[] m = matrix(c, EwaldParameters.of(form(1)).withAccuracy(1e-13));
    assertEquals(-2.837297479480619 / 14, m[0], 1e-12);
  }

  @Test
  void theScreeningDoesNotMatter() {
    EwaldParameters parameters = EwaldParameters.of(form(6)).withAccuracy(1e-13);
    double[] expected = matrix(RANDOM, parameters);
    for (double a : new double[] {0.3, 0.5, 0.9}) {
      assertClose(expected, matrix(RANDOM, parameters.withScreening(a)), 1e-11, "a = " + a);
    }
    double[] weighted =
        Descriptors.of(
                "ewald",
                Map.of("n_atoms_max", 6, "permutation", "none", "accuracy", 1e-13, "w", 0.2))
            .describe(RANDOM)[0];
    assertClose(expected, weighted, 1e-11, "w = 0.2");
  }

  @Test
  void cutoffsMayBeGiven() {
    EwaldParameters parameters = EwaldParameters.of(form(6)).withAccuracy(1e-7);
    double volume = RANDOM.cell().volume();
    double alpha = parameters.screening(6, volume);
    assertEquals(Math.sqrt(Math.PI) * Math.pow(6 / volume / volume, 1.0 / 6), alpha, 1e-15);
    double f = Math.sqrt(-Math.log(1e-7));
    Cutoffs cutoffs = new Cutoffs(f / alpha, 2 * alpha * f);
    assertClose(
        matrix(RANDOM, parameters),
        matrix(RANDOM, EwaldParameters.of(form(6)).withCutoffs(cutoffs)),
        1e-14,
        "cutoffs");
  }

  /** What the sum is of, term by term: images in a sphere, waves in another, the background. */
  @Test
  void elementsAreThoseOfTheDefinition() {
    double alpha = 0.7;
    Cutoffs cutoffs = new Cutoffs(3.3, 2.9);
    double[] m =
        matrix(RANDOM, EwaldParameters.of(form(6)).withScreening(alpha).withCutoffs(cutoffs));
    double[] expected = new double[36];
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 6; j++) {
        double phi = phi(RANDOM, i, j, alpha, cutoffs);
        double charges = RANDOM.atomicNumber(i) * RANDOM.atomicNumber(j);
        expected[6 * i + j] = charges * (i == j ? phi / 2 - alpha / Math.sqrt(Math.PI) : phi);
      }
    }
    assertClose(expected, m, 1e-13, "direct sums");
  }

  @Test
  void whereTheAtomsAreStoredDoesNotMatter() {
    double[] moved = RANDOM.positions();
    for (int axis = 0; axis < 3; axis++) {
      moved[6 + axis] += RANDOM.cell().at(0, axis) - 2 * RANDOM.cell().at(2, axis);
      for (int i = 0; i < 6; i++) {
        moved[3 * i + axis] += 0.3 - axis;
      }
    }
    EwaldParameters parameters = EwaldParameters.of(form(6));
    assertClose(
        matrix(RANDOM, parameters),
        matrix(RANDOM.withPositions(moved), parameters),
        1e-13,
        "moved");
  }

  /** Another basis of the same lattice, with converged sums. */
  @Test
  void theChoiceOfCellDoesNotMatter() {
    double[] h = RANDOM.cell().toArray();
    for (int axis = 0; axis < 3; axis++) {
      h[axis] += 2 * h[3 + axis];
      h[6 + axis] -= h[axis];
    }
    Configuration other =
        Configuration.of(RANDOM.atomicNumbers(), RANDOM.positions(), Cell.of(h), Periodicity.ALL);
    EwaldParameters parameters = EwaldParameters.of(form(6)).withAccuracy(1e-12);
    assertClose(matrix(RANDOM, parameters), matrix(other, parameters), 1e-12, "cell");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sorted_l2", "eigenspectrum"})
  void theOrderOfTheAtomsDoesNotMatter(String permutation) {
    int[] z = new int[6];
    double[] r = new double[18];
    for (int i = 0; i < 6; i++) {
      z[i] = RANDOM.atomicNumber(5 - i);
      for (int axis = 0; axis < 3; axis++) {
        r[3 * i + axis] = RANDOM.position(5 - i, axis);
      }
    }
    var descriptor = Descriptors.of("ewald", Map.of("n_atoms_max", 8, "permutation", permutation));
    assertClose(
        descriptor.describe(RANDOM)[0],
        descriptor.describe(Configuration.of(z, r, RANDOM.cell(), Periodicity.ALL))[0],
        1e-13,
        permutation);
  }

  @Test
  void bohrIsAUnitOfTheWholeMatrix() {
    double[] angstrom = matrix(RANDOM, EwaldParameters.of(form(6)));
    double[] bohr = matrix(RANDOM, EwaldParameters.of(form(6).withUnits(LengthUnit.BOHR)));
    for (int i = 0; i < 36; i++) {
      angstrom[i] *= 0.529177210903;
    }
    assertClose(angstrom, bohr, 1e-15, "bohr");
  }

  @Test
  void aWorkspaceForgetsWhatItSawBefore() {
    EwaldSumMatrix descriptor = EwaldSumMatrix.of(EwaldParameters.of(form(6)));
    var evaluator = descriptor.evaluator();
    evaluator.evaluate(
        Configuration.of(
            new int[] {1, 2}, new double[] {0, 0, 0, 1, 1, 1}, Cell.cubic(3), Periodicity.ALL));
    evaluator.evaluate(RANDOM);
    assertArrayEquals(descriptor.describe(RANDOM)[0], evaluator.values());
  }

  @Test
  void whatIsNoCrystalIsRefused() {
    int[] z = {1, 1};
    double[] r = {0, 0, 0, 1, 1, 1};
    Cell cube = Cell.cubic(4);
    assertTrue(refusal(Configuration.isolated(z, r)).contains("not periodic along all three"));
    Configuration slab = Configuration.of(z, r, cube, new Periodicity(true, true, false));
    assertTrue(refusal(slab).contains("not periodic along all three"));
    Cell flat = Cell.of(1e4, 0, 0, 0, 1e4, 0, 1e4, 1e4, 1e-7);
    assertTrue(
        refusal(Configuration.of(z, r, flat, Periodicity.ALL)).contains("independent vectors"));
    double[] image = {0, 0, 0, 4, -8, 1e-9};
    assertTrue(
        refusal(Configuration.of(z, image, cube, Periodicity.ALL))
            .matches("ewald: .* has atoms 0 and 1 at the same place"));
  }

  @ParameterizedTest
  @CsvSource({"5, 1e4", "1e7, 5"})
  void cutoffsBeyondReasonAreRefused(double rCut, double gCut) {
    EwaldParameters parameters = EwaldParameters.of(form(6)).withCutoffs(new Cutoffs(rCut, gCut));
    assertThrows(IllegalArgumentException.class, () -> matrix(RANDOM, parameters));
  }

  @ParameterizedTest
  @ValueSource(strings = {"accuracy=0", "accuracy=1", "w=0", "a=-1", "r_cut=5", "g_cut=5"})
  void whatIsNoParameterIsRefused(String setting) {
    String[] pair = setting.split("=", -1);
    assertThrows(
        IllegalArgumentException.class,
        () -> Descriptors.of("ewald", Map.of("n_atoms_max", 2, pair[0], pair[1])));
  }

  private static String refusal(Configuration configuration) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> matrix(configuration, EwaldParameters.of(form(2))))
        .getMessage();
  }

  /** The energy of unit charges, negative on one element; nuclear charges are divided out. */
  private static double energy(Configuration c, int negative) {
    int n = c.size();
    double[] m = matrix(c, EwaldParameters.of(form(n)).withAccuracy(1e-14));
    double energy = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        int sign = c.atomicNumber(i) == negative == (c.atomicNumber(j) == negative) ? 1 : -1;
        energy += sign * m[i * n + j] / c.atomicNumber(i) / c.atomicNumber(j);
      }
    }
    return energy;
  }

  private static double phi(Configuration c, int i, int j, double alpha, Cutoffs cutoffs) {
    double[] inverse = c.cell().inverse();
    double phi = -Math.PI / (c.cell().volume() * alpha * alpha);
    int reach = 4;
    for (int h = -reach; h <= reach; h++) {
      for (int k = -reach; k <= reach; k++) {
        for (int l = -reach; l <= reach; l++) {
          double rr = 0;
          double gg = 0;
          double gr = 0;
          for (int axis = 0; axis < 3; axis++) {
            double d = c.position(i, axis) - c.position(j, axis);
            double r =
                d + h * c.cell().at(0, axis) + k * c.cell().at(1, axis) + l * c.cell().at(2, axis);
            double g =
                2
                    * Math.PI
                    * (h * inverse[3 * axis]
                        + k * inverse[3 * axis + 1]
                        + l * inverse[3 * axis + 2]);
            rr += r * r;
            gg += g * g;
            gr += g * d;
          }
          double r = Math.sqrt(rr);
          if (r > 1e-8 && r <= cutoffs.rCut()) {
            phi += org.quarry.math.ErrorFunction.erfc(alpha * r) / r;
          }
          if (gg > 0 && gg <= cutoffs.gCut() * cutoffs.gCut()) {
            phi +=
                4
                    * Math.PI
                    / c.cell().volume()
                    * Math.exp(-gg / (4 * alpha * alpha))
                    / gg
                    * Math.cos(gr);
          }
        }
      }
    }
    return phi;
  }

  private static MatrixForm form(int nAtomsMax) {
    return MatrixForm.of(nAtomsMax, Permutation.NONE);
  }

  private static double[] matrix(Configuration configuration, EwaldParameters parameters) {
    return EwaldSumMatrix.of(parameters).describe(configuration)[0];
  }

  private static Configuration random() {
    Random random = new Random(4);
    return Configuration.of(
        new int[] {3, 14, 8, 1, 3, 9},
        random.doubles(18, 0, 5).toArray(),
        Cell.of(4.4, 0.3, 0, 0.9, 5.1, 0.2, -0.7, 0.6, 6.3),
        Periodicity.ALL);
  }
}
