package org.quarry.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TukeyBiweightTest {
  @ParameterizedTest
  @ValueSource(doubles = {-5, -1.99, -0.7, 0, 1e-4, 1.3, 1.999, 2.001, 40})
  void psiIsTheDerivativeOfRho(double r) {
    double step = 1e-6;
    double expected =
        (TukeyBiweight.rho(r + step, 2) - TukeyBiweight.rho(r - step, 2)) / (2 * step);
    assertEquals(expected, TukeyBiweight.psi(r, 2), 1e-8);
  }

  @Test
  void smallResidualsGiveHalfTheirSquare() {
    assertEquals(0.5e-8, TukeyBiweight.rho(1e-4, 2), 1e-16);
  }

  @Test
  void outliersAllCostTheSame() {
    assertEquals(9.0 / 6, TukeyBiweight.rho(3, 3), 1e-15);
    assertEquals(9.0 / 6, TukeyBiweight.rho(-400, 3));
    assertEquals(0, TukeyBiweight.psi(3.01, 3));
  }

  @Test
  void scaleComesFromTheMedianAndHasAFloor() {
    assertEquals(
        4.685 * 2.5 / 0.6745, TukeyBiweight.scale(new double[] {-1, 3, 2, -90}, 1e-6), 1e-12);
    assertEquals(1e-6, TukeyBiweight.scale(new double[] {0, 0, 5}, 1e-6));
  }
}
