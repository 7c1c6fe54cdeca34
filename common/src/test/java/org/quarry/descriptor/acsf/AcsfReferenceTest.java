package org.quarry.descriptor.acsf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quarry.fixtures.DescriptorFixtures.assertClose;
import static org.quarry.fixtures.DescriptorFixtures.flat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.descriptor.Descriptors;
import org.quarry.descriptor.LocalDescriptor;
import org.quarry.descriptor.LocalDescriptor.LocalEvaluator;
import org.quarry.descriptor.acsf.AcsfParameters.Angle;
import org.quarry.descriptor.acsf.AcsfParameters.Shell;
import org.quarry.fixtures.DescriptorFixtures;

/** Symmetry functions against DScribe 2.1.1 and against their formulas. */
class AcsfReferenceTest {
  @Test
  void matchesDScribe() throws IOException {
    Map<String, Configuration> structures = DescriptorFixtures.structures();
    int checked = 0;
    for (JsonNode testCase : DescriptorFixtures.read("acsf.json.gz").get("cases")) {
      LocalDescriptor acsf = descriptor(testCase);
      LocalEvaluator evaluator = acsf.evaluator();
      int rows =
          evaluator.evaluateAtoms(
              structures.get(testCase.get("structure").asText()),
              new ObjectMapper().convertValue(testCase.get("center_indices"), int[].class));
      double[] actual = Arrays.copyOf(evaluator.values(), rows * acsf.features());
      double[] expected = flat(testCase.get("values"));
      if (Arrays.stream(expected).allMatch(v -> v == 0)) {
        assertEquals(0, Arrays.stream(actual).map(Math::abs).sum());
      } else {
        assertClose(expected, actual, 1e-10, testCase.get("id").asText());
      }
      checked++;
    }
    assertTrue(checked > 0);
  }

  private static LocalDescriptor descriptor(JsonNode testCase) {
    Map<String, Object> all = DescriptorFixtures.toMap(testCase);
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("species", all.get("species_Z"));
    parameters.put("r_cut", all.get("r_cut"));
    parameters.put("periodic", all.get("periodic"));
    for (String function : new String[] {"g2", "g3", "g4", "g5"}) {
      parameters.put(function + "_params", all.get(function));
    }
    return (LocalDescriptor) Descriptors.of("acsf", parameters);
  }

  /**
   * One O with an H at distance 1 on x and a C at distance 2 on y, r_cut 4: the formulas by hand.
   * Whole and other ζ, narrow and flat functions.
   */
  @ParameterizedTest
  @ValueSource(doubles = {1, 2, 3, 7, 16, 0.5, 2.7})
  void aTriangleGivesTheFormulas(double zeta) {
    double rCut = 4;
    Configuration triangle =
        Configuration.isolated(new int[] {8, 1, 6}, new double[] {0, 0, 0, 1, 0, 0, 0, 2, 0});
    Acsf acsf =
        Acsf.of(
            AcsfParameters.of(List.of(Element.of("H"), Element.of("C"), Element.of("O")), rCut)
                .withG2(List.of(new Shell(0.5, 0), new Shell(4, 1.5)))
                .withG3(List.of(2.5))
                .withG4(List.of(new Angle(0.3, zeta, 1), new Angle(3, zeta, -0.5)))
                .withG5(List.of(new Angle(0.02, zeta, -1))));
    double[][] rows = acsf.describe(triangle);
    double f1 = cutoff(1, rCut);
    double f2 = cutoff(2, rCut);
    double f12 = cutoff(Math.sqrt(5), rCut);
    // Blocks H, C, O of four functions; then H-H, H-C … of three.
    double[] expected = new double[12 + 18];
    expected[0] = f1;
    expected[1] = Math.exp(-0.5) * f1;
    expected[2] = Math.exp(-4 * 0.25) * f1;
    expected[3] = Math.cos(2.5) * f1;
    expected[4] = f2;
    expected[5] = Math.exp(-0.5 * 4) * f2;
    expected[6] = Math.exp(-4 * 0.25) * f2;
    expected[7] = Math.cos(5) * f2;
    // At O: H-C, cos θ = 0.
    double two = Math.pow(2, 1 - zeta);
    expected[12 + 3] = two * Math.exp(-0.3 * 10) * f1 * f2 * f12;
    expected[12 + 4] = two * Math.exp(-3 * 10) * f1 * f2 * f12;
    expected[12 + 5] = two * Math.exp(-0.02 * 5) * f1 * f2;
    assertRelative(expected, rows[0]);
    // At C: H-O (the fourth pair), cos θ = 2/√5.
    double cosine = 2 / Math.sqrt(5);
    double[] atC = Arrays.copyOfRange(rows[2], 12 + 9, 12 + 12);
    assertRelative(
        new double[] {
          two * Math.pow(1 + cosine, zeta) * Math.exp(-0.3 * 10) * f1 * f2 * f12,
          two * Math.pow(1 - cosine / 2, zeta) * Math.exp(-3 * 10) * f1 * f2 * f12,
          two * Math.pow(1 - cosine, zeta) * Math.exp(-0.02 * 9) * f12 * f2
        },
        atC);
    assertEquals("H-O", acsf.layout().blocks().get(6).name());
    assertEquals(12 + 9, acsf.layout().blocks().get(6).offset());
  }

  /** Every feature to its own last digits, however small it is. */
  private static void assertRelative(double[] expected, double[] actual) {
    assertEquals(expected.length, actual.length);
    for (int q = 0; q < expected.length; q++) {
      assertEquals(expected[q], actual[q], 5e-12 * Math.abs(expected[q]), "feature " + q);
    }
  }

  private static double cutoff(double r, double rCut) {
    return 0.5 * (Math.cos(Math.PI * r / rCut) + 1);
  }
}
