package org.quarry.experiments;

import com.typesafe.config.Config;
import java.util.SortedMap;
import java.util.TreeMap;
import org.quarry.network.LossShares;
import org.quarry.network.ResidualFunction;
import org.quarry.network.ResidualLoss;
import org.quarry.network.ResidualUnit;
import org.quarry.network.training.LearningRate;
import org.quarry.network.training.PotentialSettings;
import org.quarry.network.training.TargetKind;
import org.quarry.network.training.TrainingParameters;

/** Reads what studies say of a network and its training. */
final class StudyTraining {
  private StudyTraining() {}

  /** {@code network} and {@code loss}: a network for labels. */
  static PotentialSettings ofLabels(Config settings) {
    Config loss = settings.getConfig("loss");
    return new PotentialSettings(
        shape(settings),
        new LossShares(
            loss.getDouble("energy_share"),
            loss.getDouble("stress_share"),
            loss.getEnum(ResidualUnit.class, "residual")),
        new ResidualLoss(
            loss.getEnum(ResidualFunction.class, "function"), loss.getDouble("delta"), 0, 1e-6));
  }

  /** {@code network}: one for the energies of potentials, by squares an atom. */
  static PotentialSettings ofPotentials(Config settings) {
    return new PotentialSettings(
        shape(settings),
        new LossShares(1, 0, ResidualUnit.ATOM),
        ResidualLoss.squares(),
        TargetKind.POTENTIALS);
  }

  private static SortedMap<String, Object> shape(Config settings) {
    return new TreeMap<>(settings.getObject("network").unwrapped());
  }

  /** {@code training}. */
  static TrainingParameters parameters(Config settings, long seed) {
    Config training = settings.getConfig("training");
    LearningRate rate =
        LearningRate.of(
                training.getEnum(LearningRate.Schedule.class, "schedule"),
                training.getDouble("learning_rate"),
                training.getDouble("final_rate"))
            .withWarmUp(training.getInt("warm_up"));
    return TrainingParameters.POTENTIAL.toBuilder()
        .epochs(training.getInt("epochs"))
        .batchSize(training.getInt("batch_size"))
        .learningRate(rate)
        .clipping(training.getDouble("clip"))
        .averaging(training.getDouble("averaging"))
        .weightDecay(training.getDouble("weight_decay"))
        .patience(training.getInt("patience"))
        .seed(seed)
        .build();
  }
}
