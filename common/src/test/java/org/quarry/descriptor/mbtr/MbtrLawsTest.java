package org.quarry.descriptor.mbtr;

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
import org.quarry.descriptor.Descriptors;
import org.quarry.descriptor.Evaluator;
import org.quarry.descriptor.FeatureLayout.Block;
import org.quarry.descriptor.mbtr.MbtrParameters.Gaussians;
import org.quarry.descriptor.mbtr.MbtrParameters.Normalization;
import org.quarry.fixtures.Motions;

/** Laws that the tensor representation obeys whatever its numbers are. */
class MbtrLawsTest {
  private static final List<Element> SPECIES = List.of(Element.of("C"), Element.of("Si"));

  /** A triclinic cell, smaller than the reach, with five atoms of two species. */
  private static final Configuration CRYSTAL =
      Configuration.of(
          new int[] {6, 14, 14, 6, 14},
          new double[] {0.1, 0.2, 0, 1.9, 1.2, 0.4, 0.6, 2.3, 1.7, 2.2, 0.3, 2.6, 1.2, 1.1, 3.1},
          Cell.of(3.4, 0.1, 0, 0.9, 3.1, 0.2, -0.6, 0.7, 4.2),
          Periodicity.ALL);

  private static final MbtrParameters PAIRS =
      MbtrParameters.of(
          SPECIES, Geometry.INVERSE_DISTANCE, new Grid(0, 1, 41, 0.03), Weighting.exp(0.6, 1e-3));

  static List<MbtrParameters> variants() {
    return List.of(
        MbtrParameters.of(
            SPECIES, Geometry.ATOMIC_NUMBER, new Grid(0, 20, 41, 0.5), Weighting.UNITY),
        PAIRS,
        MbtrParameters.of(
            SPECIES, Geometry.DISTANCE, new Grid(0, 8, 60, 0.1), Weighting.inverseSquare(6.1)),
        MbtrParameters.of(
            SPECIES, Geometry.ANGLE, new Grid(0, 180, 60, 4), Weighting.exp(0.9, 1e-3)),
        MbtrParameters.of(
            SPECIES, Geometry.COSINE, new Grid(-1, 1, 60, 0.05), Weighting.smoothCutoff(3.7, 2)),
        PAIRS.withNormalization(Normalization.L2));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void motionsAndTheChoiceOfCellDoNotMatter(MbtrParameters parameters) {
    Mbtr mbtr = Mbtr.of(parameters);
    double[] expected = mbtr.describe(CRYSTAL)[0];
    for (Configuration same :
        List.of(
            Motions.turned(CRYSTAL),
            Motions.moved(CRYSTAL),
            Motions.unwrapped(CRYSTAL, 1),
            Motions.inAnotherCell(CRYSTAL),
            Motions.reversed(CRYSTAL))) {
      assertClose(expected, mbtr.describe(same)[0], 1e-11, parameters + " of " + same);
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void aCellTwiceAsLargeHasTwiceTheRow(MbtrParameters parameters) {
    Mbtr mbtr = Mbtr.of(parameters);
    double factor = parameters.normalization() == Normalization.L2 ? 1 : 2;
    double[] expected =
        Arrays.stream(mbtr.describe(CRYSTAL)[0]).map(value -> factor * value).toArray();
    assertClose(expected, mbtr.describe(Motions.doubled(CRYSTAL))[0], 1e-11, "" + parameters);
  }

  /** Every normalisation by a count makes the row a property of the crystal. */
  @ParameterizedTest
  @CsvSource({
    "INVERSE_DISTANCE, N_ATOMS, 1",
    "INVERSE_DISTANCE, VALLE_OGANOV, 1",
    "ANGLE, VALLE_OGANOV, 2"
  })
  void normalizedRowsDoNotKnowTheSizeOfTheCell(
      Geometry geometry, Normalization normalization, double times) {
    Grid grid = geometry == Geometry.ANGLE ? new Grid(0, 180, 60, 4) : PAIRS.grid();
    Mbtr mbtr =
        Mbtr.of(
            MbtrParameters.of(SPECIES, geometry, grid, PAIRS.weighting())
                .withNormalization(normalization));
    // V/(N N N) of a triple halves where everything doubles: it counts triples per pair of atoms.
    double[] expected =
        Arrays.stream(mbtr.describe(CRYSTAL)[0]).map(value -> value / times).toArray();
    assertClose(expected, mbtr.describe(Motions.doubled(CRYSTAL))[0], 1e-11, "" + normalization);
  }

  @Test
  void openBoundariesIgnoreTheImages() {
    Configuration cluster = Configuration.isolated(CRYSTAL.atomicNumbers(), CRYSTAL.positions());
    assertArrayEquals(
        Mbtr.of(PAIRS).describe(cluster)[0],
        Mbtr.of(PAIRS.withBoundary(Boundary.OPEN)).describe(CRYSTAL)[0]);
  }

  /** A Gaussian that sits off the grid leaves its tail, or nothing. */
  @Test
  void whatLiesOffTheGridIsLeftOut() {
    double[] row = distances(new Grid(3, 4, 11, 0.1), 2.5);
    assertTrue(row[0] > 0 && row[0] < 1e-4, "tail " + row[0]);
    assertEquals(0, row[10]);
    assertArrayEquals(new double[11], distances(new Grid(3, 4, 11, 0.1), 1.5));
    assertArrayEquals(new double[11], distances(new Grid(3, 4, 11, 0.1), 1e5));
  }

  /** From much narrower than a bin to much wider: the area is one. */
  @ParameterizedTest
  @CsvSource({"101, 0.0021", "101, 0.02", "101, 0.5", "4001, 0.5", "11, 1.1"})
  void theAreaIsTheWeight(int n, double sigma) {
    double[] row = distances(new Grid(-10, 10, n, sigma), 0.77);
    assertEquals(1, Arrays.stream(row).sum() * 20 / (n - 1), 1e-12);
  }

  private static double[] distances(Grid grid, double distance) {
    Configuration dimer =
        Configuration.isolated(new int[] {6, 6}, new double[] {0, 0, 0, distance, 0, 0});
    return Mbtr.of(
            MbtrParameters.of(List.of(Element.of("C")), Geometry.DISTANCE, grid, Weighting.UNITY))
        .describe(dimer)[0];
  }

  @Test
  void blocksNameTheSpecies() {
    assertEquals(List.of("C-C", "C-Si", "Si-Si"), names(PAIRS));
    assertEquals(List.of("C", "Si"), names(variants().get(0)));
    assertEquals(
        List.of("C-C-C", "C-C-Si", "Si-C-Si", "C-Si-C", "C-Si-Si", "Si-Si-Si"),
        names(variants().get(3)));
  }

  private static List<String> names(MbtrParameters parameters) {
    return Mbtr.of(parameters).layout().blocks().stream().map(Block::name).toList();
  }

  @Test
  void aWorkspaceThatHasGrownAllocatesNothing() {
    assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Evaluator evaluator = Mbtr.of(PAIRS).evaluator();
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

  @ParameterizedTest
  @MethodSource("variants")
  void parametersMakeTheSameDescriptorAgain(MbtrParameters parameters) {
    MbtrParameters other =
        parameters.withBoundary(Boundary.OPEN).withGaussians(Gaussians.UNIT_HEIGHT);
    for (MbtrParameters one : List.of(parameters, other)) {
      assertEquals(one, Descriptors.of("mbtr", one.toMap()).parameters());
    }
  }

  @Test
  void aCutoffStandsForTheScale() {
    Map<String, Object> settings = new HashMap<>(PAIRS.toMap());
    settings.put("weighting", Map.of("function", "exp", "r_cut", 10, "threshold", 1e-3));
    MbtrParameters parameters = (MbtrParameters) Descriptors.of("mbtr", settings).parameters();
    assertEquals(Math.log(1000) / 10, parameters.weighting().scale(), 1e-15);
    assertEquals(10, parameters.weighting().reach(), 1e-13);
  }

  @Test
  void wrongSettingsAreRefusedInOneLine() {
    assertEquals(
        "mbtr geometry: function must be one of atomic_number, distance, inverse_distance, angle,"
            + " cosine, got \"dihedral\"",
        refusal("geometry", Map.of("function", "dihedral")));
    assertEquals(
        "mbtr grid: n is missing", refusal("grid", Map.of("min", 0, "max", 1, "sigma", 0.1)));
    assertEquals(
        "mbtr: grid min must be below grid max, got 1.0 and 1.0",
        refusal("grid", Map.of("min", 1, "max", 1, "n", 5, "sigma", 0.1)));
    assertEquals(
        "mbtr: grid n must be between 2 and 10000, got 1",
        refusal("grid", Map.of("min", 0, "max", 1, "n", 1, "sigma", 0.1)));
    assertTrue(
        refusal("grid", Map.of("min", 0, "max", 1, "n", 11, "sigma", 0))
            .startsWith("mbtr: grid sigma must be between 0.001"));
    assertEquals(
        "mbtr weighting: exp needs either scale or r_cut",
        refusal("weighting", Map.of("function", "exp", "threshold", 0.1)));
    assertEquals(
        "mbtr: weighting threshold must be between 0 and 1, got 1.0",
        refusal("weighting", Map.of("function", "exp", "threshold", 1, "r_cut", 5)));
    assertEquals(
        "mbtr: weighting function for geometry inverse_distance must be one of unity, exp,"
            + " inverse_square, got smooth_cutoff",
        refusal("weighting", Map.of("function", "smooth_cutoff", "r_cut", 5)));
    assertTrue(
        refusal("normalization", "l1").startsWith("mbtr: normalization must be one of none, l2"));
    assertTrue(refusal("k2", 1).startsWith("mbtr: unknown parameter \"k2\""));
  }

  @Test
  void whatCannotBeDescribedIsRefusedWithItsName() {
    Mbtr mbtr = Mbtr.of(PAIRS);
    Configuration foreign =
        Configuration.isolated(new int[] {6, 8}, new double[] {0, 0, 0, 1, 0, 0});
    assertEquals(
        "mbtr: " + foreign + " holds O, which is not in species [C, Si]", message(mbtr, foreign));
    Configuration twice = Configuration.isolated(new int[] {6, 6}, new double[6]);
    assertTrue(message(mbtr, twice).endsWith("at the same place"));
    Mbtr unity =
        Mbtr.of(MbtrParameters.of(SPECIES, Geometry.DISTANCE, PAIRS.grid(), Weighting.UNITY));
    assertEquals(
        "mbtr: "
            + CRYSTAL
            + " is periodic: that takes a weighting other than unity, or periodic false",
        message(unity, CRYSTAL));
    Mbtr valle = Mbtr.of(PAIRS.withNormalization(Normalization.VALLE_OGANOV));
    assertTrue(
        message(valle, Configuration.isolated(new int[] {6}, new double[3]))
            .contains("is not periodic along all axes"));
  }

  private static String message(Descriptor descriptor, Configuration configuration) {
    return assertThrows(IllegalArgumentException.class, () -> descriptor.describe(configuration))
        .getMessage();
  }

  private static String refusal(String key, Object value) {
    Map<String, Object> settings = new HashMap<>(PAIRS.toMap());
    settings.put(key, value);
    return assertThrows(IllegalArgumentException.class, () -> Descriptors.of("mbtr", settings))
        .getMessage();
  }
}
