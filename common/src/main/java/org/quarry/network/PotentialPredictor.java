package org.quarry.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.EnergyKind;
import org.quarry.network.autograd.Array;
import org.quarry.network.autograd.Nd4jEngine;
import org.quarry.network.autograd.Precision;
import org.quarry.network.autograd.Tape;
import org.quarry.network.potential.NeuralPotential;
import org.quarry.network.potential.PairBatch;
import org.quarry.network.potential.ParameterLayout;
import org.quarry.network.potential.Prediction;
import org.quarry.network.potential.Weights;

/**
 * Energies, forces and stresses of a {@link NeuralPotential}: E = Σ_i e_{Z_i} + s·Y. Small
 * configurations are computed together, up to a number of atoms.
 */
final class PotentialPredictor extends ModelPredictor {
  /** Larger batches take more memory and hardly less time. */
  private static final int MOST_ATOMS = 512;

  private final NeuralPotential potential;
  private final ParameterLayout layout;
  private final double[] elements; // energies by atomic number, in eV
  private final double scale;
  private final Nd4jEngine engine = Nd4jEngine.of(Precision.DOUBLE);
  private final Array parameters;

  static PotentialPredictor of(String name, Model model, PotentialNetwork network) {
    NeuralPotential potential = network.potential();
    if (potential.tasks() > 1) {
      throw new IllegalArgumentException(
          "model "
              + name
              + " gives "
              + potential.tasks()
              + " energies of a configuration, one an empirical potential: fine-tune it on labels"
              + " before it predicts");
    }
    Map<String, float[]> parameters = model.parameters();
    EnergyReference reference = model.reference();
    float[] own = parameters.get(PotentialNetwork.REFERENCE);
    double[] elements = new double[119];
    for (int k = 0; k < own.length; k++) {
      int z = Element.of(network.species().get(k)).atomicNumber();
      elements[z] = reference.atom(z) + reference.scale() * own[k];
    }
    return new PotentialPredictor(
        name,
        reference.atoms().keySet(),
        EnergyKind.of(model.card().energyKind()),
        potential,
        network.flat(parameters),
        elements,
        reference.scale());
  }

  private PotentialPredictor(
      String name,
      Set<Element> known,
      EnergyKind energyKind,
      NeuralPotential potential,
      double[] values,
      double[] elements,
      double scale) {
    super(name, known, energyKind);
    this.potential = potential;
    this.layout = potential.layout();
    this.elements = elements.clone();
    this.scale = scale;
    this.parameters = engine.allocate(1, layout.size());
    engine.write(values, parameters);
  }

  @Override
  List<Answer> answer(List<Configuration> configurations) {
    List<Answer> answers = new ArrayList<>();
    List<Configuration> batch = new ArrayList<>();
    int atoms = 0;
    for (Configuration configuration : configurations) {
      if (!batch.isEmpty() && atoms + configuration.size() > MOST_ATOMS) {
        compute(batch, answers);
        batch.clear();
        atoms = 0;
      }
      batch.add(configuration);
      atoms += configuration.size();
    }
    if (!batch.isEmpty()) {
      compute(batch, answers);
    }
    return answers;
  }

  private void compute(List<Configuration> batch, List<Answer> answers) {
    PairBatch pairs =
        PairBatch.of(potential.representation().cutoff(), batch.toArray(Configuration[]::new));
    try (Tape tape = Tape.on(engine)) {
      Prediction prediction = potential.predict(pairs, Weights.on(tape, layout, parameters));
      double[] energies = prediction.energies().toArray();
      Prediction.Derivatives derivatives = prediction.lastDerivatives();
      double[] forces = scaled(derivatives.forces().toArray());
      double[] strains = scaled(derivatives.strainDerivatives().toArray());
      int atom = 0;
      for (int b = 0; b < batch.size(); b++) {
        Configuration configuration = batch.get(b);
        double energy = scale * energies[b];
        for (int i = 0; i < configuration.size(); i++) {
          energy += elements[configuration.atomicNumber(i)];
        }
        int end = atom + configuration.size();
        answers.add(
            given(
                configuration,
                energy,
                Optional.of(Arrays.copyOfRange(forces, 3 * atom, 3 * end)),
                Optional.of(symmetric(strains, 9 * b))));
        atom = end;
      }
    }
  }

  private double[] scaled(double[] values) {
    for (int k = 0; k < values.length; k++) {
      values[k] *= scale;
    }
    return values;
  }

  /** xx yy zz yz xz xy of a row-major 3 × 3 matrix that is symmetric but for rounding. */
  private static double[] symmetric(double[] m, int at) {
    return new double[] {
      m[at],
      m[at + 4],
      m[at + 8],
      (m[at + 5] + m[at + 7]) / 2,
      (m[at + 2] + m[at + 6]) / 2,
      (m[at + 1] + m[at + 3]) / 2
    };
  }
}
