package org.quarry.network;

import java.util.List;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Labels;

/**
 * Says energies, forces and stresses of configurations by trained models, in double precision. For
 * one thread.
 */
public interface Predictor {
  /** How the method of what is predicted begins; the model's name follows. */
  String METHOD = "model:";

  /** What errors and results call the model. */
  String name();

  /**
   * An answer for each configuration, in order. It is the same whichever others are asked for with
   * it, but for the rounding of sums.
   */
  List<Answer> predict(List<Configuration> configurations);

  /**
   * What is predicted for one configuration.
   *
   * @throws IllegalArgumentException if the model refuses it, as for an element that it was not
   *     trained on
   */
  default Labels predict(Configuration configuration) {
    Answer answer = predict(List.of(configuration)).get(0);
    if (answer instanceof Answer.Given given) {
      return given.labels();
    }
    throw new IllegalArgumentException(((Answer.Refused) answer).reason());
  }

  /**
   * A predictor by one model.
   *
   * @param name what errors call the model, as its file name
   * @throws IllegalArgumentException if the model gives several energies of a configuration, one a
   *     task
   */
  static Predictor of(String name, Model model) {
    if (model.architecture() instanceof PotentialNetwork network) {
      return PotentialPredictor.of(name, model, network);
    }
    return of(
        name,
        model,
        DescriptorVectors.differentiable(
            DescriptorVectors.descriptor(model.card().descriptorText())));
  }

  /**
   * A predictor by a model that reads vectors.
   *
   * @param name what errors call the model, as its file name
   * @param vectors the descriptor that the model was trained on; forces and stress are predicted if
   *     they are {@link DifferentiableVectors}
   * @throws IllegalArgumentException if it is another descriptor or has other parameters, or the
   *     model reads positions
   */
  static Predictor of(String name, Model model, AtomVectors vectors) {
    if (!(model.architecture() instanceof SoapNet network)) {
      throw new IllegalArgumentException("model " + name + " reads positions, no vectors");
    }
    if (!vectors.hash().equals(model.card().descriptorHash())
        || vectors.features() != network.features()) {
      throw new IllegalArgumentException(
          "model "
              + name
              + " was trained on "
              + model.card().descriptorText()
              + "; it cannot read a descriptor with the hash "
              + vectors.hash());
    }
    return new SoapNetPredictor(name, model, network, vectors);
  }
}
