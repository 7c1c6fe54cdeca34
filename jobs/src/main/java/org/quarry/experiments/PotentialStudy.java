package org.quarry.experiments;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.quarry.atoms.Units;
import org.quarry.io.FileUnits;
import org.quarry.io.ReadOptions;
import org.quarry.network.Model;
import org.quarry.network.ModelFile;
import org.quarry.network.training.Checkpoint;
import org.quarry.network.training.CurvePoint;
import org.quarry.network.training.Errors;
import org.quarry.network.training.Learner;
import org.quarry.network.training.PotentialSettings;
import org.quarry.network.training.ShardSet;
import org.quarry.network.training.Trainer;
import org.quarry.network.training.Training;
import org.quarry.network.training.TrainingEngine;
import org.quarry.network.training.TrainingParameters;
import org.quarry.selection.Side;
import org.quarry.shard.Shard;

/**
 * How well a network learns energies and forces of a published set on its published split: one row
 * of results a seed. In one process and one thread; a run that is stopped goes on from its
 * checkpoint, to the same bits, when the study is run again.
 *
 * <p>Settings: {@code inputs}, {@code units}, {@code sides}, {@code validation}, {@code network},
 * {@code loss}, {@code training}, {@code seeds}, {@code work} (where shards, checkpoints and models
 * are kept), {@code checkpoint_minutes}, {@code report_epochs}.
 */
final class PotentialStudy implements Study {
  @Override
  public String kind() {
    return "potential";
  }

  @Override
  public void run(Config settings, Consumer<ObjectNode> rows, Consumer<String> progress) {
    try {
      study(settings, rows, progress);
    } catch (IOException e) {
      throw new StudyDataException(e.getMessage(), e);
    }
  }

  private static void study(Config settings, Consumer<ObjectNode> rows, Consumer<String> progress)
      throws IOException {
    String name = settings.getString("name");
    Path work = Path.of(settings.getString("work"), name);
    Path shards = work.resolve("shards");
    String units = settings.getString("units");
    StudyFrames frames =
        StudyFrames.read(
            settings.getStringList("inputs"),
            ReadOptions.builder()
                .units(units.isEmpty() ? FileUnits.UNSTATED : FileUnits.parse(units))
                .build());
    Map<String, String> sides = new TreeMap<>();
    for (String side : settings.getObject("sides").keySet()) {
      sides.put(side, settings.getString("sides." + side));
    }
    PotentialShards.write(
        frames, sides, settings.getInt("validation"), settings.getLong("validation_seed"), shards);
    PotentialSettings network = StudyTraining.ofLabels(settings);
    for (int seed : settings.getIntList("seeds")) {
      TrainingParameters parameters = StudyTraining.parameters(settings, seed);
      rows.accept(
          one(settings, network, parameters, shards, work.resolve("seed-" + seed), progress));
    }
  }

  private static ObjectNode one(
      Config settings,
      PotentialSettings network,
      TrainingParameters parameters,
      Path shards,
      Path folder,
      Consumer<String> progress)
      throws IOException {
    Files.createDirectories(folder);
    Checkpoint checkpoint =
        Checkpoint.at(folder.resolve("checkpoint.zip"))
            .withInterval(Duration.ofMinutes(settings.getInt("checkpoint_minutes")));
    int every = settings.getInt("report_epochs");
    String title = settings.getString("name") + ", seed " + parameters.seed();
    Training training =
        new Trainer(network, parameters, TrainingEngine.local())
            .train(
                shards,
                checkpoint,
                point -> {
                  if (point.epoch() % every == 0) {
                    progress.accept(title + ": " + line(point));
                  }
                });
    ModelFile.write(folder.resolve("model.zip"), training.model());
    Errors errors = errors(network, parameters, training.model(), shards);
    ShardSet test = ShardSet.open(shards, Side.TEST.text());
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("network", network.name()).put("seed", parameters.seed());
    row.put("train_frames", ShardSet.open(shards, Side.TRAIN.text()).rows());
    row.put("validation_frames", ShardSet.open(shards, Side.VALIDATION.text()).rows());
    row.put("test_frames", test.rows());
    CurvePoint last = training.curve().get(training.curve().size() - 1);
    row.put("epochs", last.epoch());
    Map<String, Double> kept = training.model().card().facts();
    row.put("kept_epoch", kept.get("kept_epoch").intValue());
    row.put(
        "validation_energy_mae_mev_per_atom",
        1e3 * kept.getOrDefault("validation_mae_ev_per_atom", Double.NaN));
    row.put(
        "validation_force_mae_mev_per_angstrom",
        1e3 * kept.getOrDefault("validation_force_mae_ev_per_angstrom", Double.NaN));
    row.put("energy_mae_mev_per_atom", 1e3 * errors.energyMae());
    row.put("energy_rmse_mev_per_atom", 1e3 * errors.energyRmse());
    row.put("force_mae_mev_per_angstrom", 1e3 * errors.forceMae());
    row.put("force_rmse_mev_per_angstrom", 1e3 * errors.forceRmse());
    oneSize(test)
        .ifPresent(
            atoms -> {
              row.put("energy_mae_kcal_per_mol", atoms * errors.energyMae() / Units.KCAL_PER_MOL);
              row.put("force_mae_kcal_per_mol_angstrom", errors.forceMae() / Units.KCAL_PER_MOL);
            });
    row.put("hours", Math.round(last.seconds() / 36) / 100.0);
    row.put("settings", network.canonicalText() + " " + parameters.canonicalText());
    ArrayNode inputs = row.putArray("inputs"); // by name: where they lay is nobody's concern
    for (String input : settings.getStringList("inputs")) {
      inputs.add(input.substring(input.lastIndexOf('/') + 1));
    }
    row.put("shards", training.model().card().shards());
    progress.accept(line(row));
    return row;
  }

  private static Errors errors(
      PotentialSettings network, TrainingParameters parameters, Model model, Path shards)
      throws IOException {
    Learner learner = network.learner(ShardSet.open(shards, Side.TRAIN.text()));
    ComputationGraph graph = learner.graph(parameters);
    Model.load(graph, learner.architecture(), model.parameters());
    return learner.errors(graph, ShardSet.open(shards, Side.TEST.text()));
  }

  /** Number of atoms, where all frames have the same. */
  private static OptionalInt oneSize(ShardSet set) throws IOException {
    int size = set.shard(0).size(0);
    for (int s = 0; s < set.entries().size(); s++) {
      Shard shard = set.shard(s);
      for (int row = 0; row < shard.rows(); row++) {
        if (shard.size(row) != size) {
          return OptionalInt.empty();
        }
      }
    }
    return OptionalInt.of(size);
  }

  private static String line(CurvePoint point) {
    return String.format(
        Locale.ROOT,
        "epoch %d, %.0f s, loss %.3g, validation %.2f meV/atom %.2f meV/Å",
        point.epoch(),
        point.seconds(),
        point.loss(),
        1e3 * point.validation().energyMae(),
        1e3 * point.validation().forceMae());
  }

  @Override
  public String table(Iterable<ObjectNode> rows) {
    StringBuilder table = new StringBuilder();
    rows.forEach(row -> table.append(line(row)).append('\n'));
    return table.toString();
  }

  private static String line(ObjectNode row) {
    String line =
        String.format(
            Locale.ROOT,
            "%-8s seed %d, %d epochs: energy %.2f meV/atom, forces %.2f meV/Å (MAE of %d test"
                + " frames)",
            row.path("network").asText(),
            row.path("seed").asLong(),
            row.path("epochs").asInt(),
            row.path("energy_mae_mev_per_atom").asDouble(),
            row.path("force_mae_mev_per_angstrom").asDouble(),
            row.path("test_frames").asInt());
    return row.has("energy_mae_kcal_per_mol")
        ? line
            + String.format(
                Locale.ROOT,
                "; %.4f kcal/mol, %.4f kcal/mol/Å",
                row.path("energy_mae_kcal_per_mol").asDouble(),
                row.path("force_mae_kcal_per_mol_angstrom").asDouble())
        : line;
  }
}
