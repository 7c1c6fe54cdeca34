package org.quarry.network.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.quarry.network.GraphSettings;
import org.quarry.network.Model;
import org.quarry.network.ModelCard;
import org.quarry.network.SoapNet;

/**
 * Trains a network on a folder of shards.
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
  private final TrainingEngine engine;

  public Trainer(TrainingParameters parameters, TrainingEngine engine) {
    this.parameters = parameters;
    this.engine = engine;
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
    Normalization normalization = Normalization.of(shards);
    SoapNet network =
        new SoapNet(
            shards.setup().features(),
            shards.setup().species(),
            parameters.hidden(),
            parameters.activation());
    double scale = normalization.reference().scale();
    ComputationGraph graph =
        network.graph(
            new GraphSettings(
                AtomBatchAssembler.loss(parameters.alpha(), scale),
                parameters.learningRate(),
                parameters.weightDecay()));
    Model.load(graph, network, network.initialParameters(parameters.seed()));
    BatchAssembler assembler =
        new AtomBatchAssembler(
            shards,
            network,
            normalization.scaling(),
            normalization.reference(),
            parameters.residual());
    Validation validation =
        new Validation(
            ShardSet.open(folder, VALIDATION),
            network,
            normalization.scaling(),
            normalization.reference());

    Kept kept = new Kept(graph, network);
    List<CurvePoint> curve = new ArrayList<>();
    rounds(
        graph,
        new BatchPlanner(shards, parameters),
        assembler,
        validation,
        kept,
        point -> {
          curve.add(point);
          progress.accept(point);
        });

    SortedMap<String, Double> facts = new TreeMap<>();
    facts.put("train_rows", (double) shards.rows());
    facts.put("train_dft_rows", (double) shards.dftRows());
    facts.put("epochs", (double) curve.get(curve.size() - 1).epoch());
    if (!Double.isNaN(kept.error)) {
      facts.put("validation_mae_ev_per_atom", kept.error);
    }
    ModelCard card =
        new ModelCard(
            shards.setup().snapshot(),
            shards.fingerprint(),
            shards.setup().method(),
            shards.setup().energyKind(),
            shards.setup().descriptor(),
            shards.setup().descriptorHash(),
            shards.setup().descriptorText(),
            parameters.canonicalText(),
            facts);
    return new Training(
        new Model(
            network, card, normalization.scaling(), normalization.reference(), kept.parameters),
        curve);
  }

  private void rounds(
      ComputationGraph graph,
      BatchPlanner planner,
      BatchAssembler assembler,
      Validation validation,
      Kept kept,
      Consumer<CurvePoint> progress)
      throws IOException {
    long start = System.nanoTime();
    INDArray average = graph.params().dup();
    int done = 0;
    while (done < parameters.epochs() && !exhausted(kept, done)) {
      double rate = parameters.learningRateAt((double) done / parameters.epochs());
      graph.setLearningRate(rate);
      List<BatchPlan> batches = new ArrayList<>();
      int first = done;
      do {
        batches.addAll(planner.epoch(done++));
      } while (batches.size() < engine.minimumRound() && done < parameters.epochs());
      INDArray before = graph.params().dup();
      double loss = engine.fit(graph, batches, assembler);
      check(before, graph.params(), loss, done);

      double keep = first == 0 ? 0 : Math.pow(parameters.averaging(), done - first);
      average.muli(keep).addi(graph.params().mul(1 - keep));
      INDArray own = graph.params().dup();
      graph.params().assign(average);
      double error = validation.meanAbsoluteError(graph);
      kept.offer(graph, error, done, parameters.patience() == 0);
      graph.params().assign(own);
      progress.accept(new CurvePoint(done, rate, loss, error, (System.nanoTime() - start) * 1e-9));
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

  /** The parameters that will become the model. */
  private static final class Kept {
    private final SoapNet network;
    private Map<String, float[]> parameters;
    private double error = Double.NaN;
    private int epoch;

    Kept(ComputationGraph graph, SoapNet network) {
      this.network = network;
      this.parameters = Model.unload(graph, network);
    }

    void offer(ComputationGraph graph, double newError, int newEpoch, boolean always) {
      if (always || Double.isNaN(newError) || Double.isNaN(error) || newError < error) {
        parameters = Model.unload(graph, network);
        error = newError;
        epoch = newEpoch;
      }
    }
  }
}
