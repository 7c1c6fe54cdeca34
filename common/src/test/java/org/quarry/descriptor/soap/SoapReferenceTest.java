package org.quarry.descriptor.soap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quarry.fixtures.DescriptorFixtures.assertClose;
import static org.quarry.fixtures.DescriptorFixtures.flat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.descriptor.Descriptors;
import org.quarry.descriptor.LocalDescriptor;
import org.quarry.descriptor.LocalDescriptor.LocalEvaluator;
import org.quarry.descriptor.soap.SoapParameters.RadialBasis;
import org.quarry.fixtures.DescriptorFixtures;

/** SOAP against DScribe 2.1.1 and against the formula evaluated with an exact basis. */
class SoapReferenceTest {
  private static final String FIXTURES = "soap.json.gz";

  @Test
  void matchesDScribeWithTheGtoBasis() throws IOException {
    check(
        c -> group(c).startsWith("S") && !group(c).equals("S4") && mode(c).equals("off"),
        "dscribe",
        1e-9);
  }

  @Test
  void matchesDScribeWithEveryCompression() throws IOException {
    check(c -> !mode(c).equals("off"), "dscribe", 1e-9);
  }

  @Test
  void matchesDScribeWithEveryWeighting() throws IOException {
    check(c -> c.get("params").has("weighting"), "dscribe", 1e-9);
  }

  @Test
  void matchesDScribeWithThePolynomialBasis() throws IOException {
    check(c -> group(c).startsWith("P"), "dscribe", 1e-9);
    check(c -> group(c).startsWith("P"), "exact", 1e-10);
  }

  /** DScribe's own coefficients are off by 1e-6 here. */
  @Test
  void matchesTheExactFormulaWhereTheBasisIsIllConditioned() throws IOException {
    check(c -> group(c).equals("S4"), "dscribe", 5e-6);
    check(c -> group(c).equals("S4"), "exact", 1e-10);
  }

  /**
   * Two silicon atoms 2.3 Å apart, r_cut 5.5 Å, n_max 20, σ 0.5 Å: the formula with mpmath in 90
   * digits. The coefficients β reach 7·10⁹ here and β in doubles leaves nothing of these numbers.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0.074520325202775751",
    "0, 3, 7, 0.55197801762281318",
    "0, 10, 19, 0.20391137608538486",
    "0, 19, 19, 0.24544776258812019",
    "4, 0, 0, 4.7050386357755227e-12",
    "4, 3, 7, -4.4344951385687836e-7",
    "4, 10, 19, -0.013091011642994106",
    "4, 19, 19, 0.094518654757176518",
    "10, 3, 7, -3.239082516739127e-13",
    "10, 10, 19, -2.9221454746312209e-5",
    "10, 19, 19, 0.0038015544351495236"
  })
  void twentyRadialFunctionsAreAsExactAsFew(int l, int n, int k, double expected) {
    Soap soap = Soap.of(SoapParameters.of(List.of(Element.of("Si")), 5.5, 20, 10).withSigma(0.5));
    Configuration dimer =
        Configuration.isolated(new int[] {14, 14}, new double[] {0, 0, 0, 0, 0, 2.3});
    int at = l * 210 + n * 20 - n * (n - 1) / 2 + k - n;
    assertEquals(expected, soap.describe(dimer)[0][at], 1e-9 * Math.abs(expected));
  }

  /**
   * Two silicon atoms 4.5 Å apart, r_cut 5.5 Å, n_max 20, l_max 20, σ 0.5 Å: the formula with
   * mpmath in 90 digits (for the polynomials the integral by 160 points), to 1e-9 of the largest
   * number of the same l, which is the last column. The GTOs' exponents α are doubles, as DScribe's
   * are.
   */
  @ParameterizedTest
  @CsvSource({
    "GTO, 0, 3, 7, 0.57783933710011188, 0.71",
    "GTO, 0, 10, 19, 0.23488185785703283, 0.71",
    "GTO, 0, 19, 19, 0.18844808494602902, 0.71",
    "GTO, 7, 10, 19, 2.2370487592279533e-5, 0.094",
    "GTO, 7, 14, 16, 5.3629682017823216e-5, 0.094",
    "GTO, 7, 19, 19, 0.030045991863437489, 0.094",
    "GTO, 14, 3, 7, 5.8693152099786961e-6, 0.0092",
    "GTO, 14, 10, 19, -0.00037006316857688554, 0.0092",
    "GTO, 14, 14, 16, 0.0033611516282219693, 0.0092",
    "GTO, 20, 0, 0, 1.5607004640216657e-5, 0.00033",
    "GTO, 20, 10, 19, -3.3832141289605762e-5, 0.00033",
    "GTO, 20, 14, 16, 0.00029094473148796106, 0.00033",
    "POLYNOMIAL, 0, 0, 0, 0.062481958170214883, 3.6",
    "POLYNOMIAL, 0, 14, 16, -0.00055882612992404373, 3.6",
    "POLYNOMIAL, 0, 19, 19, 3.6426581417341967, 3.6",
    "POLYNOMIAL, 7, 0, 0, 0.12314889307486042, 0.12",
    "POLYNOMIAL, 7, 3, 7, 0.00033234100006370595, 0.12",
    "POLYNOMIAL, 7, 14, 16, 1.3302588836655031e-10, 0.12",
    "POLYNOMIAL, 14, 0, 0, 0.02698424796867654, 0.027",
    "POLYNOMIAL, 14, 3, 7, 3.0702999472455565e-5, 0.027",
    "POLYNOMIAL, 14, 14, 16, 2.8594640084547311e-11, 0.027",
    "POLYNOMIAL, 20, 0, 0, 0.0026409938351214219, 0.0026",
    "POLYNOMIAL, 20, 3, 7, 4.060533654688523e-7, 0.0026",
    "POLYNOMIAL, 20, 10, 19, -1.3895064968930998e-16, 0.0026"
  })
  void twentyFunctionsOfTwentyDegreesAreExactInBothBases(
      RadialBasis rbf, int l, int n, int k, double expected, double largest) {
    Soap soap =
        Soap.of(
            SoapParameters.of(List.of(Element.of("Si")), 5.5, 20, 20).withSigma(0.5).withRbf(rbf));
    Configuration dimer =
        Configuration.isolated(new int[] {14, 14}, new double[] {0, 0, 0, 2.7, 0, 3.6});
    int at = l * 210 + n * 20 - n * (n - 1) / 2 + k - n;
    assertEquals(expected, soap.describe(dimer)[0][at], 1e-9 * largest);
  }

  private static String group(JsonNode testCase) {
    return testCase.get("params_key").asText();
  }

  private static String mode(JsonNode testCase) {
    return testCase.get("compression").get("mode").asText();
  }

  private static void check(Predicate<JsonNode> which, String reference, double tolerance)
      throws IOException {
    Map<String, Configuration> structures = DescriptorFixtures.structures();
    int checked = 0;
    for (JsonNode testCase : DescriptorFixtures.read(FIXTURES).get("cases")) {
      if (which.test(testCase)) {
        Configuration configuration = structures.get(testCase.get("structure").asText());
        double[] actual = evaluate(testCase, configuration);
        assertClose(flat(testCase.get(reference)), actual, tolerance, testCase.get("id").asText());
        checked++;
      }
    }
    assertTrue(checked > 0);
  }

  private static double[] evaluate(JsonNode testCase, Configuration configuration) {
    LocalDescriptor soap = descriptor(testCase);
    LocalEvaluator evaluator = soap.evaluator();
    JsonNode points = testCase.get("center_positions");
    JsonNode atoms = testCase.get("center_indices");
    int rows;
    if (points != null && !points.isNull()) {
      rows = evaluator.evaluateAround(configuration, flat(points));
    } else if (atoms != null && !atoms.isNull()) {
      rows = evaluator.evaluateAtoms(configuration, toInts(atoms));
    } else {
      rows = evaluator.evaluate(configuration);
    }
    return Arrays.copyOf(evaluator.values(), rows * soap.features());
  }

  private static LocalDescriptor descriptor(JsonNode testCase) {
    Map<String, Object> parameters = DescriptorFixtures.toMap(testCase.get("params"));
    Map<String, Object> all = DescriptorFixtures.toMap(testCase);
    parameters.put("species", all.get("species_Z"));
    for (String key : new String[] {"periodic", "average", "compression"}) {
      parameters.put(key, all.get(key));
    }
    return (LocalDescriptor) Descriptors.of("soap", parameters);
  }

  private static int[] toInts(JsonNode array) {
    return new ObjectMapper().convertValue(array, int[].class);
  }
}
