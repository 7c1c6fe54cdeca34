package org.quarry.network.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.atoms.Configuration;
import org.quarry.fixtures.PairwiseShards;
import org.quarry.network.Answer;
import org.quarry.network.LossShares;
import org.quarry.network.Model;
import org.quarry.network.ModelFile;
import org.quarry.network.Predictor;
import org.quarry.network.ResidualUnit;
import org.quarry.network.potential.NeuralPotential;
import org.quarry.network.potential.PaiNN;
import org.quarry.network.potential.RadialBasis;
import org.quarry.network.potential.SchNet;

/** Potentials on clusters that Morse's law holds together. */
class PotentialTrainingTest {
  private static final List<String> SPECIES = List.of("Si");
  private static final NeuralPotential SHAPE =
      NeuralPotential.of(new SchNet(SPECIES, 16, 2, RadialBasis.GAUSSIAN, 12, 5));
  private static final PotentialSettings SCHNET = PotentialSettings.of(SHAPE, LossShares.of(0.5));
  private static final TrainingParameters SHORT =
      TrainingParameters.POTENTIAL.toBuilder().epochs(20).batchSize(10).learningRate(5e-3).build();

  @TempDir private Path folder;

  private Training train(NetworkSettings network, TrainingParameters parameters)
      throws IOException {
    return new Trainer(network, parameters, TrainingEngine.local()).train(folder, point -> {});
  }

  private static CurvePoint last(Training training) {
    return training.curve().get(training.curve().size() - 1);
  }

  @Test
  void energiesAndForcesAreLearnt() throws IOException {
    PairwiseShards.write(folder, 100, 20, PairwiseShards.Labels.FORCES);
    Training training = train(SCHNET, SHORT);
    Errors start = training.curve().get(0).validation();
    Errors end = last(training).validation();
    assertTrue(end.forceMae() < 0.25 * start.forceMae(), start + " -> " + end);
    assertTrue(end.energyMae() < 0.1, end.toString());
  }

  /** The stress alone has its pressure and shear right only if its units and signs are. */
  @Test
  void stressIsLearntAndWatched() throws IOException {
    PairwiseShards.write(folder, 100, 20, PairwiseShards.Labels.STRESS);
    Training training =
        train(PotentialSettings.of(SHAPE, new LossShares(0.5, 0.9, ResidualUnit.ATOM)), SHORT);
    Errors start = training.curve().get(0).validation();
    Errors end = last(training).validation();
    assertTrue(end.virialMae() < 0.25 * start.virialMae(), start + " -> " + end);
    assertTrue(end.virialRmse() >= end.virialMae());
    assertEquals(
        end.virialMae(), training.model().card().facts().get("validation_virial_mae_ev_per_atom"));
  }

  /** The set may hold hydrogen, but no row does: its embedding was never trained. */
  @Test
  void aModelKnowsTheElementsThatItHasSeen() throws IOException {
    PairwiseShards.write(folder, 10, 5, PairwiseShards.Labels.FORCES);
    Model model = train(SCHNET, SHORT.toBuilder().epochs(1).build()).model();
    Configuration hydride =
        Configuration.isolated(new int[] {14, 1}, new double[] {0, 0, 0, 1.5, 0, 0});
    Answer answer = Predictor.of("m", model).predict(List.of(hydride)).get(0);
    String reason = assertInstanceOf(Answer.Refused.class, answer).reason();
    assertTrue(reason.contains("was trained on Si only"), reason);
  }

  @Test
  void aModelReadBackIsTheSame() throws IOException {
    PairwiseShards.write(folder, 10, 5, PairwiseShards.Labels.FORCES);
    PotentialSettings painn =
        PotentialSettings.of(
            NeuralPotential.of(new PaiNN(SPECIES, 8, 2, RadialBasis.BESSEL, 6, 5)),
            LossShares.of(0.1));
    Model model = train(painn, SHORT.toBuilder().epochs(2).build()).model();
    Path file = folder.resolve("m.zip");
    ModelFile.write(file, model);
    Model read = ModelFile.read(file);
    assertEquals(model.architecture(), read.architecture());
    assertEquals("painn", read.architecture().type());
    assertEquals(model.card(), read.card());
    assertEquals(model.reference().scale(), read.reference().scale());
    assertTrue(read.scaling().isEmpty());
    model.parameters().forEach((name, x) -> assertArrayEquals(x, read.parameters().get(name)));
  }
}
