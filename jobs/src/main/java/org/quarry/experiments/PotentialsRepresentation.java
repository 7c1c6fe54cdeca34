package org.quarry.experiments;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.quarry.descriptor.Descriptor;
import org.quarry.network.LearnedRepresentation;
import org.quarry.network.ModelFile;
import org.quarry.network.RepresentationParameters.Average;
import org.quarry.network.training.Checkpoint;
import org.quarry.network.training.Trainer;
import org.quarry.network.training.Training;
import org.quarry.network.training.TrainingEngine;
import smile.math.MathEx;

/**
 * A network's representation that is learned from what empirical potentials say of the frames, one
 * task a potential. Reference energies have no part in it, so that it may be learned once, on the
 * frames of all folds.
 *
 * <p>Settings: {@code network}, {@code training}, {@code seed}, {@code work} (where shards,
 * checkpoint and model are kept), {@code checkpoint_minutes}, {@code report_epochs}.
 */
final class PotentialsRepresentation {
  private PotentialsRepresentation() {}

  /**
   * Learns a representation; goes on from a checkpoint if there is one.
   *
   * @throws StudyDataException if the files cannot be written
   */
  static Descriptor learn(
      Config settings, StudyFrames frames, StudyEnergies energies, Consumer<String> progress) {
    Path work = Path.of(settings.getString("work"));
    Path shards = work.resolve("shards");
    Path model = work.resolve("model.zip");
    int every = settings.getInt("report_epochs");
    try {
      List<SortedMap<String, Double>> shifted = shifted(frames, energies);
      TreeSet<String> potentials = new TreeSet<>();
      shifted.forEach(frame -> potentials.addAll(frame.keySet()));
      PotentialShards.writePotentials(frames, List.copyOf(potentials), shifted, shards);
      Checkpoint checkpoint =
          Checkpoint.at(work.resolve("checkpoint.zip"))
              .withInterval(Duration.ofMinutes(settings.getInt("checkpoint_minutes")));
      Training training =
          new Trainer(
                  StudyTraining.ofPotentials(settings),
                  StudyTraining.parameters(settings, settings.getLong("seed")),
                  TrainingEngine.local())
              .train(
                  shards,
                  checkpoint,
                  point -> {
                    if (point.epoch() % every == 0) {
                      progress.accept(
                          String.format(
                              Locale.ROOT,
                              "representation: epoch %d, %.0f s, loss %.3g",
                              point.epoch(),
                              point.seconds(),
                              point.loss()));
                    }
                  });
      ModelFile.write(model, training.model());
      checkpoint.remove(); // so that other settings can follow
      return LearnedRepresentation.of(model.toString(), Files.readAllBytes(model), Average.OUTER);
    } catch (IOException e) {
      throw new StudyDataException(e.getMessage(), e);
    }
  }

  /** Energies less each potential's own median an atom: zeros are nothing to learn from. */
  private static List<SortedMap<String, Double>> shifted(
      StudyFrames frames, StudyEnergies energies) {
    SortedMap<String, List<Double>> perAtom = new TreeMap<>();
    int[] sizes =
        frames.frames().stream().mapToInt(frame -> frame.configuration().size()).toArray();
    for (int i = 0; i < sizes.length; i++) {
      int atoms = sizes[i];
      energies
          .byFrame()
          .get(i)
          .forEach(
              (name, eV) -> perAtom.computeIfAbsent(name, n -> new ArrayList<>()).add(eV / atoms));
    }
    SortedMap<String, Double> medians = new TreeMap<>();
    perAtom.forEach(
        (name, all) ->
            medians.put(name, MathEx.median(all.stream().mapToDouble(eV -> eV).toArray())));
    List<SortedMap<String, Double>> shifted = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      int atoms = sizes[i];
      SortedMap<String, Double> frame = new TreeMap<>(energies.byFrame().get(i));
      frame.replaceAll((name, eV) -> eV - atoms * medians.get(name));
      shifted.add(frame);
    }
    return shifted;
  }
}
