package org.quarry.network.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.quarry.network.GraphicsCard;
import org.quarry.network.ModelCard;
import org.quarry.parameters.Parameters;

/**
 * Trains a network of any kind on a folder of shards.
 *
 * <p>Scales of input and output are fitted first. Then round after round (an epoch each, or as many
 * as the engine needs to be worth its while) the engine fits the graph to minibatches; after each
 * round the parameters must have moved and be finite, their moving average is validated, and the
 * curve gets a point.
 */
public final class Trainer {
  private static final String TRAIN = "train";
  private static final String VALIDATION = "validation";

  private final TrainingParameters parameters;
  private final NetworkSettings network;
  private final TrainingEngine engine;
  private final Optional<FineTuning> from;

  /**
   * A trainer.
   *
   * @param network what is trained
   * @param parameters how
   * @param engine where
   */
  public Trainer(NetworkSettings network, TrainingParameters parameters, TrainingEngine engine) {
    this(network, parameters, engine, Optional.empty());
  }

  private Trainer(
      NetworkSettings network,
      TrainingParameters parameters,
      TrainingEngine engine,
      Optional<FineTuning> from) {
    this.network = Objects.requireNonNull(network);
    this.parameters = Objects.requireNonNull(parameters);
    this.engine = Objects.requireNonNull(engine);
    this.from = from;
  }

  /** The same starting from a trained model. */
  public Trainer startingFrom(FineTuning model) {
    return new Trainer(network, parameters, engine, Optional.of(model));
  }

  /** All settings that the model depends on besides its rows. */
  public Parameters settings() {
    return new RunParameters(network, parameters, from);
  }

  /** Trains without leaving checkpoints: see the other method. */
  public Training train(Path folder, Consumer<CurvePoint> progress) throws IOException {
    return train(folder, Checkpoint.none(), progress);
  }

  /**
   * Trains, or goes on from a checkpoint. On a single thread that ends with the same bits as
   * training in one go.
   *
   * @param folder of shards with a manifest; split {@code train} is fitted to, split {@code
   *     validation}, if there, is watched
   * @param checkpoint of this training, left in place at the end
   * @param progress is told each point of the learning curve as it comes
   * @throws TrainingInputException if shards or model do not serve
   * @throws TrainingException if the parameters stand still or run away
   * @throws org.quarry.network.ModelException if the checkpoint is damaged or another training's
   */
  public Training train(Path folder, Checkpoint checkpoint, Consumer<CurvePoint> progress)
      throws IOException {
    GraphicsCard.check();
    ShardSet rows = ShardSet.open(folder, TRAIN);
    if (rows.rows() == 0) {
      throw new TrainingInputException(folder + " holds no rows to train on");
    }
    Parameters all = settings();
    Learner learner = from.isPresent() ? network.learner(rows, from.get()) : network.learner(rows);
    String name = all.hash() + ":" + rows.fingerprint();
    TrainingRun run =
        new TrainingRun(parameters, engine, learner, rows, ShardSet.open(folder, VALIDATION));
    checkpoint.read(name).ifPresent(run::restore);
    double written = run.seconds();
    while (!run.ended()) {
      CurvePoint point = run.round();
      if (checkpoint.due(run.seconds() - written)) {
        checkpoint.write(name, run.state());
        written = run.seconds();
      }
      progress.accept(point);
    }
    ModelCard card = card(rows, all, run.curve(), run.kept());
    return new Training(run.model(card), run.curve());
  }

  private static ModelCard card(
      ShardSet shards, Parameters all, List<CurvePoint> curve, KeptModel kept) {
    SortedMap<String, Double> facts = new TreeMap<>();
    facts.put("train_rows", (double) shards.rows());
    facts.put("train_dft_rows", (double) shards.dftRows());
    facts.put("epochs", (double) curve.get(curve.size() - 1).epoch());
    facts.put("kept_epoch", (double) kept.epoch());
    putIfKnown(facts, "validation_mae_ev_per_atom", kept.errors().energyMae());
    putIfKnown(facts, "validation_rmse_ev_per_atom", kept.errors().energyRmse());
    putIfKnown(facts, "validation_force_mae_ev_per_angstrom", kept.errors().forceMae());
    putIfKnown(facts, "validation_force_rmse_ev_per_angstrom", kept.errors().forceRmse());
    putIfKnown(facts, "validation_virial_mae_ev_per_atom", kept.errors().virialMae());
    putIfKnown(facts, "validation_virial_rmse_ev_per_atom", kept.errors().virialRmse());
    return new ModelCard(
        shards.setup().snapshot(),
        shards.fingerprint(),
        shards.setup().method(),
        shards.setup().energyKind(),
        shards.setup().descriptor(),
        shards.setup().descriptorHash(),
        shards.setup().descriptorText(),
        all.canonicalText(),
        facts);
  }

  private static void putIfKnown(Map<String, Double> facts, String name, double value) {
    if (!Double.isNaN(value)) {
      facts.put(name, value);
    }
  }
}
