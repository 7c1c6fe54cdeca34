package org.quarry.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Evaluator;
import org.quarry.descriptor.FeatureLayout;
import org.quarry.network.autograd.Array;
import org.quarry.network.autograd.HostEngine;
import org.quarry.network.autograd.Precision;
import org.quarry.network.autograd.Tape;
import org.quarry.network.potential.NeuralPotential;
import org.quarry.network.potential.PairBatch;
import org.quarry.network.potential.PairGeometry;
import org.quarry.network.potential.ParameterLayout;
import org.quarry.network.potential.Weights;
import org.quarry.parameters.Parameters;
import org.quarry.parameters.Settings;
import org.quarry.shard.AtomicFile;

/**
 * What a trained network describes atoms by, as a descriptor: the rows of f_rep, an atom each, or
 * their mean x = (1/N) Σ_i f_rep(i). Numbers of float32 parameters, computed in double precision;
 * without unit, the same for rotated, mirrored, translated and re-celled configurations.
 *
 * <p>The parameters name the model by its content. The content itself travels with {@link
 * #settings}, so that other processes need not see the file.
 */
public final class LearnedRepresentation implements Descriptor {
  private final RepresentationParameters parameters;
  private final byte[] content;
  private final Model model;
  private final PotentialNetwork network;
  private final NeuralPotential potential;

  private LearnedRepresentation(
      RepresentationParameters parameters, byte[] content, Model model, PotentialNetwork network) {
    this.parameters = parameters;
    this.content = content;
    this.model = model;
    this.network = network;
    this.potential = network.potential();
  }

  /**
   * The representation of a model.
   *
   * @param file what errors call it
   * @param content of the model's file
   * @throws UncheckedIOException if it is cut, altered or no model
   * @throws IllegalArgumentException if it reads vectors, so that its representation is another
   *     descriptor
   */
  public static LearnedRepresentation of(
      String file, byte[] content, RepresentationParameters.Average average) {
    Model model;
    try {
      model = ModelFile.read(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
    if (!(model.architecture() instanceof PotentialNetwork network)) {
      throw new IllegalArgumentException(
          "model "
              + file
              + " reads vectors ("
              + model.card().descriptorText()
              + "): describe by these, or by a network that reads positions");
    }
    return new LearnedRepresentation(
        new RepresentationParameters(AtomicFile.sha256(content), average),
        content.clone(),
        model,
        network);
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("model", content.clone(), "average", Settings.textOf(parameters.average()));
  }

  @Override
  public FeatureLayout layout() {
    return FeatureLayout.of(
        List.of(RepresentationParameters.NAME), List.of(potential.representation().features()));
  }

  @Override
  public Rows rows() {
    return parameters.average() == RepresentationParameters.Average.OFF
        ? Rows.CENTER
        : Rows.CONFIGURATION;
  }

  @Override
  public Evaluator evaluator() {
    return new Workspace();
  }

  private final class Workspace implements Evaluator {
    private final HostEngine<?> engine = HostEngine.of(Precision.DOUBLE);
    private final ParameterLayout layout = potential.layout();
    private final Array weights = engine.allocate(1, layout.size());
    private final PairBatch.Builder pairs = PairBatch.builder(potential.representation().cutoff());
    private double[] values = {};

    Workspace() {
      engine.write(network.flat(model.parameters()), weights);
    }

    @Override
    public int evaluate(Configuration configuration) {
      requireKnown(configuration);
      try (Tape tape = Tape.on(engine)) {
        PairGeometry geometry = PairGeometry.on(tape, pairs.add(configuration).build());
        values =
            potential
                .representation()
                .describe(
                    geometry, Weights.on(tape, layout, weights), NeuralPotential.REPRESENTATION)
                .toArray();
      }
      for (double value : values) {
        if (!Double.isFinite(value)) {
          throw new IllegalArgumentException(
              "the model describes " + configuration + " by " + value);
        }
      }
      if (rows() == Rows.CENTER) {
        return configuration.size();
      }
      values = mean(values, configuration.size());
      return 1;
    }

    @Override
    public double[] values() {
      return values;
    }
  }

  private static double[] mean(double[] rows, int count) {
    int width = rows.length / count;
    double[] mean = new double[width];
    for (int i = 0; i < rows.length; i++) {
      mean[i % width] += rows[i];
    }
    return Arrays.stream(mean).map(sum -> sum / count).toArray();
  }

  /** A network has parameters for all species of its lake; those it was trained on are fewer. */
  private void requireKnown(Configuration configuration) {
    for (int i = 0; i < configuration.size(); i++) {
      Element element = Element.of(configuration.atomicNumber(i));
      if (!model.reference().atoms().containsKey(element)) {
        throw new IllegalArgumentException(
            configuration
                + " holds "
                + element
                + ", the model was trained on "
                + model.reference().atoms().keySet()
                + " only");
      }
    }
  }
}
