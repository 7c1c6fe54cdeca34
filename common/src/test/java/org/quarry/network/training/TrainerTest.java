package org.quarry.network.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.fixtures.ShardFixture;
import org.quarry.shard.SampleKind;
import org.quarry.shard.ShardException;

class TrainerTest {
  private static final SoapNetSettings NETWORK = SoapNetSettings.DEFAULT.withHidden(12);
  private static final TrainingParameters SMALL =
      TrainingParameters.DEFAULT.toBuilder()
          .epochs(40)
          .batchSize(10)
          .learningRate(1e-2)
          .weightDecay(1e-3)
          .build();

  @TempDir private Path folder;

  private Training train(TrainingParameters parameters) throws IOException {
    return new Trainer(NETWORK, parameters, TrainingEngine.local()).train(folder, point -> {});
  }

  /** The mean energy misses by 0.1 eV/atom, the best linear function by 0.04. */
  @Test
  void theLawIsLearned() throws IOException {
    ShardFixture.write(folder, 1, 100, 0);
    Training training = train(SMALL);
    List<CurvePoint> curve = training.curve();
    assertEquals(40, curve.size());
    assertTrue(
        curve.get(39).validation().energyMae() < 0.02,
        "eV/atom: " + curve.get(39).validation().energyMae());
    assertTrue(curve.get(39).loss() < 0.1 * curve.get(0).loss());
    assertEquals(-5, training.model().reference().atom(14), 0.1);
  }

  /** 60 empirical rows, some far off, beside 15 labelled ones make the error smaller. */
  @Test
  void empiricalRowsHelpAndOutliersDoNotHurt() throws IOException {
    Path few = Files.createDirectory(folder.resolve("few"));
    Path many = Files.createDirectory(folder.resolve("many"));
    ShardFixture.write(few, 1, 15, 0);
    ShardFixture.write(many, 1, 15, 200);
    Trainer trainer = new Trainer(NETWORK, SMALL, TrainingEngine.local());
    double without = last(trainer.train(few, point -> {})).validation().energyMae();
    double with = last(trainer.train(many, point -> {})).validation().energyMae();
    assertTrue(with < without, with + " eV/atom with, " + without + " without");
  }

  private static CurvePoint last(Training training) {
    return training.curve().get(training.curve().size() - 1);
  }

  @Test
  void theSameSeedGivesTheSameBits() throws IOException {
    ShardFixture.write(folder, 2, 20, 20);
    TrainingParameters short_ = SMALL.toBuilder().epochs(3).build();
    Map<String, float[]> first = train(short_).model().parameters();
    Map<String, float[]> again = train(short_).model().parameters();
    Map<String, float[]> other = train(short_.toBuilder().seed(9).build()).model().parameters();
    first.forEach((name, x) -> assertArrayEquals(x, again.get(name)));
    assertFalse(java.util.Arrays.equals(first.get("linear_W"), other.get("linear_W")));
  }

  @Test
  void everyMinibatchHoldsBothKindsAtTheSameRatioAndAnEpochUsesEveryRow() throws IOException {
    ShardFixture.write(folder, 3, 12, 50);
    ShardSet shards = ShardSet.open(folder, "train");
    BatchPlanner planner = planner(shards);
    Map<String, Integer> uses = new HashMap<>();
    for (BatchPlan plan : planner.epoch(5)) {
      int empirical = 0;
      for (int i = 0; i < plan.size(); i++) {
        boolean eip = shards.shard(plan.shard(i)).kind(plan.row(i)) == SampleKind.EIP;
        empirical += eip ? 1 : 0;
        uses.merge(plan.shard(i) + "." + plan.row(i), 1, Integer::sum);
      }
      assertEquals(10, plan.size());
      assertEquals(5, empirical);
      assertEquals(plan, BatchPlan.parse(plan.toText()));
    }
    assertEquals(62, uses.size());
    assertEquals(planner.epoch(5), planner(shards).epoch(5));
    assertFalse(planner.epoch(5).equals(planner.epoch(6)));
  }

  private static BatchPlanner planner(ShardSet shards) throws IOException {
    return new BatchPlanner(shards, SMALL, NETWORK.learner(shards));
  }

  @Test
  void patienceEndsTrainingAndKeepsTheBest() throws IOException {
    ShardFixture.write(folder, 1, 6, 0);
    Training training = train(SMALL.toBuilder().epochs(400).patience(5).build());
    double best =
        training.curve().stream().mapToDouble(CurvePoint::validationLoss).min().orElseThrow();
    assertTrue(training.curve().size() < 400);
    assertEquals(best, training.model().card().facts().get("validation_mae_ev_per_atom"));
  }

  @Test
  void parametersThatStandStillOrRunAwayEndTheRun() throws IOException {
    ShardFixture.write(folder, 1, 20, 0);
    Trainer idle = new Trainer(NETWORK, SMALL, engine(graph -> 0.5));
    assertTrue(failure(idle).contains("did not move"), failure(idle));
    Trainer wild =
        new Trainer(
            NETWORK,
            SMALL,
            engine(
                graph -> {
                  graph.params().putScalar(3, Double.NaN);
                  return 0.5;
                }));
    assertTrue(failure(wild).contains("diverged before epoch 1"), failure(wild));
  }

  private String failure(Trainer trainer) {
    return assertThrows(TrainingException.class, () -> trainer.train(folder, point -> {}))
        .getMessage();
  }

  private static TrainingEngine engine(java.util.function.ToDoubleFunction<ComputationGraph> fit) {
    return new TrainingEngine() {
      @Override
      public int minimumRound() {
        return 1;
      }

      @Override
      public double fit(ComputationGraph graph, List<BatchPlan> plans, BatchAssembler assembler) {
        return fit.applyAsDouble(graph);
      }
    };
  }

  @Test
  void withoutShardsThereIsOneClearError() {
    ShardException e = assertThrows(ShardException.class, () -> train(SMALL));
    assertTrue(e.getMessage().contains("holds no shards"), e.getMessage());
  }
}
