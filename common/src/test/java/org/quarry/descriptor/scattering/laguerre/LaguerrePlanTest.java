package org.quarry.descriptor.scattering.laguerre;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.Periodicity;
import org.quarry.descriptor.Descriptors;

class LaguerrePlanTest {
  private static final LaguerrePlan LI_SI = new LaguerrePlan(2.05, 12.06, 0.1, 1e-6);

  @Test
  void betaMakesTheGaussianFallToTheOverlapHalfwayBetweenTheClosestAtoms() {
    double r = LI_SI.minimumDistance() / 2;
    assertEquals(0.1, Math.exp(-r * r / (2 * LI_SI.beta() * LI_SI.beta())), 1e-14);
    LaguerrePlan closer = LI_SI.withTolerances(1e-4, 1e-6);
    assertEquals(1e-4, Math.exp(-r * r / (2 * closer.beta() * closer.beta())), 1e-16);
  }

  @Test
  void theLastScaleIsTheFirstThatCoversTheBox() {
    double width = Math.sqrt(2) * LI_SI.beta();
    assertEquals(5, LI_SI.octaves());
    assertTrue(width * 32 >= 12.06 && width * 16 < 12.06);
    assertEquals(List.of(0.0, 1.0, 2.0, 3.0, 4.0), LI_SI.scales(1));
    assertEquals(10, LI_SI.scales(0.5).size());
    assertEquals(1, new LaguerrePlan(2, 0.1, 0.1, 1e-6).octaves());
  }

  @Test
  void theBandFitsTheGridTwice() {
    double spacing = LI_SI.spacing(3, 2);
    LaguerreWavelets wavelets = LI_SI.wavelets(3, 2);
    double largest = 0;
    for (int l = 0; l <= 2; l++) {
      largest = Math.max(largest, wavelets.envelope(l, 0.5 * Math.PI / spacing));
    }
    assertEquals(1e-6, largest, 1e-14);
  }

  /** With the width that was published, the largest scale passes no wave that fits the box. */
  @Test
  void noPlannedScaleIsEmptyButThoseOfThePublishedWidthAre() {
    double longest = 2 * Math.PI / 12.06;
    for (int l = 0; l <= 2; l++) {
      LaguerreWavelets planned = LI_SI.wavelets(3, 2);
      double peak = planned.envelope(l, planned.peak(l));
      assertTrue(planned.envelope(l, 16 * longest) > 1e-3 * peak);
      LaguerreWavelets published = new LaguerreWavelets(3, 2, 1.8);
      assertTrue(published.envelope(l, 16 * longest) < 1e-40);
    }
  }

  @Test
  void distancesGoThroughTheWallsOfTheCell() {
    Configuration crystal =
        Configuration.of(
            new int[] {3, 14},
            new double[] {0.2, 1, 1, 6.5, 1, 1},
            Cell.of(8, 0, 0, 1, 9, 0, 0, 0, 3),
            Periodicity.ALL);
    Configuration molecule =
        Configuration.isolated(new int[] {1, 1}, new double[] {0, -6, 0, 1, 5, 0});
    Configuration far = Configuration.isolated(new int[] {1, 1}, new double[] {0, 0, 0, 0, 0, 90});
    assertEquals(1.7, LaguerrePlan.of(List.of(crystal, molecule)).minimumDistance(), 1e-12);
    assertEquals(11, LaguerrePlan.of(List.of(crystal, molecule)).boxExtent(), 1e-12);
    assertEquals(Math.sqrt(82), LaguerrePlan.of(List.of(crystal)).boxExtent(), 1e-12);
    assertEquals(90, LaguerrePlan.of(List.of(far)).minimumDistance(), 1e-12);
    Configuration atom = Configuration.isolated(new int[] {1}, new double[3]);
    assertThrows(IllegalArgumentException.class, () -> LaguerrePlan.of(List.of(atom)));
    Configuration twice = Configuration.isolated(new int[] {1, 1}, new double[6]);
    assertThrows(IllegalArgumentException.class, () -> LaguerrePlan.of(List.of(twice)));
  }

  @Test
  void settingsMayNameThePlanInPlaceOfItsNumbers() {
    LaguerreParameters planned =
        (LaguerreParameters)
            Descriptors.of(
                    "scattering-laguerre",
                    Map.of("species", "Si", "min_distance", 2.05, "box_extent", 12.06))
                .parameters();
    LaguerreParameters explicit =
        LaguerreParameters.of(
            List.of(Element.of("Si")),
            LI_SI.wavelets(3, 2),
            LI_SI.scales(1),
            Sampling.full(LI_SI.spacing(3, 2)));
    assertEquals(explicit, planned);
  }
}
