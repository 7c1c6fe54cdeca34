package org.quarry.network.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.fixtures.PairwiseShards;
import org.quarry.fixtures.PairwiseShards.Labels;
import org.quarry.fixtures.ShardFixture;
import org.quarry.network.LossShares;
import org.quarry.network.Model;
import org.quarry.network.potential.NeuralPotential;
import org.quarry.network.potential.RadialBasis;
import org.quarry.network.potential.SchNet;
import org.quarry.shard.ShardException;

/** Trainings that start from trained models. */
class FineTuningTest {
  private static final PotentialSettings NETWORK = network(8);
  private static final TrainingParameters SHORT =
      TrainingParameters.POTENTIAL.toBuilder().epochs(12).batchSize(8).learningRate(5e-3).build();

  /** So slow that parameters stay what they were, to float's precision. */
  private static final TrainingParameters STILL =
      SHORT.toBuilder().epochs(1).averaging(0).learningRate(1e-6).build();

  @TempDir private Path folder;
  private Path shards;

  private static PotentialSettings network(int features) {
    return PotentialSettings.of(
        NeuralPotential.of(new SchNet(List.of("Si"), features, 1, RadialBasis.GAUSSIAN, 6, 4)),
        LossShares.of(0.5));
  }

  @BeforeEach
  void writeShards() throws IOException {
    shards = Files.createDirectory(folder.resolve("shards"));
    PairwiseShards.write(shards, 40, 10, Labels.FORCES);
  }

  private static Training train(
      PotentialSettings network, TrainingParameters parameters, Path where, FineTuning from)
      throws IOException {
    return new Trainer(network, parameters, TrainingEngine.local())
        .startingFrom(from)
        .train(where, point -> {});
  }

  private Training pretrained() throws IOException {
    return new Trainer(NETWORK, SHORT, TrainingEngine.local()).train(shards, point -> {});
  }

  private static FineTuning from(Model model, FineTuning.Head head, FineTuning.Body body) {
    return new FineTuning("pretrained.zip", model, head, body);
  }

  private static FineTuning all(Model model) {
    return from(model, FineTuning.Head.KEPT, FineTuning.Body.TRAINED);
  }

  private static Errors last(Training training) {
    return training.curve().get(training.curve().size() - 1).validation();
  }

  @Test
  void goingOnStartsFromTheModelsErrors() throws IOException {
    Training first = pretrained();
    Training second = train(NETWORK, STILL, shards, all(first.model()));
    assertEquals(last(first).energyMae(), last(second).energyMae(), 1e-3 * last(first).energyMae());
    assertEquals(last(first).forceMae(), last(second).forceMae(), 1e-3 * last(first).forceMae());
    assertTrue(
        second.model().card().training().contains("\"from\":\"pretrained.zip\""),
        second.model().card().training());
  }

  /** The same law from another method, whose energies are 40 eV/atom lower. */
  @Test
  void anotherMethodsZeroIsFittedToWhatTheModelLeaves() throws IOException {
    Training first = pretrained();
    Path other = Files.createDirectory(folder.resolve("other"));
    PairwiseShards.write(other, 40, 10, Labels.FORCES, "shifted", -40);
    Training second = train(NETWORK, STILL, other, all(first.model()));
    assertEquals(last(first).forceMae(), last(second).forceMae(), 1e-3 * last(first).forceMae());
    assertTrue(
        last(second).energyMae() < 1.5 * last(first).energyMae(),
        last(first) + " -> " + last(second));
    assertEquals(first.model().reference().scale(), second.model().reference().scale());
  }

  @Test
  void aFrozenRepresentationStaysAndAFreshHeadDoesNot() throws IOException {
    Model before = pretrained().model();
    Model after =
        train(NETWORK, SHORT, shards, from(before, FineTuning.Head.FRESH, FineTuning.Body.FROZEN))
            .model();
    Map<String, float[]> fresh = after.architecture().initialParameters(SHORT.seed());
    before
        .parameters()
        .forEach(
            (name, x) -> {
              float[] y = after.parameters().get(name);
              if (name.startsWith("potential_representation.")) {
                assertArrayEquals(x, y, name);
              } else {
                assertFalse(Arrays.equals(x, y), name);
                assertFalse(Arrays.equals(fresh.get(name), y), name);
              }
            });
  }

  @Test
  void anotherShapeIsRefusedInOneLine() throws IOException {
    Model model = pretrained().model();
    TrainingException e =
        assertThrows(TrainingException.class, () -> train(network(9), SHORT, shards, all(model)));
    assertTrue(e.getMessage().contains("pretrained.zip describes atoms by"), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
  }

  @Test
  void aSoapNetGoesOnWhereItStopped() throws IOException {
    Path vectors = Files.createDirectory(folder.resolve("vectors"));
    ShardFixture.write(vectors, 1, 40, 0);
    Trainer trainer =
        new Trainer(SoapNetSettings.DEFAULT.withHidden(6), SHORT, TrainingEngine.local());
    Training first = trainer.train(vectors, point -> {});
    Training second =
        new Trainer(SoapNetSettings.DEFAULT.withHidden(6), STILL, TrainingEngine.local())
            .startingFrom(all(first.model()))
            .train(vectors, point -> {});
    assertEquals(last(first).energyMae(), last(second).energyMae(), 1e-3 * last(first).energyMae());
    TrainingException e =
        assertThrows(
            TrainingException.class, () -> train(NETWORK, SHORT, shards, all(first.model())));
    assertTrue(e.getMessage().contains("is a soapnet: a schnet cannot start"), e.getMessage());
  }

  /** Three potentials that say twice, half and minus the energy; the third has few answers. */
  @Test
  void allPotentialsAtOnceThenAFreshHeadOnLabels() throws IOException {
    Path many = Files.createDirectory(folder.resolve("many"));
    PairwiseShards.writePotentials(many, 60, 12);
    PotentialSettings tasks = NETWORK.withTargets(TargetKind.POTENTIALS);
    Training multi =
        new Trainer(tasks, SHORT.toBuilder().epochs(60).build(), TrainingEngine.local())
            .train(many, point -> {});
    double start = multi.curve().get(0).validation().energyMae();
    assertTrue(last(multi).energyMae() < 0.5 * start, start + " -> " + last(multi));
    assertTrue(Double.isNaN(last(multi).forceMae()));
    assertEquals(2 * 3, multi.model().parameters().get("reference_W").length);
    Training tuned =
        train(
            NETWORK,
            SHORT,
            shards,
            from(multi.model(), FineTuning.Head.FRESH, FineTuning.Body.TRAINED));
    assertEquals(2, tuned.model().parameters().get("reference_W").length);
    TrainingException e =
        assertThrows(
            TrainingException.class, () -> train(NETWORK, SHORT, shards, all(multi.model())));
    assertTrue(e.getMessage().contains("a fresh head"), e.getMessage());
  }

  @Test
  void shardsWithoutPotentialsCannotBePretrainedOn() {
    TrainingException e =
        assertThrows(
            TrainingException.class,
            () ->
                new Trainer(
                        NETWORK.withTargets(TargetKind.POTENTIALS), SHORT, TrainingEngine.local())
                    .train(shards, point -> {}));
    assertTrue(e.getMessage().contains("without the energies of potentials"), e.getMessage());
  }

  @Test
  void rowsWithoutAnEnergyOfTheirOwnAreForAllPotentials() throws IOException {
    Path many = Files.createDirectory(folder.resolve("no-labels"));
    PairwiseShards.writePotentials(many, 10, 5);
    ShardException e =
        assertThrows(
            ShardException.class,
            () -> new Trainer(NETWORK, SHORT, TrainingEngine.local()).train(many, point -> {}));
    assertTrue(e.getMessage().contains("--targets potentials"), e.getMessage());
  }

  @Test
  void energiesAloneNeedTheWholeLoss() throws IOException {
    Path energies = Files.createDirectory(folder.resolve("energies"));
    PairwiseShards.write(energies, 10, 5, Labels.ENERGIES);
    Trainer trainer = new Trainer(NETWORK, SHORT, TrainingEngine.local());
    TrainingException e =
        assertThrows(TrainingException.class, () -> trainer.train(energies, point -> {}));
    assertTrue(e.getMessage().contains("no forces to train on"), e.getMessage());
  }
}
