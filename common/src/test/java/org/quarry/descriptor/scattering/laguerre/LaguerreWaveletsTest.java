package org.quarry.descriptor.scattering.laguerre;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quarry.math.GaussLegendre;

class LaguerreWaveletsTest {
  /**
   * The transform of Q(r) Y_lm is (−i)^l Y_lm 4π ∫ Q(r) j_l(ωr) r² dr with the spherical Bessel
   * function j_l: by quadrature of the real-space form.
   */
  @ParameterizedTest
  @CsvSource({"1,0,0.7", "2,0,0.466", "2,1,0.466", "3,0,0.5", "3,1,1.8", "3,2,0.466", "5,3,0.3"})
  void theTwoFormsAreAFourierPair(int n, int l, double beta) {
    LaguerreWavelets wavelets = new LaguerreWavelets(n, l, beta);
    GaussLegendre rule = GaussLegendre.on(0, 14 * beta, 400);
    double peak = wavelets.envelope(l, wavelets.peak(l));
    for (double x = 0.05; x < 6; x += 0.4) {
      double omega = x / beta;
      double integral = 0;
      for (int i = 0; i < rule.points(); i++) {
        double r = rule.node(i);
        integral += rule.weight(i) * wavelets.radial(l, r) * bessel(l, omega * r) * r * r;
      }
      double[] factors = new double[l + 1];
      wavelets.solidFactors(omega * omega, factors);
      double closed = factors[l] * Math.pow(omega, l);
      assertEquals(closed, 4 * Math.PI * integral, 1e-12 * peak);
      assertEquals(
          Math.sqrt(4 * Math.PI / (2 * l + 1)) * wavelets.envelope(l, omega), closed, 1e-14 * peak);
    }
  }

  /** L₁^(1/2)(t) = 3/2 − t and L₂^(1/2)(t) = t²/2 − 5t/2 + 15/8 (Abramowitz and Stegun 22.3.9). */
  @Test
  void radialFunctionsHaveTheirLaguerrePolynomials() {
    double beta = 0.9;
    for (double r = 0; r < 4; r += 0.3) {
      double t = r * r / (2 * beta * beta);
      double gauss = Math.exp(-t);
      LaguerreWavelets two = new LaguerreWavelets(2, 0, beta);
      assertEquals(two.normalization(0) * (1.5 - t) * gauss, two.radial(0, r), 1e-15);
      LaguerreWavelets three = new LaguerreWavelets(3, 0, beta);
      double second = 0.5 * t * t - 2.5 * t + 15.0 / 8;
      assertEquals(three.normalization(0) * second * gauss, three.radial(0, r), 1e-14);
    }
  }

  @Test
  void theBandIsWhereTheLargestAmplitudeIsReached() {
    LaguerreWavelets wavelets = new LaguerreWavelets(3, 2, 0.466);
    double band = wavelets.band(1e-6);
    double largest = 0;
    for (int l = 0; l <= 2; l++) {
      largest = Math.max(largest, wavelets.envelope(l, band));
    }
    assertEquals(1e-6, largest, 1e-15);
    double relative = wavelets.relativeBand(1e-6);
    for (int l = 0; l <= 2; l++) {
      assertTrue(
          wavelets.envelope(l, relative) <= 1.000001e-6 * wavelets.envelope(l, wavelets.peak(l)));
    }
  }

  @Test
  void pastTheReachNothingIsLargerThanTheFraction() {
    LaguerreWavelets wavelets = new LaguerreWavelets(3, 2, 0.5);
    double reach = wavelets.reach(0, 1e-3);
    for (int l = 0; l <= 2; l++) {
      double largest = 0;
      for (double r = 0; r < reach; r += 1e-3) {
        largest = Math.max(largest, Math.abs(wavelets.radial(l, r)));
      }
      for (double r = reach; r < 3 * reach; r += 1e-2) {
        assertTrue(Math.abs(wavelets.radial(l, r)) <= 1.00001e-3 * largest);
      }
    }
    assertEquals(4 * Math.sqrt(2) * reach, wavelets.reach(2.5, 1e-3), 1e-12);
  }

  @Test
  void whatIsNoWaveletIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new LaguerreWavelets(3, 3, 0.5));
    assertThrows(IllegalArgumentException.class, () -> new LaguerreWavelets(0, 0, 0.5));
    assertThrows(IllegalArgumentException.class, () -> new LaguerreWavelets(3, 2, 0));
    assertThrows(IllegalArgumentException.class, () -> new LaguerreWavelets(3, 2, Double.NaN));
  }

  /** j_l by its power series (small x) or upward recurrence from sin x/x. */
  private static double bessel(int l, double x) {
    if (x < 2) {
      double term = 1;
      for (int i = 1; i <= l; i++) {
        term *= x / (2 * i + 1);
      }
      double sum = 0;
      for (int k = 1; k < 40; k++) {
        sum += term;
        term *= -x * x / 2 / (k * (2.0 * l + 2 * k + 1));
      }
      return sum;
    }
    double below = Math.sin(x) / x;
    double value = l == 0 ? below : below / x - Math.cos(x) / x;
    for (int i = 1; i < l; i++) {
      double next = (2 * i + 1) / x * value - below;
      below = value;
      value = next;
    }
    return value;
  }
}
