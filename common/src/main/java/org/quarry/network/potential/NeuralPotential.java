package org.quarry.network.potential;

import org.quarry.network.autograd.Node;

/**
 * E = Σ_i f_pred(f_rep(i)): energies of configurations from a representation, and what follows by
 * differentiation. Parameters of f_rep are named {@code representation.…}, those of f_pred {@code
 * energy.…}, so that either can be exchanged, frozen or started anew.
 *
 * <pre>{@code
 * var potential = NeuralPotential.of(
 *     new SchNet(List.of("C", "H", "O"), 64, 3, RadialBasis.GAUSSIAN, 20, 5));
 * ParameterLayout layout = potential.layout();
 * Array parameters = engine.allocate(1, layout.size());
 * engine.write(layout.initial(seed), parameters);
 * try (Tape tape = Tape.on(engine)) {
 *   Weights weights = Weights.on(tape, layout, parameters);
 *   Prediction prediction = potential.predict(batch, weights);
 *   Node errors = prediction.derivatives().forces().minus(labels);
 *   weights.lastGradient(errors.square().sum(), gradient);
 * }
 * }</pre>
 *
 * <p>Energies are in the unit of the labels it is trained on, less their reference; lengths in Å.
 *
 * @param representation f_rep
 * @param energy f_pred
 */
public record NeuralPotential(Representation representation, AtomwiseEnergy energy) {
  /** What the names of f_rep's parameters begin with. */
  public static final String REPRESENTATION = "representation.";

  /** What the names of f_pred's parameters begin with. */
  public static final String ENERGY = "energy.";

  public NeuralPotential {
    if (representation.features() != energy.features()) {
      throw new IllegalArgumentException(
          representation.features()
              + " features from the representation, but energies are read from "
              + energy.features());
    }
  }

  /** With the energy read as the representation proposes. */
  public static NeuralPotential of(Representation representation) {
    return new NeuralPotential(
        representation,
        new AtomwiseEnergy(representation.features(), representation.readoutWidth()));
  }

  /** The same representation with a prediction of so many energies. */
  public NeuralPotential withTasks(int tasks) {
    return new NeuralPotential(
        representation, new AtomwiseEnergy(energy.features(), energy.hidden(), tasks));
  }

  /** Number of energies of a configuration. */
  public int tasks() {
    return energy.tasks();
  }

  /** Where its parameters lie. */
  public ParameterLayout layout() {
    ParameterLayout.Builder layout = ParameterLayout.builder();
    representation.declare(layout, REPRESENTATION);
    energy.declare(layout, ENERGY);
    return layout.build();
  }

  /** Puts the prediction for a batch on the tape of the parameters. */
  public Prediction predict(PairBatch batch, Weights weights) {
    PairGeometry geometry = PairGeometry.on(weights.tape(), batch);
    Node features = representation.describe(geometry, weights, REPRESENTATION);
    Node atoms = energy.energies(features, weights, ENERGY);
    return new Prediction(geometry, atoms, atoms.segmentSum(batch.configurations()));
  }
}
