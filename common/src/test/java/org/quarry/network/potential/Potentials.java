package org.quarry.network.potential;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.Periodicity;
import org.quarry.descriptor.soap.SoapParameters;
import org.quarry.network.NativeThreads;
import org.quarry.network.autograd.Array;
import org.quarry.network.autograd.ArrayEngine;
import org.quarry.network.autograd.HostEngine;
import org.quarry.network.autograd.Node;
import org.quarry.network.autograd.Precision;
import org.quarry.network.autograd.Tape;

/** A small potential with random parameters in double precision, and configurations for it. */
final class Potentials {
  static final double CUTOFF = 3.2;
  private static final List<String> SPECIES = List.of("H", "C", "O");

  static {
    NativeThreads.settle(); // or threads wait for each other
  }

  final NeuralPotential potential;
  final ParameterLayout layout;
  final double[] parameters;
  private final ArrayEngine engine = HostEngine.of(Precision.DOUBLE);
  private final Array flat;

  Potentials(Representation representation) {
    potential = NeuralPotential.of(representation);
    layout = potential.layout();
    parameters = layout.initial(7);
    Random random = new Random(11);
    for (int i = 0; i < parameters.length; i++) { // no bias is zero
      parameters[i] += 0.1 * random.nextGaussian();
    }
    flat = engine.allocate(1, layout.size());
  }

  static Stream<Representation> representations() {
    return Stream.of(
        new SchNet(SPECIES, 6, 2, RadialBasis.GAUSSIAN, 8, CUTOFF),
        new SchNet(SPECIES, 5, 1, RadialBasis.BESSEL, 6, CUTOFF),
        new PaiNN(SPECIES, 6, 3, RadialBasis.BESSEL, 5, CUTOFF),
        new Cgcnn(SPECIES, 6, 2, RadialBasis.GAUSSIAN, 7, CUTOFF),
        soap(List.of(7, 5)),
        soap(List.of()));
  }

  /** Standardized by the configurations below. */
  private static Representation soap(List<Integer> hidden) {
    SoapParameters parameters =
        SoapParameters.of(SPECIES.stream().map(Element::of).toList(), CUTOFF, 3, 2).withSigma(0.5);
    return SoapFeatures.of(SoapFeatures.smooth(parameters), hidden)
        .fittedTo(PairBatch.of(CUTOFF, molecule(), crystal(), slab(), atom()));
  }

  /** A bent molecule. */
  static Configuration molecule() {
    return Configuration.isolated(
        new int[] {6, 8, 1, 1, 8},
        new double[] {
          0.1, 0.0, 0.2, 1.2, 0.3, 0.0, -0.5, 0.9, 0.1, -0.4, -0.8, -0.5, 2.0, -1.1, 0.7
        });
  }

  /** A triclinic crystal whose cell is smaller than the cutoff. */
  static Configuration crystal() {
    return Configuration.of(
        new int[] {6, 8, 6},
        new double[] {0.1, 0.2, 0.0, 1.4, 1.1, 0.9, 0.3, 1.6, 1.7},
        Cell.of(2.9, 0.1, 0.0, 0.4, 3.0, 0.2, -0.3, 0.5, 3.1),
        Periodicity.ALL);
  }

  /** A slab, periodic in two directions. */
  static Configuration slab() {
    return Configuration.of(
        new int[] {8, 1},
        new double[] {0.0, 0.1, 0.0, 0.8, 0.9, 0.6},
        Cell.of(2.7, 0.0, 0.0, 0.6, 2.6, 0.0, 0.0, 0.0, 9.0),
        new Periodicity(true, true, false));
  }

  /** An atom without neighbors. */
  static Configuration atom() {
    return Configuration.isolated(new int[] {1}, new double[3]);
  }

  interface Reading<R> {
    R of(Prediction prediction, Weights weights);
  }

  /** What a reading finds in the prediction for a batch. */
  <R> R read(PairBatch batch, Reading<R> reading) {
    engine.write(parameters, flat);
    try (Tape tape = Tape.on(engine)) {
      Weights weights = Weights.on(tape, layout, flat);
      return reading.of(potential.predict(batch, weights), weights);
    }
  }

  double[] energies(Configuration... configurations) {
    return read(PairBatch.of(CUTOFF, configurations), (p, w) -> p.energies().toArray());
  }

  double[] forces(Configuration... configurations) {
    return read(PairBatch.of(CUTOFF, configurations), (p, w) -> p.derivatives().forces().toArray());
  }

  double[] strainDerivatives(Configuration... configurations) {
    return read(
        PairBatch.of(CUTOFF, configurations),
        (p, w) -> p.lastDerivatives().strainDerivatives().toArray());
  }

  double[] gradient(PairBatch batch, Function<Prediction, Node> loss) {
    return read(
        batch,
        (p, w) -> {
          Array gradient = engine.allocate(1, layout.size());
          w.lastGradient(loss.apply(p), gradient);
          return engine.read(gradient);
        });
  }
}
