package org.quarry.network.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.quarry.network.Architecture;
import org.quarry.network.LearningRates;
import org.quarry.network.Model;
import org.quarry.network.ModelCard;

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

  /**
   * A trainer.
   *
   * @param network what is trained
   * @param parameters how
   * @param engine where
   */
  public Trainer(NetworkSettings network, TrainingParameters parameters, TrainingEngine engine) {
    this.network = Objects.requireNonNull(network);
    this.parameters = Objects.requireNonNull(parameters);
    this.engine = Objects.requireNonNull(engine);
  }

  /**
   * Trains.
   *
   * @param folder of shards with a manifest; split {@code train} is fitted to, split {@code
   *     validation}, if there, is watched
   * @param progress is told each point of the learning curve as it comes
   * @throws TrainingException if there is nothing to train on, or the parameters stand still or run
   *     away
   */
  public Training train(Path folder, Consumer<CurvePoint> progress) throws IOException {
    ShardSet shards = ShardSet.open(folder, TRAIN);
    if (shards.rows() == 0) {
      throw new TrainingException(folder + " holds no rows to train on");
    }
    Learner learner = network.learner(shards);
    ShardSet validation = ShardSet.open(folder, VALIDATION);
    Architecture architecture = learner.architecture();
    ComputationGraph graph = learner.graph(parameters);
    Model.load(graph, architecture, architecture.initialParameters(parameters.seed()));

    Kept kept = new Kept(graph, architecture);
    List<CurvePoint> curve = new ArrayList<>();
    rounds(graph, learner, new BatchPlanner(shards, parameters), validation, kept, curve, progress);
    return new Training(learner.model(card(shards, curve, kept), kept.parameters), curve);
  }

  private void rounds(
      ComputationGraph graph,
      Learner learner,
      BatchPlanner planner,
      ShardSet validation,
      Kept kept,
      List<CurvePoint> curve,
      Consumer<CurvePoint> progress)
      throws IOException {
    long start = System.nanoTime();
    BatchAssembler assembler = learner.assembler();
    MovingAverage average = new MovingAverage(parameters.averaging(), graph.params());
    int done = 0;
    while (done < parameters.epochs() && !exhausted(kept, done)) {
      double rate = parameters.learningRate().at(done, parameters.epochs(), curve);
      LearningRates.set(graph, rate);
      List<BatchPlan> batches = new ArrayList<>();
      int first = done;
      do {
        batches.addAll(planner.epoch(done++));
      } while (batches.size() < engine.minimumRound() && done < parameters.epochs());
      int epochs = done - first;
      INDArray before = graph.params().dup();
      double loss =
          engine.fit(
              graph, batches, assembler, share -> average.follow(graph.params(), share * epochs));
      check(before, graph.params(), loss, done);

      INDArray own = graph.params().dup();
      graph.params().assign(average.value());
      Errors errors = learner.errors(graph, validation);
      double validationLoss = learner.loss(errors);
      kept.offer(graph, errors, validationLoss, done, parameters.patience() == 0);
      graph.params().assign(own);
      CurvePoint point =
          new CurvePoint(
              done, rate, loss, validationLoss, errors, (System.nanoTime() - start) * 1e-9);
      curve.add(point);
      progress.accept(point);
    }
  }

  private boolean exhausted(Kept kept, int done) {
    return parameters.patience() > 0 && done - kept.epoch >= parameters.patience();
  }

  /** Training may stand still or run away without a word: not here. */
  private static void check(INDArray before, INDArray after, double loss, int epoch) {
    if (!Double.isFinite(loss) || !Double.isFinite(after.sumNumber().doubleValue())) {
      throw new TrainingException(
          "training diverged before epoch "
              + epoch
              + " (loss "
              + loss
              + "): lower the learning rate");
    }
    if (before.equalsWithEps(after, 0)) {
      throw new TrainingException(
          "the parameters did not move before epoch " + epoch + ": no worker trained on anything");
    }
  }

  private ModelCard card(ShardSet shards, List<CurvePoint> curve, Kept kept) {
    SortedMap<String, Double> facts = new TreeMap<>();
    facts.put("train_rows", (double) shards.rows());
    facts.put("train_dft_rows", (double) shards.dftRows());
    facts.put("epochs", (double) curve.get(curve.size() - 1).epoch());
    facts.put("kept_epoch", (double) kept.epoch);
    putIfKnown(facts, "validation_mae_ev_per_atom", kept.errors.energyMae());
    putIfKnown(facts, "validation_rmse_ev_per_atom", kept.errors.energyRmse());
    putIfKnown(facts, "validation_force_mae_ev_per_angstrom", kept.errors.forceMae());
    putIfKnown(facts, "validation_force_rmse_ev_per_angstrom", kept.errors.forceRmse());
    return new ModelCard(
        shards.setup().snapshot(),
        shards.fingerprint(),
        shards.setup().method(),
        shards.setup().energyKind(),
        shards.setup().descriptor(),
        shards.setup().descriptorHash(),
        shards.setup().descriptorText(),
        new RunParameters(network, parameters).canonicalText(),
        facts);
  }

  private static void putIfKnown(Map<String, Double> facts, String name, double value) {
    if (!Double.isNaN(value)) {
      facts.put(name, value);
    }
  }

  /** The parameters that will become the model. */
  private static final class Kept {
    private final Architecture architecture;
    private Map<String, float[]> parameters;
    private Errors errors = Errors.NONE;
    private double loss = Double.NaN;
    private int epoch;

    Kept(ComputationGraph graph, Architecture architecture) {
      this.architecture = architecture;
      this.parameters = Model.unload(graph, architecture);
    }

    void offer(
        ComputationGraph graph, Errors newErrors, double newLoss, int newEpoch, boolean always) {
      if (always || Double.isNaN(newLoss) || Double.isNaN(loss) || newLoss < loss) {
        parameters = Model.unload(graph, architecture);
        errors = newErrors;
        loss = newLoss;
        epoch = newEpoch;
      }
    }
  }
}
