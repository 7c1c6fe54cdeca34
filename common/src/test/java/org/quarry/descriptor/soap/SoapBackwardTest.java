package org.quarry.descriptor.soap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.quarry.descriptor.soap.DerivativeCases.CRYSTAL;
import static org.quarry.descriptor.soap.DerivativeCases.PLAIN;
import static org.quarry.descriptor.soap.DerivativeCases.STRAIN_STEP;
import static org.quarry.descriptor.soap.DerivativeCases.fourthOrder;
import static org.quarry.descriptor.soap.DerivativeCases.surroundings;
import static org.quarry.descriptor.soap.DerivativeCases.values;
import static org.quarry.fixtures.DescriptorFixtures.assertClose;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Periodicity;
import org.quarry.descriptor.soap.SoapDerivatives.Centers;

/** Laws of the vector–Jacobian product and of the strain. */
class SoapBackwardTest {
  @ParameterizedTest
  @MethodSource(DerivativeCases.VARIANTS)
  void theProductIsThatWithTheJacobian(SoapParameters parameters) {
    for (Configuration configuration : surroundings()) {
      for (Centers centers : Centers.values()) {
        SoapDerivatives derivatives = SoapDerivatives.of(Soap.of(parameters));
        int features = Soap.of(parameters).features();
        int rows = derivatives.evaluate(configuration);
        double[] w = new Random(5).doubles(rows * features, -1, 1).toArray();
        double[] dense = derivatives.jacobian(centers);
        int coordinates = 3 * configuration.size();
        double[] expected = new double[coordinates];
        for (int i = 0; i < dense.length; i++) {
          int row = i / (coordinates * features);
          expected[i / features % coordinates] += w[row * features + i % features] * dense[i];
        }
        double[] gradient = new double[coordinates];
        derivatives.backward(w, centers, gradient, new double[6]);
        assertClose(expected, gradient, 1e-11, centers + ", " + configuration.pbc());
      }
    }
  }

  @ParameterizedTest
  @MethodSource(DerivativeCases.VARIANTS)
  void theStrainIsTheDerivativeByTheCell(SoapParameters parameters) {
    int[] first = {0, 1, 2, 1, 0, 0};
    int[] second = {0, 1, 2, 2, 2, 1};
    for (Configuration configuration : surroundings()) {
      SoapDerivatives derivatives = SoapDerivatives.of(Soap.of(parameters));
      int rows = derivatives.evaluate(configuration);
      double[] w = new Random(6).doubles(rows * Soap.of(parameters).features(), -1, 1).toArray();
      double[] strain = new double[6];
      derivatives.backward(w, Centers.ATTACHED, new double[3 * configuration.size()], strain);
      double[] expected = new double[6];
      for (int i = 0; i < 6; i++) {
        int a = first[i];
        int b = second[i];
        expected[i] =
            fourthOrder(
                STRAIN_STEP,
                h -> new double[] {dot(w, values(parameters, strained(configuration, a, b, h)))})[
                0];
      }
      assertClose(expected, strain, 1e-7, "strain, " + configuration.pbc());
    }
  }

  /** w·(J δ) = (w J)·δ for positions and strain together. */
  @ParameterizedTest
  @MethodSource(DerivativeCases.VARIANTS)
  void forwardAndBackwardAreAdjoint(SoapParameters parameters) {
    Random random = new Random(10);
    for (Configuration configuration : surroundings()) {
      for (Centers centers : Centers.values()) {
        SoapDerivatives derivatives = SoapDerivatives.of(Soap.of(parameters));
        int rows = derivatives.evaluate(configuration);
        int coordinates = 3 * configuration.size();
        double[] w = random.doubles(rows * Soap.of(parameters).features(), -1, 1).toArray();
        double[] motion = random.doubles(coordinates, -1, 1).toArray();
        double[] strain = random.doubles(6, -1, 1).toArray();
        double[] tangents = new double[w.length];
        Arrays.fill(tangents, Double.NaN);
        derivatives.pushForward(motion, strain, centers, tangents);
        double[] gradient = new double[coordinates];
        double[] stress = new double[6];
        derivatives.backward(w, centers, gradient, stress);
        double expected = dot(gradient, motion);
        for (int i = 0; i < 6; i++) {
          expected += (i < 3 ? 1 : 2) * stress[i] * strain[i];
        }
        double size = Math.sqrt(dot(tangents, tangents) * dot(w, w));
        assertEquals(expected, dot(w, tangents), 1e-13 * size, centers + " " + configuration.pbc());
      }
    }
  }

  @ParameterizedTest
  @MethodSource(DerivativeCases.VARIANTS)
  void movingEverythingChangesNothing(SoapParameters parameters) {
    SoapDerivatives derivatives = SoapDerivatives.of(Soap.of(parameters));
    int rows = derivatives.evaluate(CRYSTAL);
    double[] w = new Random(7).doubles(rows * Soap.of(parameters).features(), -1, 1).toArray();
    double[] gradient = new double[15];
    derivatives.backward(w, Centers.ATTACHED, gradient, new double[6]);
    double largest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
    for (int axis = 0; axis < 3; axis++) {
      double sum = 0;
      for (int atom = 0; atom < 5; atom++) {
        sum += gradient[3 * atom + axis];
      }
      assertEquals(0, sum, 1e-13 * largest);
    }
  }

  @Test
  void gradientsTurnWithTheConfiguration() {
    Configuration turned =
        Configuration.of(
            CRYSTAL.atomicNumbers(),
            turned(CRYSTAL.positions()),
            Cell.of(turned(CRYSTAL.cell().toArray())),
            Periodicity.ALL);
    SoapDerivatives derivatives = SoapDerivatives.of(Soap.of(PLAIN));
    int rows = derivatives.evaluate(CRYSTAL);
    double[] w = new Random(8).doubles(rows * Soap.of(PLAIN).features(), -1, 1).toArray();
    double[] one = new double[15];
    double[] strain = new double[6];
    derivatives.backward(w, Centers.ATTACHED, one, strain);
    derivatives.evaluate(turned);
    double[] other = new double[15];
    double[] turnedStrain = new double[6];
    derivatives.backward(w, Centers.ATTACHED, other, turnedStrain);
    assertClose(turned(one), other, 1e-11, "gradient");
    assertClose(turned(transposed(turned(square(strain)))), square(turnedStrain), 1e-11, "strain");
  }

  @Test
  void everyCallGivesTheSameBits() {
    Soap soap = Soap.of(PLAIN);
    SoapDerivatives used = SoapDerivatives.of(soap);
    used.evaluate(surroundings().get(0));
    used.differentiate(2, Centers.FIXED);
    used.evaluate(CRYSTAL);
    double[] w = new Random(9).doubles(5L * soap.features(), -1, 1).toArray();
    double[][] results = new double[2][15];
    used.jacobian(Centers.ATTACHED);
    used.backward(w, Centers.ATTACHED, results[0], new double[6]);
    SoapDerivatives fresh = SoapDerivatives.of(soap);
    fresh.evaluate(CRYSTAL);
    fresh.backward(w, Centers.ATTACHED, results[1], new double[6]);
    assertArrayEquals(results[0], results[1]);
    assertArrayEquals(fresh.jacobian(Centers.ATTACHED), used.jacobian(Centers.ATTACHED));
  }

  private static Configuration strained(Configuration c, int a, int b, double h) {
    return Configuration.of(
        c.atomicNumbers(),
        strained(c.positions(), a, b, h),
        Cell.of(strained(c.cell().toArray(), a, b, h)),
        c.pbc());
  }

  /** r_a += h r_b in every row. */
  private static double[] strained(double[] rows, int a, int b, double h) {
    for (int i = 0; i < rows.length; i += 3) {
      rows[i + a] += h * rows[i + b];
    }
    return rows;
  }

  /** Every row turned about z and then about x. */
  private static double[] turned(double[] rows) {
    double[] result = rows.clone();
    for (int i = 0; i < rows.length; i += 3) {
      double x = Math.cos(0.7) * rows[i] - Math.sin(0.7) * rows[i + 1];
      double y = Math.sin(0.7) * rows[i] + Math.cos(0.7) * rows[i + 1];
      result[i] = x;
      result[i + 1] = Math.cos(1.9) * y - Math.sin(1.9) * rows[i + 2];
      result[i + 2] = Math.sin(1.9) * y + Math.cos(1.9) * rows[i + 2];
    }
    return result;
  }

  /** The 3 × 3 matrix of xx yy zz yz xz xy. */
  private static double[] square(double[] v) {
    return new double[] {v[0], v[5], v[4], v[5], v[1], v[3], v[4], v[3], v[2]};
  }

  private static double[] transposed(double[] m) {
    return new double[] {m[0], m[3], m[6], m[1], m[4], m[7], m[2], m[5], m[8]};
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
