package org.quarry.descriptor.soap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.NeighborList;
import org.quarry.atoms.Periodicity;
import org.quarry.descriptor.Boundary;
import org.quarry.descriptor.LocalDescriptor.LocalEvaluator;
import org.quarry.descriptor.soap.SoapParameters.Average;
import org.quarry.descriptor.soap.SoapParameters.RadialBasis;

/**
 * What the derivatives of SOAP are tested on: every setting, a crystal under every periodicity, and
 * differences of values.
 */
final class DerivativeCases {
  /** For {@code MethodSource}. */
  static final String VARIANTS = "org.quarry.descriptor.soap.DerivativeCases#variants";

  private static final Element C = Element.of("C");

  private static final Element SI = Element.of("Si");

  private static final Map<Element, Double> UNLIKE = Map.of(C, 0.6, SI, 1.3);

  /** A triclinic cell, smaller than the cutoff, with five atoms, one of them outside. */
  static final Configuration CRYSTAL =
      Configuration.of(
          new int[] {6, 14, 14, 6, 14},
          new double[] {0.1, 0.2, 0, 1.9, 1.2, 0.4, 0.6, 2.3, 5.9, 2.2, 0.3, 2.6, 1.2, 1.1, 3.1},
          Cell.of(3.4, 0.1, 0, 0.9, 3.1, 0.2, -0.6, 0.7, 4.2),
          Periodicity.ALL);

  static final double STEP = 1e-3;

  static final double STRAIN_STEP = 2e-4;

  static final SoapParameters PLAIN = clearOfTheCut(3.5, 4, 3, 0.4);

  private DerivativeCases() {}

  static List<SoapParameters> variants() {
    List<SoapParameters> variants = new ArrayList<>();
    variants.add(PLAIN.withRbf(RadialBasis.POLYNOMIAL));
    for (Compression.Mode mode : Compression.Mode.values()) {
      variants.add(PLAIN.withCompression(new Compression(mode, UNLIKE)));
    }
    for (Weighting.Function function : Weighting.Function.values()) {
      variants.add(
          PLAIN.withWeighting(new Weighting(function, 2.5, 1.5, 0.7, 2.5, OptionalDouble.of(0.3))));
    }
    variants.add(PLAIN.withAverage(Average.INNER));
    variants.add(PLAIN.withAverage(Average.OUTER));
    Compression mixed = new Compression(Compression.Mode.MU1NU1, UNLIKE);
    variants.add(PLAIN.withAverage(Average.INNER).withCompression(mixed));
    variants.add(clearOfTheCut(3.2, 9, 5, 0.5));
    variants.add(PLAIN.withBoundary(Boundary.OPEN));
    return variants;
  }

  static List<Configuration> surroundings() {
    List<Configuration> list = new ArrayList<>();
    for (Periodicity pbc :
        List.of(
            Periodicity.NONE,
            new Periodicity(false, false, true),
            new Periodicity(true, true, false),
            Periodicity.ALL)) {
      list.add(Configuration.of(CRYSTAL.atomicNumbers(), CRYSTAL.positions(), CRYSTAL.cell(), pbc));
    }
    return list;
  }

  /** Parameters for which no atom of the crystal crosses the cut in a difference. */
  static SoapParameters clearOfTheCut(double rCut, int nMax, int lMax, double sigma) {
    SoapParameters parameters =
        SoapParameters.of(List.of(C, SI), rCut, nMax, lMax).withSigma(sigma);
    return pairs(parameters.reach() + 2.5 * STEP) == pairs(parameters.reach() - 2.5 * STEP)
        ? parameters
        : clearOfTheCut(rCut + STEP, nMax, lMax, sigma);
  }

  private static int pairs(double cutoff) {
    NeighborList list = new NeighborList(cutoff);
    list.build(CRYSTAL);
    return list.pairs();
  }

  static double[] fourthOrder(double step, Function<Double, double[]> function) {
    double[] near = function.apply(step);
    double[] nearBack = function.apply(-step);
    double[] far = function.apply(2 * step);
    double[] farBack = function.apply(-2 * step);
    double[] slope = new double[near.length];
    for (int i = 0; i < slope.length; i++) {
      slope[i] = (8 * (near[i] - nearBack[i]) - (far[i] - farBack[i])) / (12 * step);
    }
    return slope;
  }

  static double[] values(SoapParameters parameters, Configuration configuration) {
    return values(parameters, e -> e.evaluate(configuration));
  }

  static double[] values(SoapParameters parameters, Function<LocalEvaluator, Integer> evaluation) {
    Soap soap = Soap.of(parameters);
    LocalEvaluator evaluator = soap.evaluator();
    int rows = evaluation.apply(evaluator);
    return Arrays.copyOf(evaluator.values(), rows * soap.features());
  }
}
