package org.quarry.experiments;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Descriptors;
import org.quarry.potential.ParameterFileException;
import org.quarry.potential.kim.KimUnavailableException;
import org.quarry.regression.AlignmentMethod;
import org.quarry.regression.AlignmentSettings;
import org.quarry.regression.AugmentationModel;
import org.quarry.regression.AugmentationSettings;
import org.quarry.regression.CalibrationMethod;
import org.quarry.regression.ClassWeights;
import org.quarry.regression.CrossValidation;
import org.quarry.regression.DecisionPolicy;
import org.quarry.regression.EnergyAlignment;
import org.quarry.regression.Exclusion;
import org.quarry.regression.FeatureBlock;
import org.quarry.regression.HeldOut;
import org.quarry.regression.ReferenceRow;
import org.quarry.regression.ReferenceStates;

/**
 * How well potentials can be chosen: repeated cross-validation of label augmentation on a labeled
 * set, alignment and model fitted inside each fold, one row of results a model.
 *
 * <p>Settings: {@code inputs}, {@code potentials} (class name = spec), {@code descriptors}, {@code
 * models}, {@code features}, {@code alignment}, {@code tolerance}, {@code folds}, {@code folds_by},
 * {@code repetitions}, {@code seed}, {@code coverage}, {@code exclude}, {@code weights}, {@code
 * calibration}, {@code bound}, {@code representation} (see {@link PotentialsRepresentation}).
 */
final class AugmentationStudy implements Study {
  @Override
  public String kind() {
    return "augmentation";
  }

  @Override
  public void run(Config settings, Consumer<ObjectNode> rows, Consumer<String> progress) {
    try {
      study(settings, rows, progress);
    } catch (KimUnavailableException | ParameterFileException e) {
      throw new StudyDataException(e.getMessage(), e);
    }
  }

  private static void study(Config settings, Consumer<ObjectNode> rows, Consumer<String> progress) {
    StudyFrames frames = StudyFrames.read(settings.getStringList("inputs"));
    FoldUnit unit = FoldUnit.of(settings.getString("folds_by"));
    Map<String, String> specs = new TreeMap<>();
    ConfigObject named = settings.getObject("potentials");
    named.forEach((name, spec) -> specs.put(name, spec.unwrapped().toString()));
    List<Exclusion> exclusions =
        settings.getStringList("exclude").stream().map(Exclusion::parse).toList();
    Map<String, String> excluded = new TreeMap<>();
    for (Exclusion exclusion : exclusions) {
      specs.forEach(
          (name, spec) -> {
            if (exclusion.matches(name) || exclusion.matches(spec)) {
              excluded.put(name, exclusion.reason());
            }
          });
    }
    specs.keySet().removeAll(excluded.keySet());
    progress.accept(
        String.format(
            Locale.ROOT,
            "%d frames (%d repeated, %d without energy, %d rejected), %d potentials",
            frames.frames().size(),
            frames.repeated(),
            frames.unlabeled(),
            frames.rejected(),
            specs.size()));
    StudyEnergies energies = StudyEnergies.of(frames, specs);
    List<ReferenceRow> data =
        StudyRows.of(frames, energies, descriptors(settings, frames, energies, progress), unit);
    AlignmentSettings alignment =
        new AlignmentSettings(
            AlignmentMethod.of(settings.getString("alignment")),
            settings.getDouble("identical"),
            List.of(),
            ReferenceStates.parse(settings.getStringList("reference_energies")));
    // Twins and mutes are told by the potentials' numbers alone; so are the classes of all folds.
    EnergyAlignment whole = EnergyAlignment.fit(alignment, List.copyOf(specs.keySet()), data);
    excluded.putAll(whole.excluded());
    energies
        .mute()
        .forEach((name, n) -> progress.accept(name + ": no energy for " + n + " frames"));
    excluded.forEach((name, reason) -> progress.accept(name + ": left out, " + reason));
    for (String model : settings.getStringList("models")) {
      long start = System.nanoTime();
      AugmentationSettings one = settings(AugmentationModel.of(model), settings, alignment);
      List<HeldOut> heldOut =
          new CrossValidation(one, whole.potentials(), data)
              .repeat(
                  settings.getInt("repetitions"),
                  settings.getInt("folds"),
                  settings.getLong("seed"));
      ObjectNode row = JsonNodeFactory.instance.objectNode();
      row.put("model", model);
      row.put("frames", frames.frames().size());
      row.put("repeated_frames", frames.repeated());
      row.put("repetitions", settings.getInt("repetitions"));
      row.put("folds", settings.getInt("folds"));
      row.put("folds_by", unit.text());
      row.put("seed", settings.getLong("seed"));
      AugmentationResults.describe(heldOut, settings.getDouble("coverage"), row);
      row.put("seconds", Math.round((System.nanoTime() - start) * 1e-8) / 10.0);
      row.set("potentials", texts(specs));
      row.set("left_out", texts(excluded));
      row.set("no_energy", counts(energies.mute()));
      row.put("settings", one.canonicalText());
      row.put("descriptors", settings.getList("descriptors").render(ConfigRenderOptions.concise()));
      if (settings.hasPath("representation")) {
        row.put(
            "representation",
            settings
                .getConfig("representation")
                .withoutPath("work") // where files lay is nobody's concern
                .root()
                .render(ConfigRenderOptions.concise()));
      }
      rows.accept(row);
      progress.accept(AugmentationResults.line(row));
    }
  }

  @Override
  public String table(Iterable<ObjectNode> rows) {
    StringBuilder table = new StringBuilder(AugmentationResults.HEADER).append('\n');
    rows.forEach(row -> table.append(AugmentationResults.line(row)).append('\n'));
    return table.toString();
  }

  private static AugmentationSettings settings(
      AugmentationModel model, Config settings, AlignmentSettings alignment) {
    double tolerance = settings.getDouble("tolerance");
    double bound = settings.hasPath("bound") ? settings.getDouble("bound") : tolerance;
    return new AugmentationSettings(
        alignment,
        settings.getStringList("features").stream().map(FeatureBlock::of).toList(),
        model.trainer(
            new AugmentationModel.Settings(
                ClassWeights.of(settings.getString("weights")),
                CalibrationMethod.of(settings.getString("calibration")),
                settings.getInt("trees"),
                settings.getInt("max_rows"),
                settings.getInt("hidden"),
                settings.getLong("seed"))),
        tolerance,
        model.rule() == DecisionPolicy.Rule.LEAST_ERROR
            ? DecisionPolicy.leastError(bound)
            : DecisionPolicy.mostProbable());
  }

  /** Those that are named, then the representation that is learned here, if any is asked for. */
  private static List<Descriptor> descriptors(
      Config settings, StudyFrames frames, StudyEnergies energies, Consumer<String> progress) {
    List<Descriptor> descriptors = new ArrayList<>();
    for (ConfigObject one : settings.getObjectList("descriptors")) {
      Map<String, Object> values = new LinkedHashMap<>(one.unwrapped());
      String name = values.remove("name").toString();
      descriptors.add(Descriptors.of(name, values));
    }
    if (settings.hasPath("representation")) {
      descriptors.add(
          PotentialsRepresentation.learn(
              settings.getConfig("representation"), frames, energies, progress));
    }
    return descriptors;
  }

  private static ObjectNode texts(Map<String, String> map) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    map.forEach(json::put);
    return json;
  }

  private static ObjectNode counts(Map<String, Integer> map) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    map.forEach(json::put);
    return json;
  }
}
