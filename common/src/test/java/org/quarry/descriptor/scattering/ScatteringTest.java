package org.quarry.descriptor.scattering;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quarry.fixtures.DescriptorFixtures.flat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Descriptors;
import org.quarry.descriptor.Evaluator;
import org.quarry.descriptor.FeatureLayout;
import org.quarry.fixtures.DescriptorFixtures;

class ScatteringTest {
  /** Formaldehyde, somewhat bent. */
  private static final Configuration FORMALDEHYDE =
      Configuration.isolated(
          new int[] {6, 8, 1, 1},
          new double[] {0, 0, 0, 0.1, 1.2, 0, 0.93, -0.6, 0.05, -0.95, -0.55, 0.2});

  /**
   * To 1e-12 of the largest value for q ≥ 1. The reference's sums of roots hold the rounding of its
   * transforms in empty space, where values of 1e-20 count as 1e-10 each: so for q = ½ 2e-9.
   */
  @Test
  void matchesKymatiosDefinitionInDoublePrecision() throws IOException {
    Map<String, Configuration> structures = DescriptorFixtures.structures();
    int checked = 0;
    for (JsonNode testCase : DescriptorFixtures.read("scattering.json.gz").get("cases")) {
      Map<String, Object> given = DescriptorFixtures.toMap(testCase);
      Map<String, Object> settings = new HashMap<>();
      for (String same : List.of("J", "L", "sigma_0", "integral_powers", "max_order")) {
        settings.put(same, given.get(same));
      }
      settings.put("grid", given.get("shape"));
      settings.put("density_sigma", given.get("density_sigma"));
      settings.put("voxels_per_angstrom", given.get("voxels_per_A"));
      double[] actual = describe(settings, structures.get(testCase.get("structure").asText()));
      double[] expected =
          Stream.of("full", "valence", "core")
              .map(testCase.get("channels")::get)
              .flatMap(
                  c -> Stream.of("order0_float64", "order1_float64", "order2_float64").map(c::get))
              .flatMapToDouble(values -> Arrays.stream(flat(values)))
              .toArray();
      double[] powers = flat(testCase.get("integral_powers"));
      for (int q = 0; q < powers.length; q++) {
        DescriptorFixtures.assertClose(
            every(powers.length, q, expected),
            every(powers.length, q, actual),
            powers[q] < 1 ? 2e-9 : 1e-12,
            testCase.get("id") + " q=" + powers[q]);
      }
      checked++;
    }
    assertTrue(checked > 0);
  }

  /** Some float64 values of kymatio's formula, typed in: methane on a grid of three lengths. */
  @Test
  void matchesKymatiosDefinitionOnMethane() {
    Configuration methane =
        Configuration.isolated(
            new int[] {6, 1, 1, 1, 1},
            new double[] {
              1.041682, -0.0562, -0.071481,
              2.130894, -0.056202, -0.071496,
              0.678598, 0.174941, -1.072044,
              0.678613, 0.694746, 0.62898,
              0.678614, -1.038285, 0.228641
            });
    double[] values =
        describe(
            settings(
                Map.of(
                    "grid",
                    List.of(28, 32, 24),
                    "J",
                    3,
                    "L",
                    2,
                    "sigma_0",
                    1.5,
                    "density_sigma",
                    1.5,
                    "voxels_per_angstrom",
                    1.7,
                    "integral_powers",
                    List.of(1.0, 4.0 / 3, 5.0 / 3, 2.0),
                    "channels",
                    "full")),
            methane);
    double[][] expected = { // S0, S1 j=3 l=1, S1 j=0 l=2, S2 j=2,3 l=2, S2 j=0,1 l=1
      {9.999999999998382, 3.4056903801247307, 1.280974622844615, 0.5130788192156044},
      {1.3067214112430368, 0.05285814159980906, 0.0021603418558063243, 8.90646916164803e-05},
      {4.566982760716403, 0.6825444450005865, 0.10837004196583322, 0.01783545216046014},
      {0.3195820308474925, 0.008182428948775834, 0.0002125054153562225, 5.584809853420352e-06},
      {5.035196302874234, 0.4871767168840996, 0.05019838307099503, 0.005377174115708961}
    };
    int[] blocks = {0, 1 + 3 * 3 + 1, 1 + 2, 1 + 12 + 5 * 3 + 2, 1 + 12 + 1};
    for (int b = 0; b < blocks.length; b++) {
      for (int q = 0; q < 4; q++) {
        assertEquals(expected[b][q], values[4 * blocks[b] + q], 1e-12 * expected[b][q]);
      }
    }
  }

  /** Where the kernels smooth a density that is positive, nothing of its integral is lost. */
  @Test
  void sumsOfSmoothedDensitiesAreTheNumberOfElectrons() {
    Map<String, Object> settings =
        settings(
            Map.of(
                "grid",
                List.of(30, 30, 30),
                "sigma_0",
                1.6,
                "density_sigma",
                1.6,
                "voxels_per_angstrom",
                2));
    double[] values = describe(settings, FORMALDEHYDE);
    List<FeatureLayout.Block> blocks = layout(settings).blocks();
    for (FeatureLayout.Block block : blocks) {
      if (block.name().endsWith("S0") || block.name().endsWith("l=0")) {
        double electrons =
            block.name().startsWith("full") ? 16 : block.name().startsWith("core") ? 4 : 12;
        assertEquals(electrons, values[block.offset() + 1], 1e-6 * electrons, block.name());
      }
    }
    assertEquals(
        List.of("full S0", "full S1 j=0 l=0", "full S1 j=0 l=1"),
        blocks.subList(0, 3).stream().map(FeatureLayout.Block::name).toList());
    assertEquals(values.length, blocks.size() * 4);
  }

  /** Axes of a cube may be exchanged: the wavelets of an ℓ turn among themselves. */
  @ParameterizedTest
  @CsvSource({"12,1", "16,1", "15,1", "16,0.7"})
  void quarterTurnsOfACubicGridDoNotMatter(int n, double sigma) {
    Map<String, Object> settings =
        settings(Map.of("grid", List.of(n, n, n), "sigma_0", sigma, "voxels_per_angstrom", 1.5));
    double[] p = FORMALDEHYDE.positions();
    double[] turned = p.clone();
    double[] cycled = p.clone();
    for (int i = 0; i < FORMALDEHYDE.size(); i++) {
      turned[3 * i] = -p[3 * i + 1];
      turned[3 * i + 1] = p[3 * i];
      cycled[3 * i] = p[3 * i + 1];
      cycled[3 * i + 1] = p[3 * i + 2];
      cycled[3 * i + 2] = p[3 * i];
    }
    double[] expected = describe(settings, FORMALDEHYDE);
    double[] afterCycle = describe(settings, FORMALDEHYDE.withPositions(cycled));
    assertSame(expected, afterCycle, 1e-13);
    if (n % 2 == 1) { // an even grid is not symmetric: it ends at -n/2 and at n/2 - 1
      double[] afterTurn = describe(settings, FORMALDEHYDE.withPositions(turned));
      assertSame(expected, afterTurn, 1e-12);
    }
  }

  @Test
  void shiftsAndTheOrderOfTheAtomsDoNotMatter() {
    int[] order = {2, 0, 3, 1};
    int[] z = Arrays.stream(order).map(FORMALDEHYDE::atomicNumber).toArray();
    double[] p = new double[12];
    for (int i = 0; i < 12; i++) {
      p[i] = FORMALDEHYDE.position(order[i / 3], i % 3) + 5 * (i % 3) - 3;
    }
    double[] moved = describe(settings(Map.of()), Configuration.isolated(z, p));
    assertSame(describe(settings(Map.of()), FORMALDEHYDE), moved, 1e-12);
  }

  @Test
  void channelsStandInTheOrderThatWasAskedFor() {
    double[] all = describe(settings(Map.of()), FORMALDEHYDE);
    double[] two = describe(settings(Map.of("channels", List.of("core", "full"))), FORMALDEHYDE);
    int third = all.length / 3;
    assertArrayEquals(Arrays.copyOfRange(all, 2 * third, 3 * third), Arrays.copyOf(two, third));
    assertArrayEquals(Arrays.copyOf(all, third), Arrays.copyOfRange(two, third, 2 * third));
  }

  @Test
  void withoutSecondOrderTheFirstIsTheSame() {
    double[] both = describe(settings(Map.of("channels", "full")), FORMALDEHYDE);
    double[] one = describe(settings(Map.of("channels", "full", "max_order", 1)), FORMALDEHYDE);
    assertArrayEquals(Arrays.copyOf(both, one.length), one);
  }

  /** The bound of {@link Subsampling} on molecules, against the whole grid. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-2, 1e-3, 1e-4})
  void coarserGridsKeepTheAccuracyThatTheyPromise(double accuracy) throws IOException {
    Map<String, Configuration> structures = DescriptorFixtures.structures();
    for (String name : List.of("mol_ch", "mol_chno", "mol_s")) {
      Map<String, Object> settings =
          settings(
              Map.of(
                  "grid",
                  List.of(54, 54, 54),
                  "sigma_0",
                  2,
                  "density_sigma",
                  2,
                  "channels",
                  "full",
                  "integral_powers",
                  List.of(1, 4.0 / 3, 2, 3)));
      double[] exact = describe(settings, structures.get(name));
      settings.put("subsampling", Map.of("accuracy", accuracy));
      double[] coarse = describe(settings, structures.get(name));
      for (int i = 0; i < exact.length; i++) {
        assertEquals(exact[i], coarse[i], accuracy * exact[i], name + " " + i);
      }
    }
  }

  @Test
  void coarseScalesHaveCoarserGrids() {
    Map<String, Object> settings =
        settings(
            Map.of(
                "grid",
                List.of(104, 104, 96),
                "sigma_0",
                2,
                "subsampling",
                Map.of("accuracy", 1e-3)));
    Scattering descriptor = (Scattering) Descriptors.of("scattering", settings);
    assertEquals(104, descriptor.grid(0).length(0));
    assertTrue(descriptor.grid(1).length(0) < 104);
    assertTrue(descriptor.grid(2).length(2) <= 36);
    assertEquals(Map.of("accuracy", 1e-3), descriptor.parameters().toMap().get("subsampling"));
  }

  @Test
  void aWorkspaceForgetsWhatItSawBefore() {
    for (Object subsampling : List.of("exact", Map.of("accuracy", 0.01))) {
      Descriptor descriptor =
          Descriptors.of(
              "scattering",
              settings(
                  Map.of("grid", List.of(40, 36, 30), "sigma_0", 2, "subsampling", subsampling)));
      Evaluator evaluator = descriptor.evaluator();
      evaluator.evaluate(FORMALDEHYDE);
      Configuration atom = Configuration.isolated(new int[] {7}, new double[3]);
      evaluator.evaluate(atom);
      assertArrayEquals(descriptor.describe(atom)[0], evaluator.values());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "grid|16|grid must be three",
        "grid|3,16,16|4 to 2048 points",
        "grid|16,16,16.5|whole numbers",
        "J|11|J must be between 0 and 10",
        "L|-1|L must be between 0 and 8",
        "sigma_0|0|sigma_0 must be above 0",
        "integral_powers|0|integral_powers must be above 0",
        "max_order|3|max_order must be 1 or 2",
        "density_sigma|-1|density_sigma must be above 0",
        "voxels_per_angstrom|0|voxels_per_angstrom must be above 0",
        "channels|full,full|each once",
        "channels|inner|one of full, valence, core",
        "subsampling|0.5|subsampling must be",
      })
  void settingsOutOfRangeAreRefusedByName(String name, String value, String expected) {
    Map<String, Object> settings = settings(Map.of());
    settings.put(name, value.contains(",") ? List.of(value.split(",")) : value);
    String message =
        assertThrows(IllegalArgumentException.class, () -> Descriptors.of("scattering", settings))
            .getMessage();
    assertTrue(message.contains(expected), message);
    assertTrue(message.startsWith("scattering"), message);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertRefused(
        Configuration.isolated(new int[] {1, 1}, new double[] {0, 0, 0, 0, 0, 40}),
        "atom 0",
        "outside the grid of 16 points",
        "axis 2");
    assertRefused(Configuration.isolated(new int[] {1, 1}, new double[6]), "0 and 1", "same place");
    assertRefused(Configuration.isolated(new int[] {26}, new double[3]), "Fe", "up to Ar");
    double[] iron =
        describe(
            settings(Map.of("channels", "full")),
            Configuration.isolated(new int[] {26}, new double[3]));
    assertEquals(26, iron[1], 1e-3);
  }

  private static void assertRefused(Configuration configuration, String... parts) {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> describe(settings(Map.of()), configuration))
            .getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
    assertTrue(message.contains(configuration.id()), message);
  }

  private static void assertSame(double[] expected, double[] actual, double tolerance) {
    for (int i = 0; i < expected.length; i++) { // roots of rounding errors in the empty corners
      double allowed = i % 4 == 0 ? 1e-7 : tolerance;
      assertEquals(expected[i], actual[i], allowed * Math.abs(expected[i]), "value " + i);
    }
  }

  private static double[] every(int step, int first, double[] values) {
    return IntStream.range(0, values.length)
        .filter(i -> i % step == first)
        .mapToDouble(i -> values[i])
        .toArray();
  }

  private static FeatureLayout layout(Map<String, Object> settings) {
    return Descriptors.of("scattering", settings).layout();
  }

  private static double[] describe(Map<String, Object> settings, Configuration configuration) {
    return Descriptors.of("scattering", settings).describe(configuration)[0];
  }

  private static Map<String, Object> settings(Map<String, Object> changes) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("grid", List.of(16, 16, 16));
    settings.put("J", 2);
    settings.put("sigma_0", 1);
    settings.put("integral_powers", List.of(0.5, 1, 2, 3));
    settings.put("density_sigma", 1);
    settings.put("voxels_per_angstrom", 3);
    settings.putAll(changes);
    return settings;
  }
}
