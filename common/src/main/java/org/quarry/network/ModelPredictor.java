package org.quarry.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.EnergyKind;
import org.quarry.atoms.Labels;

/** What predictors by one model share: which elements it knows, and how answers are made. */
abstract class ModelPredictor implements Predictor {
  static {
    NativeThreads.settle(); // before the first product
  }

  private final String name;
  private final String elements;
  private final EnergyKind energyKind;
  private final boolean[] known = new boolean[119];

  /**
   * A predictor.
   *
   * @param known the elements that it was trained on
   */
  ModelPredictor(String name, Set<Element> known, EnergyKind energyKind) {
    GraphicsCard.check();
    this.name = name;
    this.elements = known.stream().map(Element::symbol).collect(Collectors.joining(", "));
    this.energyKind = energyKind;
    known.forEach(element -> this.known[element.atomicNumber()] = true);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final List<Answer> predict(List<Configuration> configurations) {
    List<Optional<Answer>> refusals = configurations.stream().map(this::refusal).toList();
    List<Configuration> rest = new ArrayList<>();
    for (int i = 0; i < configurations.size(); i++) {
      if (refusals.get(i).isEmpty()) {
        rest.add(configurations.get(i));
      }
    }
    var answers = answer(rest).iterator();
    return refusals.stream().map(refusal -> refusal.orElseGet(answers::next)).toList();
  }

  /** An answer for each of some configurations of known elements. */
  abstract List<Answer> answer(List<Configuration> configurations);

  private Optional<Answer> refusal(Configuration configuration) {
    for (int i = 0; i < configuration.size(); i++) {
      if (!known[configuration.atomicNumber(i)]) {
        return Optional.of(
            new Answer.Refused(
                "model "
                    + name
                    + " was trained on "
                    + elements
                    + " only; configuration "
                    + configuration.id()
                    + " holds "
                    + Element.of(configuration.atomicNumber(i))));
      }
    }
    return Optional.empty();
  }

  /**
   * The answer of some numbers, if they are finite.
   *
   * @param strain ∂E/∂ε in eV, xx yy zz yz xz xy
   */
  final Answer given(
      Configuration configuration,
      double energy,
      Optional<double[]> forces,
      Optional<double[]> strain) {
    try {
      Labels.Builder labels =
          Labels.builder().method(METHOD + name).energyKind(energyKind).energy(energy);
      forces.ifPresent(labels::forces);
      if (strain.isPresent() && configuration.pbc().dimensions() == 3) {
        double volume = configuration.cell().volume();
        labels.stress(Arrays.stream(strain.get()).map(component -> component / volume).toArray());
      }
      return Answer.Given.of(labels.build());
    } catch (IllegalArgumentException e) {
      return noAnswer(configuration, e.getMessage());
    }
  }

  /** That the model fails on a configuration. */
  final Answer noAnswer(Configuration configuration, String reason) {
    return new Answer.Refused(
        "model " + name + " has no answer for configuration " + configuration.id() + ": " + reason);
  }
}
