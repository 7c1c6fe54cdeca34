package org.quarry.descriptor.soap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quarry.fixtures.DescriptorFixtures.assertClose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.Periodicity;
import org.quarry.descriptor.Boundary;
import org.quarry.descriptor.Descriptor.Rows;
import org.quarry.descriptor.FeatureLayout.Block;
import org.quarry.descriptor.LocalDescriptor.LocalEvaluator;
import org.quarry.descriptor.soap.SoapParameters.Average;
import org.quarry.descriptor.soap.SoapParameters.RadialBasis;

/** Laws that SOAP obeys whatever its numbers are. */
class SoapLawsTest {
  private static final Element C = Element.of("C");
  private static final Element SI = Element.of("Si");
  private static final SoapParameters PLAIN =
      SoapParameters.of(List.of(C, SI), 3.5, 4, 5).withSigma(0.4);

  /** A triclinic cell, smaller than the cutoff, with five atoms of two species. */
  private static final Configuration CRYSTAL =
      Configuration.of(
          new int[] {6, 14, 14, 6, 14},
          new double[] {0.1, 0.2, 0, 1.9, 1.2, 0.4, 0.6, 2.3, 1.7, 2.2, 0.3, 2.6, 1.2, 1.1, 3.1},
          Cell.of(3.4, 0.1, 0, 0.9, 3.1, 0.2, -0.6, 0.7, 4.2),
          Periodicity.ALL);

  static List<SoapParameters> variants() {
    return List.of(
        PLAIN,
        PLAIN.withRbf(RadialBasis.POLYNOMIAL),
        PLAIN.withCompression(Compression.of(Compression.Mode.MU1NU1)),
        PLAIN.withCompression(new Compression(Compression.Mode.MU2, Map.of(C, 0.5))),
        PLAIN.withWeighting(
            new Weighting(Weighting.Function.POLY, 4, 1, 1, 2, OptionalDouble.of(0.3))),
        PLAIN.withAverage(Average.INNER),
        PLAIN.withAverage(Average.OUTER));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void rotationsDoNotMatter(SoapParameters parameters) {
    double[] turn = rotation(0.7, -0.3, 0.55, 0.34);
    double[] cell = multiply(CRYSTAL.cell().toArray(), turn);
    Configuration turned =
        Configuration.of(
            CRYSTAL.atomicNumbers(),
            multiply(CRYSTAL.positions(), turn),
            Cell.of(cell),
            Periodicity.ALL);
    assertSame(parameters, CRYSTAL, turned, 1e-11);
  }

  @ParameterizedTest
  @MethodSource("variants")
  void translationsDoNotMatter(SoapParameters parameters) {
    double[] moved = CRYSTAL.positions();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += 7.3 - 5 * (i % 3);
    }
    assertSame(parameters, CRYSTAL, CRYSTAL.withPositions(moved), 1e-11);
  }

  /** DScribe is wrong by 10 % here: it does not wrap. */
  @ParameterizedTest
  @MethodSource("variants")
  void atomsMayLieOutsideTheCell(SoapParameters parameters) {
    double[] moved = CRYSTAL.positions();
    for (int axis = 0; axis < 3; axis++) {
      moved[3 + axis] += 2 * CRYSTAL.cell().at(0, axis) - 3 * CRYSTAL.cell().at(2, axis);
    }
    assertSame(parameters, CRYSTAL, CRYSTAL.withPositions(moved), 1e-11);
  }

  @ParameterizedTest
  @MethodSource("variants")
  void anotherCellOfTheSameCrystalGivesTheSame(SoapParameters parameters) {
    double[] h = CRYSTAL.cell().toArray();
    for (int axis = 0; axis < 3; axis++) {
      h[3 + axis] += h[axis]; // b + a
      h[6 + axis] -= 2 * h[axis]; // c − 2a
    }
    Configuration skewed =
        Configuration.of(CRYSTAL.atomicNumbers(), CRYSTAL.positions(), Cell.of(h), Periodicity.ALL);
    assertSame(parameters, CRYSTAL, skewed, 1e-11);
  }

  @ParameterizedTest
  @MethodSource("variants")
  void aSupercellRepeatsTheRows(SoapParameters parameters) {
    double[][] once = Soap.of(parameters).describe(CRYSTAL);
    double[][] twice = Soap.of(parameters).describe(repeated(CRYSTAL, 2));
    for (int row = 0; row < twice.length; row++) {
      assertClose(once[row % once.length], twice[row], 1e-11, "row " + row);
    }
  }

  @Test
  void theOrderOfTheAtomsDoesNotMatter() {
    int n = CRYSTAL.size();
    int[] z = new int[n];
    double[] r = new double[3 * n];
    for (int i = 0; i < n; i++) {
      z[i] = CRYSTAL.atomicNumber(n - 1 - i);
      for (int axis = 0; axis < 3; axis++) {
        r[3 * i + axis] = CRYSTAL.position(n - 1 - i, axis);
      }
    }
    double[][] forward = Soap.of(PLAIN).describe(CRYSTAL);
    double[][] backward =
        Soap.of(PLAIN).describe(Configuration.of(z, r, CRYSTAL.cell(), Periodicity.ALL));
    for (int i = 0; i < n; i++) {
      assertClose(forward[i], backward[n - 1 - i], 1e-12, "atom " + i);
    }
  }

  @Test
  void everyWorkspaceGivesTheSameBits() throws Exception {
    Soap soap = Soap.of(PLAIN);
    List<Configuration> configurations = configurations(20);
    double[][][] expected = new double[configurations.size()][][];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = soap.describe(configurations.get(i)); // a fresh workspace each
    }
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<Boolean>> runs = new ArrayList<>();
      for (int t = 0; t < 2; t++) {
        int direction = t;
        runs.add(threads.submit(() -> agrees(soap, configurations, expected, direction == 0)));
      }
      for (Future<Boolean> run : runs) {
        assertTrue(run.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean agrees(
      Soap soap, List<Configuration> configurations, double[][][] expected, boolean forward) {
    LocalEvaluator evaluator = soap.evaluator();
    int features = soap.features();
    for (int k = 0; k < expected.length; k++) {
      int i = forward ? k : expected.length - 1 - k;
      int rows = evaluator.evaluate(configurations.get(i));
      for (int row = 0; row < rows; row++) {
        double[] values =
            Arrays.copyOfRange(evaluator.values(), row * features, (row + 1) * features);
        if (!Arrays.equals(values, expected[i][row])) {
          return false;
        }
      }
    }
    return true;
  }

  /** The cut is hard, so an atom at the very distance makes a step. */
  @Test
  void anAtomAtExactlyTheCutoffCounts() {
    double[] alone = describe(PLAIN, dimer(2 * PLAIN.reach()))[0];
    double[] at = describe(PLAIN, dimer(PLAIN.reach()))[0];
    double[] beyond = describe(PLAIN, dimer(Math.nextUp(PLAIN.reach())))[0];
    assertArrayEquals(alone, beyond);
    Block mixed = Soap.of(PLAIN).layout().blocks().get(1);
    assertEquals(0, beyond[mixed.offset()]);
    assertNotEquals(0, at[mixed.offset()]);
  }

  /** With one GTO and l = 0 the whole formula fits on a line. */
  @Test
  void aLonelyAtomHasItsClosedForm() {
    double sigma = 0.5;
    SoapParameters parameters = SoapParameters.of(List.of(SI), 5, 1, 0).withSigma(sigma);
    double alpha = Math.log(1000);
    double beta = 1 / Math.sqrt(0.25 * Math.sqrt(Math.PI) * Math.pow(2 * alpha, -1.5));
    double eta = 1 / (2 * sigma * sigma);
    double c = beta * Math.pow(Math.PI / (eta + alpha), 1.5) / Math.sqrt(4 * Math.PI);
    double p = Math.PI * Math.sqrt(8) * c * c;
    Configuration atom = Configuration.isolated(new int[] {14}, new double[] {1, 2, 3});
    assertEquals(p, describe(parameters, atom)[0][0], 1e-11 * p);
  }

  @Test
  void aPointOnAnAtomSeesWhatTheAtomSees() {
    Soap soap = Soap.of(PLAIN);
    LocalEvaluator evaluator = soap.evaluator();
    double[][] atoms = soap.describe(CRYSTAL);
    assertEquals(5, evaluator.evaluateAround(CRYSTAL, CRYSTAL.positions()));
    for (int i = 0; i < atoms.length; i++) {
      int at = i * soap.features();
      double[] row = Arrays.copyOfRange(evaluator.values(), at, at + soap.features());
      assertClose(atoms[i], row, 1e-13, "atom " + i);
    }
  }

  @Test
  void averagesOfChosenAtomsAreOverThem() {
    Soap each = Soap.of(PLAIN);
    Soap mean = Soap.of(PLAIN.withAverage(Average.OUTER));
    assertEquals(Rows.CONFIGURATION, mean.rows());
    LocalEvaluator evaluator = mean.evaluator();
    assertEquals(1, evaluator.evaluateAtoms(CRYSTAL, new int[] {3, 1}));
    double[][] rows = each.describe(CRYSTAL);
    for (int q = 0; q < each.features(); q++) {
      assertEquals((rows[3][q] + rows[1][q]) / 2, evaluator.values()[q], 1e-14);
    }
  }

  @Test
  void openBoundariesIgnoreTheImages() {
    Configuration cluster = Configuration.isolated(CRYSTAL.atomicNumbers(), CRYSTAL.positions());
    double[][] expected = describe(PLAIN, cluster);
    double[][] actual = describe(PLAIN.withBoundary(Boundary.OPEN), CRYSTAL);
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(expected[i], actual[i]);
    }
  }

  @Test
  void absentSpeciesLeaveZeros() {
    Soap soap = Soap.of(PLAIN);
    double[] row =
        soap.describe(Configuration.isolated(new int[] {14, 14}, new double[] {0, 0, 0, 0, 0, 2}))[
            0];
    for (Block block : soap.layout().blocks()) {
      boolean zero = true;
      for (int q = block.offset(); q < block.offset() + block.length(); q++) {
        zero &= row[q] == 0;
      }
      assertEquals(!block.name().equals("Si-Si"), zero, block.name());
    }
  }

  /** Rows are built from the same pair products, so their blocks agree. */
  @Test
  void crossoverKeepsTheBlocksOfEqualSpecies() {
    double[] all = describe(PLAIN, CRYSTAL)[2];
    Soap crossover = Soap.of(PLAIN.withCompression(Compression.of(Compression.Mode.CROSSOVER)));
    double[] kept = crossover.describe(CRYSTAL)[2];
    List<Block> blocks = Soap.of(PLAIN).layout().blocks();
    int length = crossover.layout().blocks().get(0).length();
    assertArrayEquals(
        Arrays.copyOfRange(all, blocks.get(2).offset(), blocks.get(2).offset() + length),
        Arrays.copyOfRange(kept, length, 2 * length));
  }

  @ParameterizedTest
  @EnumSource
  void everyRowIsAsLongAsItsLayout(Compression.Mode mode) {
    Soap soap = Soap.of(PLAIN.withCompression(Compression.of(mode)));
    int expected =
        switch (mode) {
          case OFF -> 8 * 9 / 2 * 6; // N(N+1)/2·(l_max+1) with N = 2·4
          case CROSSOVER -> 2 * 10 * 6;
          case MU1NU1 -> 2 * 16 * 6;
          case MU2 -> 10 * 6;
        };
    assertEquals(expected, soap.features());
    assertEquals(expected, soap.describe(CRYSTAL)[0].length);
  }

  /** Atoms, then neighbours, beyond the length of one batch. */
  @Test
  void manyNeighborsAddUpLikeFew() {
    SoapParameters wide = SoapParameters.of(List.of(SI), 7, 2, 3).withSigma(0.5);
    Configuration one =
        Configuration.of(new int[] {14}, new double[3], Cell.cubic(2.2), Periodicity.ALL);
    int m = 3;
    int[] z = new int[m * m * m];
    double[] r = new double[3 * z.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = 14;
      r[3 * i] = 2.2 * (i % m);
      r[3 * i + 1] = 2.2 * (i / m % m);
      r[3 * i + 2] = 2.2 * (i / (m * m));
    }
    double[] small = describe(wide, one)[0];
    double[] large = describe(wide, Configuration.of(z, r, Cell.cubic(6.6), Periodicity.ALL))[13];
    assertClose(small, large, 1e-11, "simple cubic");
  }

  /** A supercell, repeated along b. */
  private static Configuration repeated(Configuration one, int times) {
    int n = one.size();
    int[] z = new int[times * n];
    double[] r = new double[3 * z.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = one.atomicNumber(i % n);
      for (int axis = 0; axis < 3; axis++) {
        r[3 * i + axis] = one.position(i % n, axis) + i / n * one.cell().at(1, axis);
      }
    }
    double[] h = one.cell().toArray();
    for (int axis = 0; axis < 3; axis++) {
      h[3 + axis] *= times;
    }
    return Configuration.of(z, r, Cell.of(h), one.pbc());
  }

  private static Configuration dimer(double distance) {
    return Configuration.isolated(new int[] {6, 14}, new double[] {0, 0, 0, distance, 0, 0});
  }

  private static double[][] describe(SoapParameters parameters, Configuration configuration) {
    return Soap.of(parameters).describe(configuration);
  }

  private static void assertSame(
      SoapParameters parameters, Configuration one, Configuration other, double tolerance) {
    double[][] expected = describe(parameters, one);
    double[][] actual = describe(parameters, other);
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertClose(expected[i], actual[i], tolerance, "row " + i);
    }
  }

  private static List<Configuration> configurations(int count) {
    Random random = new Random(11);
    List<Configuration> configurations = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      int n = 1 + random.nextInt(6);
      int[] z = new int[n];
      double[] r = new double[3 * n];
      for (int i = 0; i < n; i++) {
        z[i] = random.nextBoolean() ? 6 : 14;
        for (int axis = 0; axis < 3; axis++) {
          r[3 * i + axis] = 3 * random.nextDouble();
        }
      }
      Periodicity pbc = k % 2 == 0 ? Periodicity.ALL : new Periodicity(true, false, k % 3 == 0);
      configurations.add(Configuration.of(z, r, Cell.cubic(3.2), pbc));
    }
    return configurations;
  }

  private static double[] rotation(double a, double b, double c, double d) {
    double s = 1 / (a * a + b * b + c * c + d * d); // quaternion
    return new double[] {
      1 - 2 * s * (c * c + d * d),
      2 * s * (b * c - a * d),
      2 * s * (b * d + a * c),
      2 * s * (b * c + a * d),
      1 - 2 * s * (b * b + d * d),
      2 * s * (c * d - a * b),
      2 * s * (b * d - a * c),
      2 * s * (c * d + a * b),
      1 - 2 * s * (b * b + c * c)
    };
  }

  private static double[] multiply(double[] rows, double[] matrix) {
    double[] product = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < 3; k++) {
        product[i] += rows[i - i % 3 + k] * matrix[3 * k + i % 3];
      }
    }
    return product;
  }
}
