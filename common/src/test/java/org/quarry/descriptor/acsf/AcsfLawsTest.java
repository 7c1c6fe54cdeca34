package org.quarry.descriptor.acsf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.quarry.fixtures.DescriptorFixtures.assertClose;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.Periodicity;
import org.quarry.descriptor.Boundary;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Descriptor.Rows;
import org.quarry.descriptor.Descriptors;
import org.quarry.descriptor.FeatureLayout.Block;
import org.quarry.descriptor.LocalDescriptor.LocalEvaluator;
import org.quarry.descriptor.acsf.AcsfParameters.Angle;
import org.quarry.descriptor.acsf.AcsfParameters.Average;
import org.quarry.descriptor.acsf.AcsfParameters.Shell;
import org.quarry.fixtures.Motions;

/** Laws that the symmetry functions obey whatever their numbers are. */
class AcsfLawsTest {
  private static final AcsfParameters RADIAL =
      AcsfParameters.of(List.of(Element.of("C"), Element.of("Si")), 4.2)
          .withG2(List.of(new Shell(1, 0), new Shell(4, 2)))
          .withG3(List.of(1.3));

  private static final AcsfParameters ALL =
      RADIAL
          .withG4(List.of(new Angle(0.05, 4, 1), new Angle(0.2, 1.5, -1)))
          .withG5(List.of(new Angle(0.05, 1, -1)));

  /** A triclinic cell, smaller than the cutoff, with five atoms of two species. */
  private static final Configuration CRYSTAL =
      Configuration.of(
          new int[] {6, 14, 14, 6, 14},
          new double[] {0.1, 0.2, 0, 1.9, 1.2, 0.4, 0.6, 2.3, 1.7, 2.2, 0.3, 2.6, 1.2, 1.1, 3.1},
          Cell.of(3.4, 0.1, 0, 0.9, 3.1, 0.2, -0.6, 0.7, 4.2),
          Periodicity.ALL);

  static List<AcsfParameters> variants() {
    return List.of(
        RADIAL,
        ALL,
        RADIAL.withG4(ALL.g4()),
        RADIAL.withG5(ALL.g5()),
        ALL.withAverage(Average.OUTER));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void motionsOfTheWholeDoNotMatter(AcsfParameters parameters) {
    assertSame(parameters, CRYSTAL, Motions.turned(CRYSTAL));
    assertSame(parameters, CRYSTAL, Motions.moved(CRYSTAL));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void theChoiceOfCellDoesNotMatter(AcsfParameters parameters) {
    assertSame(parameters, CRYSTAL, Motions.unwrapped(CRYSTAL, 1));
    assertSame(parameters, CRYSTAL, Motions.inAnotherCell(CRYSTAL));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void aSupercellRepeatsTheRows(AcsfParameters parameters) {
    double[][] once = Acsf.of(parameters).describe(CRYSTAL);
    double[][] twice = Acsf.of(parameters).describe(Motions.doubled(CRYSTAL));
    for (int row = 0; row < twice.length; row++) {
      assertClose(once[row % once.length], twice[row], 1e-12, "row " + row);
    }
  }

  @Test
  void theOrderOfTheAtomsDoesNotMatter() {
    double[][] forward = Acsf.of(ALL).describe(CRYSTAL);
    double[][] backward = Acsf.of(ALL).describe(Motions.reversed(CRYSTAL));
    for (int i = 0; i < forward.length; i++) {
      assertClose(forward[i], backward[forward.length - 1 - i], 1e-12, "atom " + i);
    }
  }

  /** Two atoms at a right angle and one opposite: the definition, pair by pair, images and all. */
  @Test
  void anAtomSeesItsOwnImages() {
    double a = 2;
    Configuration cube =
        Configuration.of(new int[] {6}, new double[3], Cell.cubic(a), Periodicity.ALL);
    AcsfParameters parameters =
        AcsfParameters.of(List.of(Element.of("C")), 2.5).withG5(List.of(new Angle(0, 1, 1)));
    double[] row = Acsf.of(parameters).describe(cube)[0];
    double f = 0.5 * (Math.cos(Math.PI * a / 2.5) + 1);
    assertEquals(6 * f, row[0], 1e-12);
    // 15 pairs of the six neighbours: 12 at 90° (1 + 0) and 3 at 180° (1 − 1).
    assertEquals(12 * f * f, row[1], 1e-12);
  }

  /** An atom on a point is the centre; a point off every atom sees them all. */
  @Test
  void pointsAreCentersLikeAtoms() {
    Acsf acsf = Acsf.of(ALL);
    LocalEvaluator evaluator = acsf.evaluator();
    assertEquals(5, evaluator.evaluateAround(CRYSTAL, CRYSTAL.positions()));
    double[][] rows = acsf.describe(CRYSTAL);
    for (int i = 0; i < rows.length; i++) {
      double[] row =
          Arrays.copyOfRange(evaluator.values(), i * acsf.features(), (i + 1) * acsf.features());
      assertClose(rows[i], row, 1e-14, "point " + i);
    }
    Configuration dimer =
        Configuration.isolated(new int[] {6, 14}, new double[] {-1, 0, 0, 1, 0, 0});
    evaluator.evaluateAround(dimer, new double[3]);
    double f = 0.5 * (Math.cos(Math.PI / 4.2) + 1);
    assertEquals(f, evaluator.values()[0], 1e-12);
    assertEquals(f, evaluator.values()[4], 1e-12);
    // C-Si at 180° with λ = 1: nothing; with λ = −1: 2^(1−ζ)·2^ζ.
    int at = acsf.layout().blocks().get(3).offset();
    assertEquals("C-Si", acsf.layout().blocks().get(3).name());
    assertEquals(0, evaluator.values()[at], 1e-12);
    assertEquals(2 * Math.exp(-0.05 * 2) * f * f, evaluator.values()[at + 2], 1e-12);
  }

  @Test
  void chosenAtomsGiveTheirRows() {
    Acsf acsf = Acsf.of(ALL);
    double[][] rows = acsf.describe(CRYSTAL);
    LocalEvaluator evaluator = acsf.evaluator();
    assertEquals(2, evaluator.evaluateAtoms(CRYSTAL, new int[] {3, 1}));
    int n = acsf.features();
    assertArrayEquals(rows[3], Arrays.copyOf(evaluator.values(), n));
    assertArrayEquals(rows[1], Arrays.copyOfRange(evaluator.values(), n, 2 * n));
  }

  @Test
  void outerAveragesAreMeansOfRows() {
    Acsf mean = Acsf.of(ALL.withAverage(Average.OUTER));
    assertEquals(Rows.CONFIGURATION, mean.rows());
    LocalEvaluator evaluator = mean.evaluator();
    assertEquals(1, evaluator.evaluateAtoms(CRYSTAL, new int[] {3, 1}));
    double[][] rows = Acsf.of(ALL).describe(CRYSTAL);
    for (int q = 0; q < mean.features(); q++) {
      assertEquals((rows[3][q] + rows[1][q]) / 2, evaluator.values()[q], 1e-14);
    }
  }

  @Test
  void openBoundariesIgnoreTheImages() {
    Configuration cluster = Configuration.isolated(CRYSTAL.atomicNumbers(), CRYSTAL.positions());
    double[][] expected = Acsf.of(ALL).describe(cluster);
    double[][] actual = Acsf.of(ALL.withBoundary(Boundary.OPEN)).describe(CRYSTAL);
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(expected[i], actual[i]);
    }
  }

  /** Beyond the cutoff there is nothing, and just within it hardly anything: no step. */
  @Test
  void featuresVanishAtTheCutoff() {
    Acsf acsf = Acsf.of(ALL);
    assertArrayEquals(new double[acsf.features()], acsf.describe(dimer(4.2))[0]);
    assertArrayEquals(new double[acsf.features()], acsf.describe(dimer(4.2 + 1e-9))[0]);
    double x = 1e-5; // f = (π x/2 r_cut)² there
    assertEquals(Math.pow(Math.PI * x / 8.4, 2), acsf.describe(dimer(4.2 - x))[0][0], 1e-18);
  }

  @Test
  void blocksNameTheSpecies() {
    List<Block> blocks = Acsf.of(ALL.withG3(List.of())).layout().blocks();
    assertEquals(
        List.of("C", "Si", "C-C", "C-Si", "Si-Si"), blocks.stream().map(Block::name).toList());
    assertEquals(List.of(0, 3, 6, 9, 12), blocks.stream().map(Block::offset).toList());
    assertEquals(15, Acsf.of(ALL.withG3(List.of())).features());
    assertEquals(2 * 4, Acsf.of(RADIAL).features());
  }

  @Test
  void everyWorkspaceGivesTheSameBits() {
    Acsf acsf = Acsf.of(ALL);
    LocalEvaluator used = acsf.evaluator();
    used.evaluate(Motions.doubled(CRYSTAL));
    used.evaluate(dimer(2));
    int rows = used.evaluate(CRYSTAL);
    double[][] fresh = acsf.describe(CRYSTAL);
    for (int i = 0; i < rows; i++) {
      assertArrayEquals(
          fresh[i],
          Arrays.copyOfRange(used.values(), i * acsf.features(), (i + 1) * acsf.features()));
    }
  }

  @Test
  void aWorkspaceThatHasGrownAllocatesNothing() {
    assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    LocalEvaluator evaluator = Acsf.of(ALL).evaluator();
    for (int i = 0; i < 50; i++) {
      evaluator.evaluate(CRYSTAL);
    }
    long least = Long.MAX_VALUE; // the compiler may allocate in the thread's name now and then
    for (int i = 0; i < 20; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      evaluator.evaluate(CRYSTAL);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertTrue(least < 4096, least + " bytes");
  }

  @Test
  void parametersMakeTheSameDescriptorAgain() {
    AcsfParameters parameters = ALL.withBoundary(Boundary.OPEN).withAverage(Average.OUTER);
    Descriptor again = Descriptors.of("acsf", parameters.toMap());
    assertEquals(parameters, again.parameters());
    assertEquals(parameters.canonicalText(), again.parameters().canonicalText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "r_cut | 0 | acsf: r_cut must be between 0 and 100 Å, got 0.0",
        "species | Xx | acsf: species must be element symbols or atomic numbers, got \"Xx\"",
        "g2_params | 1 | acsf: g2_params must be rows of [eta, Rs], got \"1\"",
        "average | inner | acsf: average must be one of off, outer, got \"inner\"",
        "g6_params | 1 | acsf: unknown parameter \"g6_params\"",
      })
  void wrongSettingsAreRefusedInOneLine(String key, String value, String message) {
    assertTrue(refusal(key, value).startsWith(message), () -> refusal(key, value));
  }

  @Test
  void wrongRowsAreRefusedInOneLine() {
    assertEquals(
        "acsf: g4_params must be rows of [eta, zeta, lambda], got [1, 2]",
        refusal("g4_params", List.of(List.of(1, 2))));
    assertEquals(
        "acsf: g4_params: zeta must be above 0 and at most 1024, got 0.0",
        refusal("g4_params", List.of(List.of(1, 0, 1))));
    assertEquals(
        "acsf: g5_params: lambda must be between -1 and 1, got 2.0",
        refusal("g5_params", List.of(List.of(1, 1, 2))));
    assertEquals(
        "acsf: g2_params: eta must be between 0 and 10000 per Å², got -1.0",
        refusal("g2_params", List.of(List.of(-1, 1))));
    assertEquals("acsf: g3_params must be a number, got \"x\"", refusal("g3_params", List.of("x")));
  }

  @Test
  void whatCannotBeDescribedIsRefusedWithItsName() {
    Acsf acsf = Acsf.of(ALL);
    Configuration foreign =
        Configuration.isolated(new int[] {6, 8}, new double[] {0, 0, 0, 1, 0, 0});
    assertEquals(
        "acsf: " + foreign + " holds O, which is not in species [C, Si]", message(acsf, foreign));
    Configuration twice = Configuration.isolated(new int[] {6, 6}, new double[6]);
    assertEquals("acsf: " + twice + " has atoms 0 and 1 at the same place", message(acsf, twice));
    LocalEvaluator evaluator = acsf.evaluator();
    assertThrows(
        IllegalArgumentException.class, () -> evaluator.evaluateAtoms(CRYSTAL, new int[] {5}));
    assertThrows(
        IllegalArgumentException.class, () -> evaluator.evaluateAtoms(CRYSTAL, new int[0]));
    assertThrows(
        IllegalArgumentException.class, () -> evaluator.evaluateAround(CRYSTAL, new double[2]));
    assertThrows(
        IllegalArgumentException.class, () -> evaluator.evaluateAround(CRYSTAL, new double[0]));
  }

  private static String message(Descriptor descriptor, Configuration configuration) {
    return assertThrows(IllegalArgumentException.class, () -> descriptor.describe(configuration))
        .getMessage();
  }

  private static String refusal(String key, Object value) {
    Map<String, Object> settings = new HashMap<>(Map.of("species", "H", "r_cut", 5));
    settings.put(key, value);
    return assertThrows(IllegalArgumentException.class, () -> Descriptors.of("acsf", settings))
        .getMessage();
  }

  private static Configuration dimer(double distance) {
    return Configuration.isolated(new int[] {6, 6}, new double[] {0, 0, 0, distance, 0, 0});
  }

  private static void assertSame(
      AcsfParameters parameters, Configuration one, Configuration other) {
    double[][] expected = Acsf.of(parameters).describe(one);
    double[][] actual = Acsf.of(parameters).describe(other);
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertClose(expected[i], actual[i], 1e-12, "row " + i);
    }
  }
}
