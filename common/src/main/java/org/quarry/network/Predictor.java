package org.quarry.network;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;

/**
 * Energies of configurations by a trained model. Each configuration is evaluated by itself, so that
 * its energy does not depend on its neighbours in a batch. For one thread.
 */
public final class Predictor {
  private final String name;
  private final Model model;
  private final FeatureScaling scaling;
  private final AtomVectors vectors;
  private final ComputationGraph graph;

  private Predictor(String name, Model model, FeatureScaling scaling, AtomVectors vectors) {
    this.name = name;
    this.model = model;
    this.scaling = scaling;
    this.vectors = vectors;
    this.graph = model.graph(GraphSettings.forPrediction());
  }

  /**
   * A predictor.
   *
   * @param name what errors call the model, as its file name
   * @param vectors the descriptor that the model was trained on
   * @throws IllegalArgumentException if it is another descriptor or has other parameters, or the
   *     model reads none
   */
  public static Predictor of(String name, Model model, AtomVectors vectors) {
    FeatureScaling scaling =
        model
            .scaling()
            .orElseThrow(
                () ->
                    new IllegalArgumentException("model " + name + " reads positions, no vectors"));
    if (!vectors.hash().equals(model.card().descriptorHash())
        || vectors.features() != scaling.features()) {
      throw new IllegalArgumentException(
          "model "
              + name
              + " was trained on "
              + model.card().descriptorText()
              + "; it cannot read a descriptor with the hash "
              + vectors.hash());
    }
    return new Predictor(name, model, scaling, vectors);
  }

  /**
   * Energy of a configuration in eV.
   *
   * @throws IllegalArgumentException if it holds an element that the model was not trained on
   */
  public double energy(Configuration configuration) {
    for (int i = 0; i < configuration.size(); i++) {
      if (Double.isNaN(model.reference().atom(configuration.atomicNumber(i)))) {
        throw new IllegalArgumentException(
            "model "
                + name
                + " was trained on "
                + String.join(", ", model.architecture().species())
                + " only; configuration "
                + configuration.id()
                + " holds "
                + Element.of(configuration.atomicNumber(i)));
      }
    }
    AtomBatch batch = new AtomBatch(model.architecture(), scaling, 1, configuration.size());
    batch.add(configuration, vectors.of(configuration));
    INDArray perAtom = graph.outputSingle(batch.weights(), batch.atoms());
    return model.reference().energy(configuration, configuration.size() * perAtom.getDouble(0));
  }

  /** The model. */
  public Model model() {
    return model;
  }
}
