package org.quarry.network.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quarry.fixtures.PairwiseShards;
import org.quarry.fixtures.ShardFixture;
import org.quarry.network.LossShares;
import org.quarry.network.ModelException;
import org.quarry.network.ModelFile;
import org.quarry.network.potential.NeuralPotential;
import org.quarry.network.potential.RadialBasis;
import org.quarry.network.potential.SchNet;

/** Trainings that are killed and started again. */
class CheckpointTest {
  private static final TrainingParameters SHORT =
      TrainingParameters.DEFAULT.toBuilder()
          .epochs(8)
          .batchSize(5)
          .optimizer(Optimizer.AMSGRAD)
          .learningRate(
              LearningRate.of(LearningRate.Schedule.PLATEAU, 5e-3, 1e-2).withPlateau(0.5, 1))
          .clipping(1)
          .patience(6)
          .build();

  @TempDir private Path folder;
  private Path shards;
  private Path file;

  @BeforeEach
  void prepare() throws IOException {
    shards = Files.createDirectory(folder.resolve("shards"));
    file = folder.resolve("checkpoint.zip");
  }

  private static Trainer trainer(NetworkSettings network) {
    return new Trainer(network, SHORT, TrainingEngine.local());
  }

  private static class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Trains until the curve has so many points, then is killed. */
  private List<Integer> killedAt(int points, NetworkSettings network) {
    List<Integer> epochs = new ArrayList<>();
    assertThrows(
        Killed.class,
        () ->
            trainer(network)
                .train(
                    shards,
                    Checkpoint.at(file),
                    point -> {
                      epochs.add(point.epoch());
                      if (epochs.size() == points) {
                        throw new Killed();
                      }
                    }));
    return epochs;
  }

  private byte[] bytes(Training training) {
    Path model = folder.resolve("model.zip");
    try {
      ModelFile.write(model, training.model());
      return Files.readAllBytes(model);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void killedTwiceGivesTheSameModel(NetworkSettings network) throws IOException {
    Training whole = trainer(network).train(shards, point -> {});
    assertEquals(List.of(1, 2, 3), killedAt(3, network));
    assertEquals(List.of(4, 5), killedAt(2, network));
    List<Integer> rest = new ArrayList<>();
    Training resumed =
        trainer(network).train(shards, Checkpoint.at(file), point -> rest.add(point.epoch()));
    assertEquals(6, rest.get(0));
    assertEquals(whole.curve().size(), resumed.curve().size());
    for (int i = 0; i < whole.curve().size(); i++) {
      assertEquals(whole.curve().get(i).loss(), resumed.curve().get(i).loss());
      assertEquals(whole.curve().get(i).learningRate(), resumed.curve().get(i).learningRate());
      assertEquals(whole.curve().get(i).validation(), resumed.curve().get(i).validation());
    }
    assertArrayEquals(bytes(whole), bytes(resumed));
  }

  @Test
  void aKilledPotentialGoesOnToTheSameModel() throws IOException {
    PairwiseShards.write(shards, 20, 6, PairwiseShards.Labels.FORCES);
    killedTwiceGivesTheSameModel(
        PotentialSettings.of(
            NeuralPotential.of(new SchNet(List.of("Si"), 8, 1, RadialBasis.GAUSSIAN, 6, 4)),
            LossShares.of(0.2)));
  }

  @Test
  void aKilledSoapNetGoesOnToTheSameModel() throws IOException {
    ShardFixture.write(shards, 2, 20, 20);
    killedTwiceGivesTheSameModel(SoapNetSettings.DEFAULT.withHidden(6));
  }

  /** Killed after the last epoch, before the model was written. */
  @Test
  void aTrainingThatHadEndedIsNotTrainedAgain() throws IOException {
    ShardFixture.write(shards, 1, 20, 0);
    NetworkSettings network = SoapNetSettings.DEFAULT.withHidden(4);
    Training whole = trainer(network).train(shards, Checkpoint.at(file), point -> {});
    List<Integer> more = new ArrayList<>();
    Training again =
        trainer(network).train(shards, Checkpoint.at(file), point -> more.add(point.epoch()));
    assertEquals(List.of(), more);
    assertArrayEquals(bytes(whole), bytes(again));
    Checkpoint.at(file).remove();
    assertFalse(Files.exists(file));
  }

  @Test
  void theCheckpointOfAnotherTrainingIsRefused() throws IOException {
    ShardFixture.write(shards, 1, 20, 0);
    killedAt(2, SoapNetSettings.DEFAULT.withHidden(4));
    ModelException e =
        assertThrows(
            ModelException.class,
            () ->
                trainer(SoapNetSettings.DEFAULT.withHidden(5))
                    .train(shards, Checkpoint.at(file), point -> {}));
    assertTrue(e.getMessage().contains("checkpoint of another training"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.99})
  void aCutCheckpointIsOneClearError(double share) throws IOException {
    ShardFixture.write(shards, 1, 20, 0);
    NetworkSettings network = SoapNetSettings.DEFAULT.withHidden(4);
    killedAt(1, network);
    byte[] good = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(good, (int) (share * good.length)));
    ModelException e =
        assertThrows(
            ModelException.class,
            () -> trainer(network).train(shards, Checkpoint.at(file), point -> {}));
    assertTrue(e.getMessage().contains("checkpoint.zip is cut"), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
  }
}
