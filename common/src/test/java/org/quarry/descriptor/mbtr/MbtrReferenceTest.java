package org.quarry.descriptor.mbtr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quarry.fixtures.DescriptorFixtures.assertClose;
import static org.quarry.fixtures.DescriptorFixtures.flat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.Periodicity;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Descriptors;
import org.quarry.descriptor.FeatureLayout.Block;
import org.quarry.descriptor.mbtr.MbtrParameters.Gaussians;
import org.quarry.descriptor.mbtr.MbtrParameters.Normalization;
import org.quarry.fixtures.DescriptorFixtures;

/** The tensor representation against DScribe 2.1.1, its published cases, and by hand. */
class MbtrReferenceTest {
  private static final Element H = Element.of("H");
  private static final Element O = Element.of("O");

  /** DScribe's own test molecule: O-H 0.95 Å, H-O-H 104°. */
  private static final double HALF = Math.toRadians(52);

  private static final Configuration WATER =
      Configuration.isolated(
          new int[] {1, 1, 8},
          new double[] {
            0.95 * Math.sin(HALF),
            0.95 * Math.cos(HALF),
            0,
            -0.95 * Math.sin(HALF),
            0.95 * Math.cos(HALF),
            0,
            0,
            0,
            0
          });

  @Test
  void matchesDScribe() throws IOException {
    Map<String, Configuration> structures = DescriptorFixtures.structures();
    int checked = 0;
    for (JsonNode testCase : DescriptorFixtures.read("mbtr.json.gz").get("cases")) {
      Map<String, Object> all = DescriptorFixtures.toMap(testCase);
      Map<String, Object> parameters = new HashMap<>();
      parameters.put("species", all.get("species_Z"));
      parameters.put("geometry", Map.of("function", all.get("geometry")));
      for (String key : new String[] {"grid", "weighting", "normalization"}) {
        parameters.put(key, all.get(key));
      }
      Descriptor mbtr = Descriptors.of("mbtr", parameters);
      assertClose(
          flat(testCase.get("values")),
          mbtr.describe(structures.get(testCase.get("structure").asText()))[0],
          1e-12,
          testCase.get("id").asText());
      checked++;
    }
    assertTrue(checked > 0);
  }

  /**
   * The normal distribution in a bin (mpmath, 30 digits): one H on a grid of 0, 1, 2, 3 with σ 0.7
   * has Φ((b + ½ − 1)/0.7) − Φ((b − ½ − 1)/0.7) at b.
   */
  @Test
  void aGaussianIsItsMeanOverEachBin() {
    Mbtr mbtr =
        Mbtr.of(
            MbtrParameters.of(
                List.of(H), Geometry.ATOMIC_NUMBER, new Grid(0, 3, 4, 0.7), Weighting.UNITY));
    double[] row = mbtr.describe(Configuration.isolated(new int[] {1}, new double[3]))[0];
    assertEquals(GAUSSIAN[0], row[0], 1e-14);
    assertEquals(GAUSSIAN[1], row[1], 1e-14);
    assertEquals(GAUSSIAN[0], row[2], 1e-14);
    assertEquals(GAUSSIAN[2], row[3], 1e-14);
  }

  private static final double[] GAUSSIAN = {
    0.2214629764231482, 0.524949475946047, 0.015884765913454845
  };

  /** Where a distribution lies within the grid, its area is the sum of its weights. */
  @ParameterizedTest
  @CsvSource({
    "atomic_number, unity, H, 2, 1",
    "atomic_number, unity, O, 1, 8",
    "distance, unity, H-O, 2, 0.95",
    "distance, unity, H-H, 1, 1.4972204318527715",
    "inverse_distance, unity, H-O, 2, 1.0526315789473684",
    "angle, unity, H-O-H, 1, 104",
    "angle, unity, H-H-O, 2, 38",
    "cosine, unity, H-O-H, 1, -0.24192189559966773",
  })
  void waterHasThePublishedPeaks(
      String geometry, String function, String block, double area, double mean) {
    boolean degrees = geometry.equals("angle");
    Map<String, Object> grid =
        Map.of(
            "min",
            degrees ? 0 : -3,
            "max",
            degrees ? 180 : 11,
            "n",
            4001,
            "sigma",
            degrees ? 2 : 0.05);
    Descriptor mbtr =
        Descriptors.of(
            "mbtr",
            Map.of(
                "species", List.of("O", "H"),
                "geometry", Map.of("function", geometry),
                "grid", grid,
                "weighting", Map.of("function", function)));
    double spacing = (degrees ? 180.0 : 14.0) / 4000;
    double start = degrees ? 0 : -3;
    double sum = 0;
    double first = 0;
    double[] row = block(mbtr, mbtr.describe(WATER)[0], block);
    for (int b = 0; b < row.length; b++) {
      sum += row[b] * spacing;
      first += row[b] * spacing * (start + b * spacing);
    }
    assertEquals(area, sum, 1e-11);
    assertEquals(mean, first / sum, 1e-9 * Math.max(1, Math.abs(mean)));
  }

  /** DScribe's test of a skewed cell: H and C at 2 and 8 Å from each other along its images. */
  @Test
  void distancesReachOverTheBoundary() {
    Configuration skewed =
        Configuration.of(
            new int[] {1, 6},
            new double[] {0.1 * 10 + 5 + 5, 5, 5, 9 + 5 + 5, 5, 5},
            Cell.of(10, 0, 0, 10, 10, 0, 10, 0, 10),
            Periodicity.ALL);
    Mbtr mbtr =
        Mbtr.of(
            MbtrParameters.of(
                List.of(H, Element.of("C")),
                Geometry.DISTANCE,
                new Grid(0, 10, 1000, 0.01),
                Weighting.exp(0.8, 1e-3)));
    double[] row = block(mbtr, mbtr.describe(skewed)[0], "H-C");
    assertEquals(Math.exp(-0.8 * 2), area(row, 0, 5, 10), 1e-12);
    assertEquals(Math.exp(-0.8 * 8), area(row, 5, 10, 10), 1e-12);
  }

  /** DScribe's test of angles over the boundary: three H in a cube of 10 Å, sides 2, √2, √2. */
  @Test
  void anglesReachOverTheBoundary() {
    Configuration cube =
        Configuration.of(
            new int[] {1, 1, 1},
            new double[] {0.5, 4, 5, 0.5, 6, 5, 9.5, 5, 5},
            Cell.cubic(10),
            Periodicity.ALL);
    Mbtr mbtr =
        Mbtr.of(
            MbtrParameters.of(
                List.of(H), Geometry.ANGLE, new Grid(0, 180, 2001, 1), Weighting.exp(0.85, 1e-3)));
    double[] row = mbtr.describe(cube)[0];
    double weight = Math.exp(-0.85 * (2 + 2 * Math.sqrt(2)));
    assertEquals(2 * weight, area(row, 30, 60, 180), 1e-12);
    assertEquals(weight, area(row, 75, 105, 180), 1e-12);
  }

  /**
   * DScribe's test of an atom that sees its own images, cube of 2.2 Å, s 1, threshold 10⁻⁴. By
   * hand: 180° from (±1,0,0) on 3 axes, perimeter 4·2.2; 90° from 12 pairs of axes and, with
   * perimeter (1 + √2 + √3)·2.2, 24 pairs of an axis and a diagonal of the face across.
   */
  @Test
  void anAtomSeesItsOwnImages() {
    Configuration cube =
        Configuration.of(new int[] {1}, new double[3], Cell.cubic(2.2), Periodicity.ALL);
    Mbtr mbtr =
        Mbtr.of(
            MbtrParameters.of(
                List.of(H),
                Geometry.COSINE,
                new Grid(-1.2, 1.2, 2401, 0.01),
                Weighting.exp(1, 1e-4)));
    double[] row = mbtr.describe(cube)[0];
    double straight = 3 * Math.exp(-4 * 2.2);
    double right =
        12 * Math.exp(-2.2 * (2 + Math.sqrt(2)))
            + 24 * Math.exp(-2.2 * (1 + Math.sqrt(2) + Math.sqrt(3)));
    assertEquals(straight, sum(row, 0, 400) * 1e-3, 1e-12);
    assertEquals(right, sum(row, 1100, 1301) * 1e-3, 1e-12);
    // What DScribe's test finds for the heights of these peaks, to its tolerance of a percent.
    assertEquals(0.00044947, straight, 0.01 * straight);
    assertEquals(0.00911117, right, 0.01 * right);
  }

  /** Both sides 0.95 Å of 2, y = 3: f = 1 + 3 t⁴ − 4 t³ each; the H-H side does not count. */
  @Test
  void aSmoothCutoffIsAProductOfTwo() {
    Mbtr mbtr =
        Mbtr.of(
            MbtrParameters.of(
                List.of(H, O),
                Geometry.ANGLE,
                new Grid(0, 180, 1001, 1),
                Weighting.smoothCutoff(2, 3)));
    double t = 0.475;
    double f = 1 + 3 * t * t * t * t - 4 * t * t * t;
    double[] row = block(mbtr, mbtr.describe(WATER)[0], "H-O-H");
    assertEquals(f * f, area(row, 0, 180, 180), 1e-12);
  }

  @Test
  void inverseSquaresEndAtTheCutoff() {
    MbtrParameters parameters =
        MbtrParameters.of(
            List.of(H, O),
            Geometry.DISTANCE,
            new Grid(0, 4, 401, 0.05),
            Weighting.inverseSquare(1.2));
    Mbtr mbtr = Mbtr.of(parameters);
    double[] row = mbtr.describe(WATER)[0];
    assertEquals(2 / (0.95 * 0.95), area(block(mbtr, row, "H-O"), 0, 4, 4), 1e-11);
    assertEquals(0, area(block(mbtr, row, "H-H"), 0, 4, 4));
  }

  @Test
  void gaussiansMayHaveUnitHeight() {
    MbtrParameters parameters =
        MbtrParameters.of(
            List.of(H, O), Geometry.ATOMIC_NUMBER, new Grid(-1, 10, 1101, 0.5), Weighting.UNITY);
    double[] area = Mbtr.of(parameters).describe(WATER)[0];
    double[] height = Mbtr.of(parameters.withGaussians(Gaussians.UNIT_HEIGHT)).describe(WATER)[0];
    assertEquals(2, height[200], 1e-4); // the mean over a bin of 0.02 σ
    for (int q = 0; q < area.length; q++) {
      assertEquals(area[q] * 0.5 * Math.sqrt(2 * Math.PI), height[q], 1e-13);
    }
  }

  /** DScribe's test: fcc copper of 3.6 Å, four atoms: V/(4π·½·4²) times the row. */
  @Test
  void rowsAreNormalizedAsAsked() {
    double a = 3.6;
    Configuration copper =
        Configuration.of(
            new int[] {29, 29, 29, 29},
            new double[] {0, 0, 0, 0, a / 2, a / 2, a / 2, 0, a / 2, a / 2, a / 2, 0},
            Cell.cubic(a),
            Periodicity.ALL);
    MbtrParameters parameters =
        MbtrParameters.of(
            List.of(Element.of("Cu")),
            Geometry.INVERSE_DISTANCE,
            new Grid(0, 1 / 0.7, 50, 0.1),
            Weighting.exp(0.5, 1e-2));
    double[] plain = Mbtr.of(parameters).describe(copper)[0];
    double norm = Math.sqrt(Arrays.stream(plain).map(v -> v * v).sum());
    assertScaled(plain, 1 / norm, parameters.withNormalization(Normalization.L2), copper);
    assertScaled(plain, 0.25, parameters.withNormalization(Normalization.N_ATOMS), copper);
    assertScaled(
        plain,
        46.656 / (4 * 8 * Math.PI),
        parameters.withNormalization(Normalization.VALLE_OGANOV),
        copper);
  }

  private static void assertScaled(
      double[] plain, double factor, MbtrParameters parameters, Configuration c) {
    double[] expected = Arrays.stream(plain).map(v -> v * factor).toArray();
    assertClose(expected, Mbtr.of(parameters).describe(c)[0], 1e-14, "" + parameters);
  }

  private static double[] block(Descriptor descriptor, double[] row, String name) {
    for (Block block : descriptor.layout().blocks()) {
      if (block.name().equals(name)) {
        return Arrays.copyOfRange(row, block.offset(), block.offset() + block.length());
      }
    }
    throw new AssertionError("no block " + name);
  }

  /** The area between two places of a grid from 0 to max. */
  private static double area(double[] row, double from, double to, double max) {
    double spacing = max / (row.length - 1);
    return sum(row, (int) (from / spacing), (int) (to / spacing) + 1) * spacing;
  }

  private static double sum(double[] row, int from, int to) {
    return Arrays.stream(row, from, Math.min(to, row.length)).sum();
  }
}
