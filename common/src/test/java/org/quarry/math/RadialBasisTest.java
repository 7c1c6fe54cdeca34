package org.quarry.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quarry.fixtures.SharedData;

class RadialBasisTest {
  private static final String BASES = "fixtures/descriptors/soap_basis.json.gz";

  /** Its logarithms carry one unit in the last place, ours none. */
  @Test
  void gtoExponentsAreThoseOfDScribe() throws IOException {
    for (JsonNode basis : SharedData.json(BASES).get("bases")) {
      if (basis.get("rbf").asText().equals("gto")) {
        GtoBasis ours = gto(basis);
        for (int l = 0; l <= basis.get("l_max").asInt(); l++) {
          for (int k = 0; k < basis.get("n_max").asInt(); k++) {
            double expected = basis.get("alphas").get(l).get(k).asDouble();
            assertEquals(expected, ours.alpha(l, k), 2 * Math.ulp(expected));
          }
        }
      }
    }
  }

  @Test
  void gtoCoefficientsAreTheExactOnes() throws IOException {
    for (JsonNode basis : SharedData.json(BASES).get("bases")) {
      if (basis.get("rbf").asText().equals("gto")) {
        GtoBasis ours =
            new GtoBasis(new ObjectMapper().convertValue(basis.get("alphas"), double[][].class));
        for (int l = 0; l <= basis.get("l_max").asInt(); l++) {
          for (int n = 0; n < basis.get("n_max").asInt(); n++) {
            for (int k = 0; k < basis.get("n_max").asInt(); k++) {
              double expected = basis.get("betas_exact").get(l).get(n).get(k).asDouble();
              assertEquals(expected, ours.beta(l, n, k), Math.ulp(expected));
            }
          }
        }
      }
    }
  }

  @Test
  void polynomialBasisIsThatOfDScribe() throws IOException {
    for (JsonNode basis : SharedData.json(BASES).get("bases")) {
      if (basis.get("rbf").asText().equals("polynomial")) {
        PolynomialBasis ours =
            new PolynomialBasis(basis.get("r_cut").asDouble(), basis.get("n_max").asInt());
        for (int q = 0; q < 100; q++) {
          assertEquals(basis.get("r").get(q).asDouble(), ours.quadrature().node(q), 1e-14);
          assertEquals(basis.get("w").get(q).asDouble(), ours.quadrature().weight(q), 1e-12);
          for (int n = 0; n < basis.get("n_max").asInt(); n++) {
            assertEquals(basis.get("g").get(n).get(q).asDouble(), ours.value(n, q), 1e-11);
          }
        }
      }
    }
  }

  @Test
  void polynomialFunctionsAreOrthonormal() {
    PolynomialBasis basis = new PolynomialBasis(6, 12);
    GaussLegendre rule = basis.quadrature();
    for (int i = 0; i < 12; i++) {
      for (int j = 0; j <= i; j++) {
        double overlap = 0;
        for (int q = 0; q < rule.points(); q++) {
          double r = rule.node(q);
          overlap += rule.weight(q) * r * r * basis.value(i, q) * basis.value(j, q);
        }
        assertEquals(i == j ? 1 : 0, overlap, 1e-12);
      }
    }
  }

  /** e^(−x) i_l(x)/x^l from mpmath with 50 digits. */
  @ParameterizedTest
  @CsvSource({
    "0.5, 0, 0.63212055882855768",
    "0.5, 3, 0.0058571687069445435",
    "0.5, 12, 7.7075134987562368e-14",
    "20, 0, 0.025",
    "20, 3, 2.298828125e-6",
    "20, 12, 1.2711858720887347e-19",
    "300, 0, 0.0016666666666666667",
    "300, 3, 6.0504080932784636e-11",
    "300, 12, 2.417156495279345e-33"
  })
  void besselFunctionsAreThoseOfMpmath(double x, int l, double expected) {
    double[] values = new double[13];
    ModifiedBessel.scaled(x, values);
    assertEquals(expected, values[l], 4e-15 * expected);
  }

  /**
   * One GTO alone is normalised by the square root of its overlap, so G has a closed form: β =
   * (½Γ(3/2)(2α)^(−3/2))^(−1/2), α = ln 1000.
   */
  @Test
  void aSingleGtoHasItsClosedForm() {
    double alpha = Math.log(1000);
    double eta = 2;
    double beta = 1 / Math.sqrt(0.25 * Math.sqrt(Math.PI) * Math.pow(2 * alpha, -1.5));
    double[] g = new double[1];
    for (double r : new double[] {0, 0.7, 3}) {
      new GtoBasis(5, 1, 0).smoothedBy(0.5).sample(r, g);
      double expected =
          beta
              * Math.pow(Math.PI / (eta + alpha), 1.5)
              * Math.exp(-r * r * eta * alpha / (eta + alpha));
      assertEquals(expected, g[0], 1e-14 * expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"5, 8, 6, 0.5", "6, 12, 8, 0.4", "4.5, 5, 9, 0.7", "3, 2, 0, 0.2"})
  void theTableOfGtosIsExactToElevenDigits(double rCut, int nMax, int lMax, double sigma) {
    assertTableIsExact(new GtoBasis(rCut, nMax, lMax).smoothedBy(sigma), rCut + 3.71692 * sigma);
  }

  @Test
  void theTableOfPolynomialsIsExactToElevenDigits() {
    assertTableIsExact(new PolynomialBasis(5, 8).smoothedBy(0.5, 6), 5 + 3.71692 * 0.5);
  }

  private static void assertTableIsExact(RadialFunctions functions, double range) {
    RadialTable table = RadialTable.of(functions, range);
    int size = table.functions();
    int points = 250;
    double[][] expected = new double[points][size];
    double[] largest = new double[size];
    for (int i = 0; i < points; i++) {
      functions.sample(range * i / (points - 1), expected[i]);
      for (int q = 0; q < size; q++) {
        int l = q / functions.nMax();
        double reduced = Math.pow(range, l) * Math.pow((double) i / (points - 1), l);
        largest[q] = Math.max(largest[q], Math.abs(expected[i][q]) * reduced);
      }
    }
    double[] actual = new double[table.room(1)];
    double worst = 0;
    for (int i = 0; i < points; i++) {
      table.evaluate(1, new double[] {range * i / (points - 1)}, actual);
      for (int q = 0; q < size; q++) {
        int l = q / functions.nMax();
        double error = Math.abs(actual[q] - expected[i][q] * Math.pow(range, l));
        double reach = Math.pow((double) i / (points - 1), l);
        worst = Math.max(worst, error * reach / largest[q]);
      }
    }
    assertTrue(worst < 1e-11, "error " + worst + " with " + table.intervals() + " intervals");
  }

  @ParameterizedTest
  @CsvSource({"5, 8, 6, 0.5", "6, 12, 8, 0.4", "4.5, 5, 9, 0.7", "3, 2, 0, 0.2"})
  void theSlopesOfTheTableOfGtosAreExactToEightDigits(
      double rCut, int nMax, int lMax, double sigma) {
    assertSlopesAreExact(new GtoBasis(rCut, nMax, lMax).smoothedBy(sigma), rCut + 3.71692 * sigma);
  }

  @Test
  void theSlopesOfTheTableOfPolynomialsAreExactToEightDigits() {
    assertSlopesAreExact(new PolynomialBasis(5, 8).smoothedBy(0.5, 6), 5 + 3.71692 * 0.5);
  }

  /** Against differences of eighth order of the functions themselves, which are even in r. */
  private static void assertSlopesAreExact(RadialFunctions functions, double range) {
    double step = 0.005;
    double[] weights = {4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280};
    RadialTable table = RadialTable.of(functions, range);
    int size = table.functions();
    int points = 250;
    double[] ahead = new double[size];
    double[] behind = new double[size];
    double[] value = new double[table.room(1)];
    double[] slope = new double[table.room(1)];
    double[] same = new double[table.room(1)];
    double[] largest = new double[size];
    double[] worst = new double[size];
    for (int i = 0; i < points; i++) {
      double r = range * i / (points - 1);
      double[] expected = new double[size];
      for (int k = 0; k < 4; k++) {
        functions.sample(r + (k + 1) * step, ahead);
        functions.sample(Math.abs(r - (k + 1) * step), behind);
        for (int q = 0; q < size; q++) {
          expected[q] += weights[k] * (ahead[q] - behind[q]) / step;
        }
      }
      table.evaluateWithSlope(0, 1, new double[] {r}, value, slope);
      table.evaluate(1, new double[] {r}, same);
      for (int q = 0; q < size; q++) {
        assertEquals(same[q], value[q], 1e-14 * Math.max(1, Math.abs(same[q])));
        int l = q / functions.nMax();
        double reach = Math.pow((double) i / (points - 1), l);
        double exact = expected[q] * Math.pow(range, l);
        largest[q] = Math.max(largest[q], Math.abs(exact) * reach);
        worst[q] = Math.max(worst[q], Math.abs(slope[q] - exact) * reach);
      }
    }
    double error = 0;
    for (int q = 0; q < size; q++) {
      error = Math.max(error, worst[q] / largest[q]);
    }
    assertTrue(error < 2e-9, "error " + error + " with " + table.intervals() + " intervals");
  }

  private static GtoBasis gto(JsonNode basis) {
    return new GtoBasis(
        basis.get("r_cut").asDouble(), basis.get("n_max").asInt(), basis.get("l_max").asInt());
  }
}
