package org.quarry.descriptor.scattering.laguerre;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.Periodicity;
import org.quarry.math.fft.SmoothSizes;

/** Configurations that do not repeat along every axis, and grids that differ by scale. */
class LaguerreBoxesTest {
  private static final List<Element> SI = List.of(Element.of("Si"));
  private static final LaguerreParameters PARAMETERS =
      LaguerreParameters.of(SI, new LaguerreWavelets(3, 2, 0.5), List.of(0.0), Sampling.full(0.15))
          .withChannels(DensityChannel.named("full", SI));

  private static final Configuration TRIMER =
      Configuration.isolated(
          new int[] {14, 14, 14}, new double[] {0, 0, 0, 2.3, 0.2, 0.1, 0.7, 2.1, -0.5});

  private static double[] values(LaguerreParameters parameters, Configuration configuration) {
    return LaguerreScattering.of(parameters).describe(configuration)[0];
  }

  /** The default vacuum against twice as much, on grids that share their points. */
  @Test
  void imagesOfIsolatedConfigurationsStayOutOfSight() {
    Configuration atom = Configuration.isolated(new int[] {14}, new double[3]);
    double vacuum = 0.15 * SmoothSizes.atLeast((int) Math.ceil(PARAMETERS.vacuum() / 0.15));
    double[] expected = values(PARAMETERS.withVacuum(2 * vacuum), atom);
    double[] actual = values(PARAMETERS.withVacuum(vacuum), atom);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], (i < 16 ? 1e-8 : 1e-3) * expected[i], "feature " + i);
    }
  }

  @Test
  void isolatedConfigurationsMayBeTurnedAndMoved() {
    double[] p = TRIMER.positions();
    double c = Math.cos(0.6);
    double s = Math.sin(0.6);
    for (int i = 0; i < p.length; i += 3) {
      double x = c * p[i] - s * p[i + 1];
      double y = s * p[i] + c * p[i + 1];
      p[i] = x + 3.21;
      p[i + 1] = c * y - s * p[i + 2] - 7.7;
      p[i + 2] = s * y + c * p[i + 2] + 0.123;
    }
    double[] expected = values(PARAMETERS, TRIMER);
    double[] actual = values(PARAMETERS, TRIMER.withPositions(p));
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 2e-3 * expected[i], "feature " + i);
    }
  }

  /** Whatever vector the file gives along an axis that does not repeat. */
  @Test
  void theVectorOfAnAxisWithoutPeriodDoesNotMatter() {
    LaguerreParameters first = PARAMETERS.withMaxOrder(1);
    Periodicity slab = new Periodicity(true, true, false);
    double[] expected = null;
    for (double[] c : new double[][] {{0, 0, 0}, {0, 0, 30}, {1, 2, 5}}) {
      Configuration layer =
          Configuration.of(
              new int[] {14, 14},
              new double[] {0, 0, 0, 1.3, 1.5, 1.2},
              Cell.of(3.8, 0, 0, 0.6, 3.9, 0, c[0], c[1], c[2]),
              slab);
      double[] actual = values(first, layer);
      if (expected == null) {
        expected = actual;
      }
      assertArrayEquals(expected, actual);
    }
  }

  /** 27 atoms shaken out of a cubic lattice: the stated error of the default coarsening. */
  @Test
  void coarserGridsAtLargerScalesKeepTheirStatedError() {
    Random random = new Random(4);
    double[] p = new double[3 * 27];
    int[] z = new int[27];
    for (int i = 0; i < 27; i++) {
      z[i] = 14;
      for (int axis = 0; axis < 3; axis++) {
        int site = axis == 0 ? i % 3 : axis == 1 ? i / 3 % 3 : i / 9;
        p[3 * i + axis] = 2.7 * site + 0.6 * random.nextDouble();
      }
    }
    Configuration glass = Configuration.of(z, p, Cell.cubic(8.1), Periodicity.ALL);
    LaguerrePlan plan = new LaguerrePlan(2.1, 8.1, 0.1, 1e-6);
    LaguerreParameters full =
        LaguerreParameters.of(
                SI, plan.wavelets(3, 2), List.of(0.0, 3.0), Sampling.full(plan.spacing(3, 2)))
            .withChannels(DensityChannel.named("full", SI));
    double[] expected = values(full, glass);
    double[] actual = values(full.withSampling(Sampling.scaled(plan.spacing(3, 2))), glass);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 1e-3 * expected[i], "feature " + i);
    }
  }
}
