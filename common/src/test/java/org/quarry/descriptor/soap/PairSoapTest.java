package org.quarry.descriptor.soap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quarry.descriptor.soap.DerivativeCases.surroundings;
import static org.quarry.fixtures.DescriptorFixtures.assertClose;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.NeighborList;
import org.quarry.descriptor.Boundary;
import org.quarry.descriptor.soap.SoapDerivatives.Centers;
import org.quarry.descriptor.soap.SoapParameters.Average;

/** Rows and derivatives from pairs' vectors, against those of configurations. */
class PairSoapTest {
  /** Half of the pairs of a configuration. */
  private record Pairs(int[] first, int[] second, double[] vectors) {
    static Pairs of(Configuration configuration, double reach) {
      NeighborList list = NeighborList.half(reach);
      list.build(configuration);
      int[] first = new int[list.pairs()];
      for (int i = 0; i < configuration.size(); i++) {
        Arrays.fill(first, list.offsets()[i], list.offsets()[i + 1], i);
      }
      return new Pairs(
          first,
          Arrays.copyOf(list.neighbors(), first.length),
          Arrays.copyOf(list.vectors(), 3 * first.length));
    }

    PairSoap soap(SoapParameters parameters, Configuration configuration) {
      return PairSoap.of(
          Soap.of(parameters), configuration.atomicNumbers(), first, second, vectors);
    }
  }

  /** A row an atom; the pairs decide which images count. */
  private static SoapParameters unaveraged(SoapParameters parameters) {
    return parameters.withAverage(Average.OFF).withBoundary(Boundary.PERIODIC);
  }

  @ParameterizedTest
  @MethodSource(DerivativeCases.VARIANTS)
  void rowsAndGradientsAreThoseOfTheConfiguration(SoapParameters variant) {
    SoapParameters parameters = unaveraged(variant);
    for (Configuration configuration : surroundings()) {
      Pairs pairs = Pairs.of(configuration, parameters.reach());
      PairSoap soap = pairs.soap(parameters, configuration);
      SoapDerivatives reference = SoapDerivatives.of(Soap.of(parameters));
      int size = reference.evaluate(configuration) * Soap.of(parameters).features();
      assertClose(Arrays.copyOf(reference.values(), size), soap.values(), 1e-12, "rows");

      double[] w = new Random(5).doubles(size, -1, 1).toArray();
      double[] gradient = new double[3 * configuration.size()];
      reference.backward(w, Centers.ATTACHED, gradient, new double[6]);
      double[] byPair = soap.backward(w);
      double[] gathered = new double[gradient.length];
      for (int i = 0; i < byPair.length; i++) {
        gathered[3 * pairs.first[i / 3] + i % 3] -= byPair[i];
        gathered[3 * pairs.second[i / 3] + i % 3] += byPair[i];
      }
      assertClose(gradient, gathered, 1e-11, "gradient");
    }
  }

  @ParameterizedTest
  @MethodSource(DerivativeCases.VARIANTS)
  void pushingForwardIsTheTransposeOfGoingBackward(SoapParameters variant) {
    SoapParameters parameters = unaveraged(variant);
    for (Configuration configuration : surroundings()) {
      Pairs pairs = Pairs.of(configuration, parameters.reach());
      PairSoap soap = pairs.soap(parameters, configuration);
      double[] w = new Random(5).doubles(soap.values().length, -1, 1).toArray();
      double[] motion = new Random(6).doubles(pairs.vectors.length, -1, 1).toArray();
      double there = dot(w, soap.pushForward(motion));
      assertEquals(there, dot(soap.backward(w), motion), 1e-11 * Math.max(1, Math.abs(there)));
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Test
  void anAtomAloneHasARowAndNoPairs() {
    SoapParameters parameters = SoapParameters.of(List.of(Element.of("Si")), 3, 3, 2);
    Configuration atom = Configuration.isolated(new int[] {14}, new double[3]);
    PairSoap soap = new Pairs(new int[0], new int[0], new double[0]).soap(parameters, atom);
    SoapDerivatives reference = SoapDerivatives.of(Soap.of(parameters));
    reference.evaluate(atom);
    double[] row = soap.values();
    assertArrayEquals(Arrays.copyOf(reference.values(), row.length), row, 1e-15);
    assertEquals(0, soap.backward(row).length);
    assertArrayEquals(new double[row.length], soap.pushForward(new double[0]));
  }

  @Test
  void averagesForeignElementsAndCoincidentAtomsAreRefused() {
    SoapParameters parameters = SoapParameters.of(List.of(Element.of("Si")), 3, 3, 2);
    int[] none = {};
    int[] zero = {0};
    int[] one = {1};
    refuses("average", parameters.withAverage(Average.INNER), new int[] {14}, none, none);
    refuses("C is not in species", parameters, new int[] {6}, none, none);
    refuses("same place", parameters, new int[] {14, 14}, zero, one);
  }

  private static void refuses(
      String word, SoapParameters parameters, int[] numbers, int[] first, int[] second) {
    Soap soap = Soap.of(parameters);
    double[] vectors = new double[3 * first.length];
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> PairSoap.of(soap, numbers, first, second, vectors))
            .getMessage();
    assertTrue(message.contains(word), message);
  }
}
