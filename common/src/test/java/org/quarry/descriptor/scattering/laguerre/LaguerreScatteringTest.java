package org.quarry.descriptor.scattering.laguerre;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.Periodicity;
import org.quarry.descriptor.Descriptors;
import org.quarry.descriptor.FeatureLayout;
import org.quarry.descriptor.scattering.laguerre.LaguerreParameters.Bias;
import org.quarry.descriptor.scattering.laguerre.LaguerreParameters.Fourier;
import org.quarry.descriptor.scattering.laguerre.LaguerreParameters.Normalization;

class LaguerreScatteringTest {
  private static final List<Element> LI_SI = List.of(Element.of("Li"), Element.of("Si"));
  private static final LaguerreWavelets WAVELETS = new LaguerreWavelets(3, 2, 0.5);
  private static final LaguerreParameters SMALL =
      LaguerreParameters.of(LI_SI, WAVELETS, List.of(0.0, 1.0), Sampling.full(0.25));

  /** Li, Si, Si in a skewed cell, one atom outside it. */
  private static final Configuration TRICLINIC =
      Configuration.of(
          new int[] {3, 14, 14},
          new double[] {0.1, 0.2, 0.3, 1.9, 1.4, 2.2, -0.6, 3.1, 1.1},
          Cell.of(3.4, 0, 0, 0.5, 3.6, 0, -0.4, 0.7, 3.2),
          Periodicity.ALL);

  private static final Configuration CUBIC =
      Configuration.of(
          new int[] {3, 14, 14, 3},
          new double[] {0.1, 0.2, 0.3, 2.3, 1.4, 2.2, 0.9, 3.0, 1.3, 3.1, 0.7, 0.4},
          Cell.cubic(3.8),
          Periodicity.ALL);

  private static double[] values(LaguerreParameters parameters, Configuration configuration) {
    return LaguerreScattering.of(parameters).describe(configuration)[0];
  }

  /** 1 + 5·4·(1 + 15 + 171), 171 = 9 · 19: the published count of features. */
  @Test
  void thePublishedSettingHasThePublishedNumberOfFeatures() {
    List<Double> five = List.of(0.0, 1.0, 2.0, 3.0, 4.0);
    long pairs =
        five.stream()
            .mapToLong(
                j1 -> five.stream().filter(j2 -> ScalePairs.PUBLISHED.admits(j1, j2)).count())
            .sum();
    assertEquals(19, pairs);
    LaguerreParameters published = LaguerreParameters.of(LI_SI, WAVELETS, five, Sampling.full(0.1));
    assertEquals(3740, LaguerreScattering.of(published).features());
    assertEquals(3741, LaguerreScattering.of(published.withBias(Bias.CONSTANT)).features());
  }

  @Test
  void channelsOfLithiumAndSiliconAreThePublishedOnes() {
    double[][] charges =
        DensityChannel.published(LI_SI).stream()
            .map(c -> LI_SI.stream().mapToDouble(c::charge).toArray())
            .toArray(double[][]::new);
    double[][] published = {{3, 0}, {0, 14}, {1, 4}, {2, 10}, {Math.sqrt(3), Math.sqrt(14)}};
    for (int i = 0; i < published.length; i++) {
      assertArrayEquals(published[i], charges[i]);
    }
  }

  /**
   * The definition by real-space wavelets and sums over lattice vectors, without fast transforms.
   */
  @Test
  void allOrdersAreThoseOfTheDefinition() {
    LaguerreParameters parameters =
        new LaguerreParameters(
            LI_SI,
            new LaguerreWavelets(3, 2, 1.4),
            List.of(-0.5, 0.0),
            ScalePairs.parse("j2 >= j1 - 1"),
            2,
            List.of(1.0, 4.0 / 3, 2.0, 0.5),
            List.of(DensityChannel.named("valence", LI_SI).get(0)),
            Sampling.full(0.41),
            Normalization.NONE,
            Bias.NONE,
            Fourier.DIRECT,
            1e-10,
            10);
    double[] expected = new DefinitionByHand(parameters, TRICLINIC, 9).features();
    double[] actual = values(parameters, TRICLINIC);
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 1e-9 * Math.abs(expected[i]), "feature " + i);
    }
  }

  /**
   * For one atom and q = 2 Plancherel's theorem gives ∫ U1² = c²/(2π²) ∫ ω² |ω|^(4(n−1)−2l)
   * e^(−2^2j β² ω²) dω 2^(2j(2(n−1)−l)), in closed form by the Gamma function.
   */
  @Test
  void aSingleAtomHasItsNormInClosedForm() {
    Configuration atom =
        Configuration.of(new int[] {14}, new double[] {1, 2, 3}, Cell.cubic(12), Periodicity.ALL);
    LaguerreParameters parameters =
        SMALL
            .withIntegralPowers(List.of(2.0))
            .withMaxOrder(1)
            .withChannels(DensityChannel.named("full", LI_SI));
    double[] actual = values(parameters, atom);
    assertEquals(196, actual[0], 1e-12);
    double[] halfGamma = new double[12]; // Γ(k + ½)
    halfGamma[0] = Math.sqrt(Math.PI);
    for (int k = 1; k < halfGamma.length; k++) {
      halfGamma[k] = halfGamma[k - 1] * (k - 0.5);
    }
    for (int j = 0; j < 2; j++) {
      for (int l = 0; l <= 2; l++) {
        double width = 0.5 * Math.pow(2, j);
        int power = 2 * (4 - l); // of ω, beside the ω² of the volume element
        double integral = 0.5 * halfGamma[power / 2 + 1] / Math.pow(width, power + 3);
        double expected = 196 / (2 * Math.PI * Math.PI) * Math.pow(2, j * power) * integral;
        assertEquals(expected, actual[1 + 3 * j + l], 1e-10 * expected);
      }
    }
  }

  @Test
  void aQuarterTurnOfACubicCellDoesNotMatter() {
    double[] p = CUBIC.positions();
    double[] turned = p.clone();
    for (int i = 0; i < p.length; i += 3) {
      turned[i] = -p[i + 1];
      turned[i + 1] = p[i];
    }
    assertSame(values(SMALL, CUBIC), values(SMALL, CUBIC.withPositions(turned)), 1e-9);
    for (int i = 0; i < p.length; i += 3) {
      turned[i] = p[i + 1];
      turned[i + 1] = p[i + 2];
      turned[i + 2] = -p[i];
    }
    assertSame(values(SMALL, CUBIC), values(SMALL, CUBIC.withPositions(turned)), 1e-9);
  }

  @Test
  void aTurnOfCellAndAtomsDoesNotMatter() {
    double c = Math.cos(0.7);
    double s = Math.sin(0.7);
    double d = Math.cos(1.9);
    double t = Math.sin(1.9);
    double[] rotation = {c, s, 0, -s * d, c * d, t, s * t, -c * t, d};
    Configuration turned =
        Configuration.of(
            TRICLINIC.atomicNumbers(),
            rotated(TRICLINIC.positions(), rotation),
            Cell.of(rotated(TRICLINIC.cell().toArray(), rotation)),
            Periodicity.ALL);
    assertSame(values(SMALL, TRICLINIC), values(SMALL, turned), 1e-9);
  }

  /**
   * By whole grid points to rounding; by any vector to the error of the quadrature on this coarse
   * grid, which spares the zeroth order and the squares of the first.
   */
  @Test
  void shiftsOfAllAtomsDoNotMatter() {
    double[] p = CUBIC.positions();
    double step = 3.8 / 16;
    double[] byPoints = p.clone();
    double[] byAny = p.clone();
    for (int i = 0; i < p.length; i++) {
      byPoints[i] += new double[] {3, -21, 40}[i % 3] * step;
      byAny[i] += new double[] {0.0731, 5.11, -1.037}[i % 3];
    }
    double[] expected = values(SMALL, CUBIC);
    assertSame(expected, values(SMALL, CUBIC.withPositions(byPoints)), 1e-9);
    int values = expected.length / 5;
    double[] shifted = values(SMALL, CUBIC.withPositions(byAny));
    for (int i = 0; i < expected.length; i++) {
      boolean exact = i % values < 4 || i % values < 28 && i % 4 == 3;
      assertEquals(expected[i], shifted[i], (exact ? 1e-8 : 2e-2) * expected[i], "at " + i);
    }
  }

  @Test
  void theOrderOfTheAtomsDoesNotMatter() {
    double[] p = CUBIC.positions();
    Configuration shuffled =
        Configuration.of(
            new int[] {14, 3, 3, 14},
            new double[] {p[6], p[7], p[8], p[0], p[1], p[2], p[9], p[10], p[11], p[3], p[4], p[5]},
            CUBIC.cell(),
            CUBIC.pbc());
    assertSame(values(SMALL, CUBIC), values(SMALL, shuffled), 1e-10);
  }

  @Test
  void whichImageOfAnAtomIsStoredDoesNotMatter() {
    double[] p = TRICLINIC.positions();
    for (int axis = 0; axis < 3; axis++) {
      p[axis] += 2 * TRICLINIC.cell().at(0, axis) - TRICLINIC.cell().at(2, axis);
    }
    assertSame(values(SMALL, TRICLINIC), values(SMALL, TRICLINIC.withPositions(p)), 1e-10);
  }

  @Test
  void aCellRepeatedTwiceHasTwiceTheValues() {
    double[] p = CUBIC.positions();
    double[] twice = new double[2 * p.length];
    int[] z = new int[8];
    for (int i = 0; i < p.length; i++) {
      twice[i] = p[i];
      twice[p.length + i] = p[i] + (i % 3 == 0 ? 3.8 : 0);
    }
    for (int i = 0; i < 8; i++) {
      z[i] = CUBIC.atomicNumber(i % 4);
    }
    Configuration tiled =
        Configuration.of(z, twice, Cell.of(7.6, 0, 0, 0, 3.8, 0, 0, 0, 3.8), Periodicity.ALL);
    double[] one = values(SMALL, CUBIC);
    for (int i = 0; i < one.length; i++) {
      one[i] *= 2;
    }
    assertSame(one, values(SMALL, tiled), 1e-9);
    LaguerreParameters perAtom = SMALL.withNormalization(Normalization.ATOMS);
    assertSame(values(perAtom, CUBIC), values(perAtom, tiled), 1e-9);
  }

  @Test
  void featuresAreDividedByWhatTheNormalizationSays() {
    double[] plain = values(SMALL, CUBIC);
    double[] perAtom = values(SMALL.withNormalization(Normalization.ATOMS), CUBIC);
    double[] lower = values(SMALL.withNormalization(Normalization.LOWER_ORDER), CUBIC);
    List<FeatureLayout.Block> blocks = LaguerreScattering.of(SMALL).layout().blocks();
    for (FeatureLayout.Block block : blocks) {
      String[] name = block.name().split(" > ", 2);
      String below = name.length > 1 ? name[0] : block.name().split(" ", 2)[0];
      int divisor =
          blocks.stream().filter(b -> b.name().equals(below)).findFirst().orElseThrow().offset();
      for (int i = 0; i < block.length(); i++) {
        double value = plain[block.offset() + i];
        double by = block.name().contains("j=") ? plain[divisor + i] : 4;
        assertEquals(value / 4, perAtom[block.offset() + i], 1e-14 * value);
        assertEquals(value / by, lower[block.offset() + i], 1e-13 * value / by);
      }
    }
  }

  /** Channels that differ by a factor on the elements there are share their work. */
  @Test
  void channelsOfOneElementDifferByTheirChargesAlone() {
    Configuration silicon =
        Configuration.of(
            new int[] {14, 14},
            new double[] {0, 0, 0, 1.3, 1.5, 1.2},
            Cell.cubic(3.8),
            Periodicity.ALL);
    double[] all = values(SMALL, silicon);
    int size = all.length / 5;
    for (int channel = 0; channel < 5; channel++) {
      DensityChannel alone = SMALL.channels().get(channel);
      double[] expected = values(SMALL.withChannels(List.of(alone)), silicon);
      for (int i = 0; i < size; i++) {
        assertEquals(expected[i], all[channel * size + i], 1e-12 * expected[i]);
        assertTrue(channel > 0 || expected[i] == 0); // no lithium, no values
      }
    }
  }

  @Test
  void theFastDensityAgreesWithTheDirectOne() {
    double[] direct = values(SMALL.withFourier(Fourier.DIRECT, 1e-10), TRICLINIC);
    assertSame(direct, values(SMALL.withFourier(Fourier.NUFFT, 1e-10), TRICLINIC), 1e-8);
    assertSame(direct, values(SMALL.withFourier(Fourier.NUFFT, 1e-13), TRICLINIC), 1e-11);
  }

  @ParameterizedTest
  @EnumSource
  void aWorkspaceForgetsWhatItSawBefore(Normalization normalization) {
    LaguerreScattering descriptor = LaguerreScattering.of(SMALL.withNormalization(normalization));
    var evaluator = descriptor.evaluator();
    evaluator.evaluate(TRICLINIC);
    evaluator.evaluate(CUBIC);
    assertArrayEquals(descriptor.describe(CUBIC)[0], evaluator.values());
    evaluator.evaluate(TRICLINIC);
    assertArrayEquals(descriptor.describe(TRICLINIC)[0], evaluator.values());
  }

  @Test
  void settingsMakeTheSameDescriptorAsTheRecord() {
    Map<String, Object> settings =
        Map.of(
            "species", List.of("Si", "Li"), "beta", "0.5", "spacing", 0.25, "J", 2, "bias", true);
    LaguerreParameters parameters =
        (LaguerreParameters) Descriptors.of("scattering-laguerre", settings).parameters();
    assertEquals(SMALL.withBias(Bias.CONSTANT), parameters);
    assertEquals(
        parameters, Descriptors.of("scattering-laguerre", parameters.toMap()).parameters());
    LaguerreParameters halves =
        (LaguerreParameters)
            Descriptors.of(
                    "scattering-laguerre",
                    Map.of(
                        "species",
                        "Si",
                        "beta",
                        0.5,
                        "spacing",
                        0.2,
                        "J",
                        2,
                        "j_min",
                        -0.5,
                        "j_step",
                        0.5,
                        "integral_powers",
                        List.of("1", "4/3"),
                        "pairs",
                        "j2>j1",
                        "grids",
                        "scaled",
                        "coarsening",
                        2))
                .parameters();
    assertEquals(List.of(-0.5, 0.0, 0.5, 1.0, 1.5), halves.scales());
    assertEquals(List.of(1.0, 4.0 / 3), halves.integralPowers());
    assertEquals("j2 > j1", halves.pairs().toString());
    assertEquals(Sampling.scaled(0.2).withCoarsening(2), halves.sampling());
  }

  @Test
  void whatCannotBeDescribedIsRefused() {
    Configuration carbon =
        Configuration.of(new int[] {6}, new double[3], Cell.cubic(3), Periodicity.ALL);
    assertTrue(refusal(carbon).contains("holds C, which is not among species [Li, Si]"));
    Configuration twice =
        Configuration.of(
            new int[] {14, 14}, new double[] {0, 0, 0, 3, 0, 0}, Cell.cubic(3), Periodicity.ALL);
    assertTrue(refusal(twice).contains("has atoms 0 and 1 at the same place"));
    assertTrue(refusal(twice).contains(twice.id()));
    Configuration wide =
        Configuration.of(new int[] {14}, new double[3], Cell.cubic(300), Periodicity.ALL);
    assertTrue(refusal(wide).contains("grid points"));
    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(
            Map.of("l_max", 3),
            Map.of("n", 0),
            Map.of("beta", -1),
            Map.of("spacing", 0),
            Map.of("integral_powers", List.of(0)),
            Map.of("pairs", "j1 > j2"),
            Map.of("scales", List.of()),
            Map.of("channels", List.of("colour")),
            Map.of("max_order", 3),
            Map.of("accuracy", 1e-16),
            Map.of("coarsening", 2),
            Map.of("vacuum", 0))) {
      Map<String, Object> settings = new java.util.HashMap<>(SMALL.toMap());
      settings.putAll(wrong);
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> Descriptors.of("scattering-laguerre", settings),
              wrong.toString());
      assertTrue(e.getMessage().startsWith("scattering-laguerre"), e.getMessage());
      assertTrue(e.getMessage().contains(wrong.keySet().iterator().next()), e.getMessage());
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> Descriptors.of("scattering-laguerre", Map.of("species", "Si")));
  }

  private static String refusal(Configuration configuration) {
    return assertThrows(IllegalArgumentException.class, () -> values(SMALL, configuration))
        .getMessage();
  }

  /** Row vectors times a matrix. */
  private static double[] rotated(double[] rows, double[] rotation) {
    double[] turned = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < 3; k++) {
        turned[i] += rows[i - i % 3 + k] * rotation[3 * k + i % 3];
      }
    }
    return turned;
  }

  private static void assertSame(double[] expected, double[] actual, double tolerance) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], tolerance * Math.abs(expected[i]), "feature " + i);
    }
  }
}
