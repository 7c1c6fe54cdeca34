package org.quarry.descriptor.scattering.laguerre;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.Periodicity;
import org.quarry.descriptor.scattering.laguerre.LaguerreParameters.Bias;
import org.quarry.descriptor.scattering.laguerre.LaguerreParameters.Fourier;
import org.quarry.descriptor.scattering.laguerre.LaguerreParameters.Normalization;

class LaguerreDerivativesTest {
  private static final LaguerreParameters PARAMETERS =
      LaguerreParameters.of(
              List.of(Element.of("Li"), Element.of("Si")),
              new LaguerreWavelets(3, 2, 0.6),
              List.of(-0.5, 1.0),
              Sampling.full(0.25))
          .withMaxOrder(1)
          .withFourier(Fourier.DIRECT, 1e-10);

  private static final Configuration TRICLINIC =
      Configuration.of(
          new int[] {3, 14, 14},
          new double[] {0.1, 0.2, 0.3, 1.9, 1.4, 2.2, -0.6, 3.1, 1.1},
          Cell.of(3.4, 0, 0, 0.5, 3.6, 0, -0.4, 0.7, 3.2),
          Periodicity.ALL);

  /** Steps so small that no grid point's W changes sign, where |W|^q has a kink for q = 1. */
  @ParameterizedTest
  @EnumSource
  void derivativesAreThoseOfTheValues(Normalization normalization) {
    LaguerreScattering descriptor =
        LaguerreScattering.of(PARAMETERS.withNormalization(normalization).withBias(Bias.CONSTANT));
    LaguerreDerivatives derivatives = LaguerreDerivatives.of(descriptor);
    derivatives.evaluate(TRICLINIC);
    double[][] jacobian = derivatives.jacobian();
    assertArrayEquals(new double[9], jacobian[0]);
    for (int x = 0; x < 9; x++) {
      double h = 2e-6;
      double[] a = shifted(descriptor, x, h);
      double[] b = shifted(descriptor, x, -h);
      for (int f = 1; f < a.length; f++) {
        double size = 0;
        for (double other : jacobian[f]) {
          size = Math.max(size, Math.abs(other));
        }
        double tolerance = (f % 4 == 0 ? 1e-7 : 1e-5) * size + 1e-8 * Math.abs(a[f]);
        assertEquals((a[f] - b[f]) / (2 * h), jacobian[f][x], tolerance, "feature " + f);
      }
    }
  }

  @Test
  void backwardIsTheProductWithTheJacobian() {
    LaguerreScattering descriptor = LaguerreScattering.of(PARAMETERS);
    LaguerreDerivatives derivatives = LaguerreDerivatives.of(descriptor);
    derivatives.evaluate(TRICLINIC);
    assertArrayEquals(descriptor.describe(TRICLINIC)[0], derivatives.values());
    double[][] jacobian = derivatives.jacobian();
    double[] weights = new Random(3).doubles(descriptor.features(), -1, 1).toArray();
    double[] expected = new double[9];
    double size = 0;
    for (int f = 0; f < weights.length; f++) {
      for (int x = 0; x < 9; x++) {
        expected[x] += weights[f] * jacobian[f][x];
        size = Math.max(size, Math.abs(weights[f] * jacobian[f][x]));
      }
    }
    double[] gradient = new double[9];
    derivatives.backward(weights, gradient);
    assertArrayEquals(expected, gradient, 1e-11 * size);
  }

  /**
   * A shift of all atoms changes no integral of a square, so their derivatives add up to nothing.
   */
  @Test
  void derivativesOfSquaresAddUpToNothing() {
    LaguerreDerivatives derivatives =
        LaguerreDerivatives.of(LaguerreScattering.of(PARAMETERS.withIntegralPowers(List.of(2.0))));
    derivatives.evaluate(TRICLINIC);
    double[][] jacobian = derivatives.jacobian();
    for (int f = 0; f < jacobian.length; f++) {
      for (int axis = 0; axis < 3; axis++) {
        double sum = jacobian[f][axis] + jacobian[f][3 + axis] + jacobian[f][6 + axis];
        assertEquals(0, sum, 1e-8 * derivatives.values()[f]);
      }
    }
  }

  /** The field of one atom vanishes on planes of grid points: derivatives stay finite there. */
  @Test
  void derivativesAreFiniteWhereModuliVanish() {
    Configuration atom =
        Configuration.of(new int[] {14}, new double[3], Cell.cubic(4), Periodicity.ALL);
    LaguerreDerivatives derivatives = LaguerreDerivatives.of(LaguerreScattering.of(PARAMETERS));
    derivatives.evaluate(atom);
    for (double[] row : derivatives.jacobian()) {
      for (double x : row) {
        assertTrue(Double.isFinite(x));
      }
    }
  }

  @Test
  void whatCannotBeDifferentiatedIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> LaguerreDerivatives.of(LaguerreScattering.of(PARAMETERS.withMaxOrder(2))));
    LaguerreDerivatives fresh = LaguerreDerivatives.of(LaguerreScattering.of(PARAMETERS));
    assertThrows(IllegalStateException.class, fresh::jacobian);
    fresh.evaluate(TRICLINIC);
    assertThrows(
        IllegalArgumentException.class, () -> fresh.backward(new double[3], new double[9]));
  }

  private static double[] shifted(LaguerreScattering descriptor, int coordinate, double by) {
    double[] p = TRICLINIC.positions();
    p[coordinate] += by;
    return descriptor.describe(TRICLINIC.withPositions(p))[0];
  }
}
