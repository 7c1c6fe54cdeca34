package org.quarry.network.training;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.quarry.network.Architecture;
import org.quarry.network.Model;
import org.quarry.network.ModelCard;
import org.quarry.shard.SampleKind;
import org.quarry.shard.Shard;

/**
 * What a {@link Trainer} needs of a kind of network, after it has looked at the rows that the
 * network is to be trained on.
 */
public interface Learner {
  /** The network's shape. */
  Architecture architecture();

  /**
   * Starting values of the parameters.
   *
   * @param seed of those that come from nowhere else
   */
  Map<String, float[]> start(long seed);

  /**
   * Which deck a training row is dealt from: every minibatch has rows of both in a fixed ratio.
   * Empty for a row that says nothing to this network.
   */
  Optional<SampleKind> kind(Shard shard, int row);

  /** A graph to be trained, with starting parameters of no meaning. */
  ComputationGraph graph(TrainingParameters parameters);

  /** Makes arrays of training rows. */
  BatchAssembler assembler();

  /** Errors of a graph on the first-principles labels of a split. */
  Errors errors(ComputationGraph graph, ShardSet split) throws IOException;

  /**
   * What errors amount to; NaN for no errors. Where training has a patience, the model with the
   * least is kept; otherwise it is watched, and the last model is kept.
   */
  double loss(Errors errors);

  /** The card of a model, but for what the trainer knows. */
  Model model(ModelCard card, Map<String, float[]> parameters);
}
