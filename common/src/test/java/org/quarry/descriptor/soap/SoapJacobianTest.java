package org.quarry.descriptor.soap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.quarry.descriptor.soap.DerivativeCases.CRYSTAL;
import static org.quarry.descriptor.soap.DerivativeCases.PLAIN;
import static org.quarry.descriptor.soap.DerivativeCases.STEP;
import static org.quarry.descriptor.soap.DerivativeCases.fourthOrder;
import static org.quarry.descriptor.soap.DerivativeCases.surroundings;
import static org.quarry.descriptor.soap.DerivativeCases.values;
import static org.quarry.fixtures.DescriptorFixtures.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.descriptor.Descriptors;
import org.quarry.descriptor.soap.SoapDerivatives.Centers;
import org.quarry.descriptor.soap.SoapParameters.Average;
import org.quarry.fixtures.DescriptorFixtures;

/** Laws of the Jacobian, and the reference numbers. */
class SoapJacobianTest {
  @Test
  void theReferenceDerivativesAreMet() throws IOException {
    Map<String, Configuration> structures = DescriptorFixtures.structures();
    for (JsonNode entry : DescriptorFixtures.read("soap_derivatives.json.gz").get("cases")) {
      Map<String, Object> parameters = DescriptorFixtures.toMap(entry.get("params"));
      parameters.put("species", DescriptorFixtures.toMap(entry).get("species_Z"));
      parameters.put("periodic", entry.get("periodic").asBoolean());
      Soap soap = (Soap) Descriptors.of("soap", parameters);
      SoapDerivatives derivatives = SoapDerivatives.of(soap);
      derivatives.evaluate(structures.get(entry.get("structure").asText()));
      boolean attached = entry.get("attach").asBoolean();
      assertClose(
          DescriptorFixtures.flat(entry.get("derivatives")),
          derivatives.jacobian(attached ? Centers.ATTACHED : Centers.FIXED),
          entry.get("method").asText().equals("analytical") ? 1e-7 : 1e-6,
          entry.get("id").asText());
    }
  }

  /** Numbers of DScribe 2.1.1, r_cut 5, n_max 4, l_max 3, sigma 0.5, attach. */
  @Test
  void carbonDioxideHasDScribesDerivatives() {
    Soap soap =
        Soap.of(
            SoapParameters.of(List.of(Element.of("C"), Element.of("O")), 5, 4, 3).withSigma(0.5));
    SoapDerivatives derivatives = SoapDerivatives.of(soap);
    derivatives.evaluate(
        Configuration.isolated(
            new int[] {8, 6, 8}, new double[] {0, 0, -1.16, 0, 0, 0, 0, 0, 1.16}));
    double[] ofOxygenByCarbon = {
      -0.010692945748345367,
      0.13586153491411626,
      0.11706775758934183,
      0.04393840004010691,
      -0.548178940621977
    };
    derivatives.differentiate(0, Centers.ATTACHED);
    int z = (3 * 1 + 2) * soap.features();
    for (int q = 0; q < ofOxygenByCarbon.length; q++) {
      assertEquals(ofOxygenByCarbon[q], derivatives.derivatives()[z + q], 1e-9);
    }
    assertEquals(-2.8889262419711974, derivatives.derivatives()[z + 45], 1e-9);
    derivatives.differentiate(1, Centers.ATTACHED);
    assertEquals(2.9934815004438935, derivatives.derivatives()[2 * soap.features() + 45], 1e-9);
  }

  @ParameterizedTest
  @MethodSource(DerivativeCases.VARIANTS)
  void theJacobianIsTheDerivativeOfTheValues(SoapParameters parameters) {
    for (Configuration configuration : surroundings()) {
      assertClose(
          differences(parameters, configuration, Centers.ATTACHED),
          jacobian(parameters, configuration, Centers.ATTACHED),
          1e-7,
          "attached, " + configuration.pbc());
    }
  }

  /** The step that w0 makes on the centre is no derivative, so it is left out. */
  @ParameterizedTest
  @MethodSource(DerivativeCases.VARIANTS)
  void fixedCentersStayWhereTheyAre(SoapParameters given) {
    Weighting w = given.weighting();
    Weighting smooth =
        w.function() == Weighting.Function.EXP || w.function() == Weighting.Function.EXP_DECAY
            ? Weighting.NONE
            : new Weighting(w.function(), w.r0(), w.c(), w.d(), w.m(), OptionalDouble.empty());
    SoapParameters parameters = given.withWeighting(smooth);
    for (Configuration configuration : surroundings()) {
      assertClose(
          differences(parameters, configuration, Centers.FIXED),
          jacobian(parameters, configuration, Centers.FIXED),
          1e-7,
          "fixed, " + configuration.pbc());
    }
  }

  @ParameterizedTest
  @EnumSource
  void chosenAtomsAndPointsHaveDerivativesToo(Average average) {
    SoapParameters parameters = PLAIN.withAverage(average);
    int[] atoms = {3, 1};
    double[] points = {0.1, 0.2, 0, 1, 1, 1};
    assertClose(
        differences(
            Soap.of(parameters).features(),
            CRYSTAL,
            c -> values(parameters, e -> e.evaluateAtoms(c, atoms))),
        jacobian(parameters, d -> d.evaluateAtoms(CRYSTAL, atoms), Centers.ATTACHED),
        1e-7,
        "atoms");
    assertClose(
        differences(
            Soap.of(parameters).features(),
            CRYSTAL,
            c -> values(parameters, e -> e.evaluateAround(c, points))),
        jacobian(parameters, d -> d.evaluateAround(CRYSTAL, points), Centers.FIXED),
        1e-7,
        "points, one of them on an atom");
  }

  @Test
  void expansionsThatWereNotKeptAreRedone() {
    Soap soap = Soap.of(PLAIN);
    SoapDerivatives keeping = SoapDerivatives.of(soap);
    SoapDerivatives forgetful = new SoapDerivatives(soap, 0);
    keeping.evaluate(CRYSTAL);
    forgetful.evaluate(CRYSTAL);
    assertArrayEquals(keeping.jacobian(Centers.ATTACHED), forgetful.jacobian(Centers.ATTACHED));
    double[] points = {0.3, 0, 0, 1, 2, 3};
    keeping.evaluateAround(CRYSTAL, points);
    forgetful.evaluateAround(CRYSTAL, points);
    assertArrayEquals(keeping.jacobian(Centers.FIXED), forgetful.jacobian(Centers.FIXED));
  }

  @Test
  void onlyAtomsInReachAreListed() {
    Configuration chain =
        Configuration.isolated(
            new int[] {6, 14, 6}, new double[] {0, 0, 0, 0, 0, 2, 0, 0, 1 + PLAIN.reach()});
    SoapDerivatives derivatives = SoapDerivatives.of(Soap.of(PLAIN));
    derivatives.evaluate(chain);
    assertEquals(2, derivatives.differentiate(0, Centers.ATTACHED));
    assertArrayEquals(new int[] {0, 1}, Arrays.copyOf(derivatives.atoms(), 2));
    assertEquals(2, derivatives.differentiate(2, Centers.ATTACHED));
    assertArrayEquals(new int[] {1, 2}, Arrays.copyOf(derivatives.atoms(), 2));
    int block = 3 * Soap.of(PLAIN).features();
    double[] listed = Arrays.copyOf(derivatives.derivatives(), 2 * block);
    double[] dense = new double[9 * block];
    Arrays.fill(dense, Double.NaN);
    derivatives.jacobian(Centers.ATTACHED, dense);
    assertArrayEquals(new double[block], Arrays.copyOfRange(dense, 6 * block, 7 * block));
    assertArrayEquals(listed, Arrays.copyOfRange(dense, 7 * block, 9 * block));
  }

  @Test
  void nothingIsGivenBeforeAnEvaluation() {
    SoapDerivatives derivatives = SoapDerivatives.of(Soap.of(PLAIN));
    assertThrows(IllegalStateException.class, () -> derivatives.differentiate(0, Centers.ATTACHED));
    Configuration helium = Configuration.isolated(new int[] {2}, new double[3]);
    derivatives.evaluate(CRYSTAL);
    assertThrows(IllegalArgumentException.class, () -> derivatives.evaluate(helium));
    assertThrows(IllegalStateException.class, () -> derivatives.jacobian(Centers.ATTACHED));
    derivatives.evaluateAround(CRYSTAL, new double[3]);
    assertThrows(IllegalArgumentException.class, () -> derivatives.jacobian(Centers.ATTACHED));
  }

  private static double[] jacobian(
      SoapParameters parameters, Configuration configuration, Centers centers) {
    return jacobian(parameters, d -> d.evaluate(configuration), centers);
  }

  private static double[] jacobian(
      SoapParameters parameters, Function<SoapDerivatives, Integer> evaluation, Centers centers) {
    SoapDerivatives derivatives = SoapDerivatives.of(Soap.of(parameters));
    evaluation.apply(derivatives);
    return derivatives.jacobian(centers);
  }

  private static double[] differences(
      SoapParameters parameters, Configuration configuration, Centers centers) {
    return differences(
        Soap.of(parameters).features(),
        configuration,
        c ->
            centers == Centers.ATTACHED
                ? values(parameters, c)
                : values(parameters, e -> e.evaluateAround(c, configuration.positions())));
  }

  /** [row][atom][axis][feature] by differences of fourth order. */
  private static double[] differences(
      int features, Configuration configuration, Function<Configuration, double[]> function) {
    int coordinates = 3 * configuration.size();
    double[][] slopes = new double[coordinates][];
    for (int i = 0; i < coordinates; i++) {
      int coordinate = i;
      slopes[i] =
          fourthOrder(
              STEP,
              h -> {
                double[] r = configuration.positions();
                r[coordinate] += h;
                return function.apply(configuration.withPositions(r));
              });
    }
    int rows = slopes[0].length / features;
    double[] dense = new double[rows * coordinates * features];
    for (int i = 0; i < dense.length; i++) {
      int row = i / (coordinates * features);
      dense[i] = slopes[i / features % coordinates][row * features + i % features];
    }
    return dense;
  }
}
