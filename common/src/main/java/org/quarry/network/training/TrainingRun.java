package org.quarry.network.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.quarry.network.LearningRates;
import org.quarry.network.Model;
import org.quarry.network.ModelCard;

/** A training while it goes on, round after round. */
final class TrainingRun {
  private final TrainingParameters parameters;
  private final TrainingEngine engine;
  private final Learner learner;
  private final ShardSet validation;
  private final BatchPlanner planner;
  private final BatchAssembler assembler;
  private final ComputationGraph graph;
  private final MovingAverage average;
  private final List<CurvePoint> curve = new ArrayList<>();
  private final long start = System.nanoTime();
  private double secondsBefore;
  private KeptModel kept;
  private int done;

  TrainingRun(
      TrainingParameters parameters,
      TrainingEngine engine,
      Learner learner,
      ShardSet rows,
      ShardSet validation)
      throws IOException {
    this.parameters = parameters;
    this.engine = engine;
    this.learner = learner;
    this.validation = validation;
    this.planner = new BatchPlanner(rows, parameters, learner);
    this.assembler = learner.assembler();
    this.graph = learner.graph(parameters);
    Map<String, float[]> initial = learner.start(parameters.seed());
    Model.load(graph, learner.architecture(), initial);
    this.average = new MovingAverage(parameters.averaging(), graph.params());
    this.kept = new KeptModel(0, Double.NaN, Errors.NONE, initial);
    if (parameters.patience() > 0) {
      requireLoss();
    }
  }

  /** Patience waits for a better loss, and would wait for ever where none is known. */
  private void requireLoss() throws IOException {
    if (Double.isNaN(learner.loss(learner.errors(graph, validation)))) {
      throw new TrainingInputException(
          validation.folder()
              + " holds no validation rows with labels, which patience needs: write shards with a"
              + " validation split, or train without patience");
    }
  }

  /** Points so far. */
  List<CurvePoint> curve() {
    return curve;
  }

  /** What would become the model now: with a patience the best so far, otherwise the last. */
  KeptModel kept() {
    return kept;
  }

  /** The model that is kept. */
  Model model(ModelCard card) {
    return learner.model(card, kept.parameters());
  }

  /** Seconds of training, those before a checkpoint included. */
  double seconds() {
    return secondsBefore + (System.nanoTime() - start) * 1e-9;
  }

  /** Whether all epochs are done, or nothing got better for too long. */
  boolean ended() {
    boolean exhausted = parameters.patience() > 0 && done - kept.epoch() >= parameters.patience();
    return done >= parameters.epochs() || exhausted;
  }

  /**
   * Trains for a round and validates.
   *
   * @throws TrainingException if the parameters stood still or ran away
   */
  CurvePoint round() throws IOException {
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

    CurvePoint point = validate(rate, loss);
    curve.add(point);
    return point;
  }

  /** Validates the moving average, and keeps it; with a patience only if it is the best. */
  private CurvePoint validate(double rate, double loss) throws IOException {
    INDArray own = graph.params().dup();
    graph.params().assign(average.value());
    Errors errors = learner.errors(graph, validation);
    double validationLoss = learner.loss(errors);
    if (parameters.patience() == 0 || kept.losesTo(validationLoss)) {
      kept =
          new KeptModel(done, validationLoss, errors, Model.unload(graph, learner.architecture()));
    }
    graph.params().assign(own);
    return new CurvePoint(done, rate, loss, validationLoss, errors, seconds());
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

  /** What it takes to go on from here. */
  TrainingState state() {
    INDArray memory = graph.getUpdater().getUpdaterStateViewArray();
    return new TrainingState(
        done,
        graph.getConfiguration().getIterationCount(),
        Map.of(
            TrainingState.PARAMETERS,
            floats(graph.params()),
            TrainingState.MEMORY,
            memory == null ? new float[0] : floats(memory),
            TrainingState.AVERAGE,
            floats(average.value())),
        average.weight(),
        kept,
        curve);
  }

  /** Goes on from a state of the same training. */
  void restore(TrainingState state) {
    put(state.arrays().get(TrainingState.PARAMETERS), graph.params());
    INDArray memory = graph.getUpdater().getUpdaterStateViewArray();
    if (memory != null) {
      put(state.arrays().get(TrainingState.MEMORY), memory);
    }
    graph.getConfiguration().setIterationCount(state.steps());
    put(state.arrays().get(TrainingState.AVERAGE), average.value());
    average.setWeight(state.averageWeight());
    done = state.epochs();
    kept = state.kept();
    curve.clear();
    curve.addAll(state.curve());
    secondsBefore = curve.get(curve.size() - 1).seconds();
  }

  private static float[] floats(INDArray flat) {
    if (flat.dataType() != DataType.FLOAT) {
      throw new IllegalStateException(
          "graphs are trained in float32, this one in " + flat.dataType());
    }
    return flat.dup().data().asFloat();
  }

  private static void put(float[] values, INDArray flat) {
    if (values.length != flat.length()) {
      throw new IllegalArgumentException(
          values.length + " numbers of a checkpoint where the graph has " + flat.length());
    }
    flat.assign(Nd4j.createFromArray(values).reshape(flat.shape()));
  }
}
