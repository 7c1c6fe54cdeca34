package org.quarry.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.EnergyKind;
import org.quarry.network.autograd.Array;
import org.quarry.network.autograd.Nd4jEngine;
import org.quarry.network.autograd.Node;
import org.quarry.network.autograd.Precision;
import org.quarry.network.autograd.Tape;

/**
 * Energies of a {@link SoapNet}, E = Σ_i e_{Z_i} + s Σ_i ε(x_i), and their derivatives: ∂ε/∂x from
 * the network, back through the standardization and the vectors. One configuration after another,
 * since the vectors are dear and the network is cheap.
 */
final class SoapNetPredictor extends ModelPredictor {
  private final SoapNet network;
  private final EnergyReference reference;
  private final AtomVectors vectors;
  private final int[] columns; // one-hot by atomic number
  private final double[] mean;
  private final double[] factor;
  private final Nd4jEngine engine = Nd4jEngine.of(Precision.DOUBLE);
  private final Map<String, Array> parameters = new HashMap<>();

  SoapNetPredictor(String name, Model model, SoapNet network, AtomVectors vectors) {
    super(name, model.reference().atoms().keySet(), EnergyKind.of(model.card().energyKind()));
    this.network = network;
    this.reference = model.reference();
    this.vectors = vectors;
    this.columns = AtomBatch.columns(network.species(), network.features());
    FeatureScaling scaling = model.scaling().orElseThrow();
    this.mean = doubles(scaling.mean());
    this.factor = doubles(scaling.factor());
    Map<String, float[]> values = model.parameters();
    network
        .parameterShapes()
        .forEach(
            (parameter, shape) -> {
              Array array = engine.allocate((int) shape[0], (int) shape[1]);
              engine.write(doubles(values.get(parameter)), array);
              parameters.put(parameter, array);
            });
  }

  @Override
  List<Answer> answer(List<Configuration> configurations) {
    return configurations.stream().map(this::answer).toList();
  }

  private Answer answer(Configuration configuration) {
    double[] features;
    try {
      features = vectors.of(configuration);
    } catch (IllegalArgumentException e) {
      return noAnswer(configuration, e.getMessage());
    }
    int n = configuration.size();
    try (Tape tape = Tape.on(engine)) {
      Node x = tape.variable(inputs(configuration, features), n, network.inputs());
      Node sum = network.atomEnergies(x, name -> tape.constant(parameters.get(name))).sum();
      double energy = 0;
      for (int i = 0; i < n; i++) {
        energy += reference.atom(configuration.atomicNumber(i));
      }
      energy += reference.scale() * sum.toNumber();
      if (!(vectors instanceof DifferentiableVectors differentiable)) {
        return given(configuration, energy, Optional.empty(), Optional.empty());
      }
      double[] slopes = tape.lastGradients(sum, List.of(x)).get(0).toArray();
      double[] forces = new double[3 * n];
      double[] strain = new double[6];
      differentiable.backward(byFeature(slopes, n), forces, strain);
      for (int k = 0; k < forces.length; k++) {
        forces[k] = -forces[k];
      }
      return given(configuration, energy, Optional.of(forces), Optional.of(strain));
    }
  }

  /** Standardized vectors with the one-hot element behind, a row an atom. */
  private double[] inputs(Configuration configuration, double[] features) {
    int width = network.features();
    double[] rows = new double[configuration.size() * network.inputs()];
    for (int i = 0; i < configuration.size(); i++) {
      int row = i * network.inputs();
      for (int f = 0; f < width; f++) {
        rows[row + f] = (features[i * width + f] - mean[f]) * factor[f];
      }
      rows[row + columns[configuration.atomicNumber(i)]] = 1;
    }
    return rows;
  }

  /** ∂E/∂p from ∂(Σε)/∂x. */
  private double[] byFeature(double[] slopes, int atoms) {
    int width = network.features();
    double[] weights = new double[atoms * width];
    for (int i = 0; i < atoms; i++) {
      for (int f = 0; f < width; f++) {
        weights[i * width + f] = reference.scale() * factor[f] * slopes[i * network.inputs() + f];
      }
    }
    return weights;
  }

  private static double[] doubles(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
