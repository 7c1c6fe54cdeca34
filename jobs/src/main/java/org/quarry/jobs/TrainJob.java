package org.quarry.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;
import org.quarry.network.ModelException;
import org.quarry.network.ModelFile;
import org.quarry.network.training.Checkpoint;
import org.quarry.network.training.CurvePoint;
import org.quarry.network.training.Errors;
import org.quarry.network.training.FineTuning;
import org.quarry.network.training.NetworkSettings;
import org.quarry.network.training.Trainer;
import org.quarry.network.training.Training;
import org.quarry.network.training.TrainingEngine;
import org.quarry.network.training.TrainingInputException;
import org.quarry.network.training.TrainingParameters;
import org.quarry.parameters.Parameters;
import org.quarry.shard.ShardException;
import org.quarry.shard.ShardManifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Trains a network on shards, over the cluster's cores.
 *
 * <p>A run that was killed goes on from its last checkpoint when it is started again with the same
 * options. {@code --from} starts from a trained model: pre-training and fine-tuning.
 *
 * <p>The number of workers is a setting of the result, like the seed: a cluster of any size gives
 * the same model, in all bits but for gradient sharing.
 *
 * <p>Loss of a soapnet: mean squared error of first-principles energies, plus α times Tukey's
 * biweight of empirical ones. Loss of a potential: p times the mean squared error of energies per
 * atom, 1 − p times that of force components. The model file is written when training ends, whole
 * or not at all; the learning curve grows in {@code models/NAME.curve.csv} meanwhile.
 *
 * <p>Reads a folder of shards; appends to {@code learning_curves} and writes {@code
 * models/NAME.zip} in the lake. Examples: {@code quarry train --lake DIR --name si}; {@code quarry
 * train --lake DIR --network painn --features 64 --cutoff 5}.
 */
@Command(name = "train", description = "Train a network on shards")
public final class TrainJob extends LakeJob {
  @Mixin private NetworkOptions network = new NetworkOptions();
  @Mixin private TrainingOptions training = new TrainingOptions();
  @Mixin private StartOptions start = new StartOptions();
  @Mixin private WorkerOptions workers = new WorkerOptions();

  @Option(
      names = "--shards",
      paramLabel = "NAME|DIR",
      description =
          "shards by the name that quarry shard gave them, or their folder (default: ${DEFAULT-VALUE})")
  private String shards = "default";

  @Option(names = "--name", description = "the model's name (default: model-RUN)")
  private Optional<String> modelName = Optional.empty();

  @Option(
      names = "--checkpoint-seconds",
      description =
          "leave a checkpoint at the end of an epoch when so much time has passed since the last;"
              + " 0: after every epoch (default: ${DEFAULT-VALUE})")
  private double checkpointSeconds = 10;

  @Override
  protected void validate() {
    start.validate();
    workers.validate();
    if (start.isGiven()) { // of a network that is known when the model is read
      network.validate();
      training.parameters(TrainingParameters.DEFAULT);
    } else {
      training.parameters(NetworkOptions.training(network.network()));
    }
    if (checkpointSeconds < 0) {
      throw new UsageException("--checkpoint-seconds must not be negative");
    }
    ShardSets.requirePlain("--name", modelName.orElse("model"));
  }

  @Override
  protected Table output() {
    return Table.LEARNING_CURVES;
  }

  @Override
  protected List<String> foundBy() {
    return List.of("name");
  }

  @Override
  protected Parameters parameters(Lake lake) {
    modelName.ifPresent(name -> start.requireOther(lake, file(lake, name)));
    Parameters settings = trainer(lake).settings();
    Map<String, Object> map = new TreeMap<>(settings.toMap());
    map.put("type", settings.name());
    workers.addTo(map);
    map.put("name", modelName.orElse(""));
    return new SimpleParameters("train", map);
  }

  @Override
  protected Optional<String> fingerprint(Lake lake) {
    try {
      return Optional.of(
          ShardManifest.read(ShardSets.folder(lake, shards)).fingerprint().substring(0, 16));
    } catch (IOException e) {
      throw new InputException(e.getMessage(), e);
    }
  }

  @Override
  protected Summary execute(Lake lake, Run run) {
    String name = modelName.orElse("model-" + run.id());
    Path file = file(lake, name);
    try {
      Checkpoint checkpoint =
          Checkpoint.at(checkpointFile(lake, run))
              .withInterval(Duration.ofMillis(Math.round(1000 * checkpointSeconds)));
      Path curve = file.resolveSibling(name + ".curve.csv");
      Training trained =
          trainer(lake)
              .train(
                  ShardSets.folder(lake, shards),
                  checkpoint,
                  new CurveFile(curve).andThen(new EpochLines(name, System.err)));
      ModelFile.write(file, trained.model());
      run.append(Table.LEARNING_CURVES, curve(name, trained.curve()));
      checkpoint.remove();
      Map<String, Double> facts = trained.model().card().facts();
      Summary summary =
          Summary.of(facts.get("train_rows").longValue(), trained.curve().size(), 0)
              .withOutput(file.toString())
              .with("epochs", facts.get("epochs").longValue());
      summary = told(summary, "validation MAE (eV/atom)", facts.get("validation_mae_ev_per_atom"));
      summary =
          told(summary, "validation MAE (eV/Å)", facts.get("validation_force_mae_ev_per_angstrom"));
      return told(
          summary,
          "validation MAE of the virial (eV/atom)",
          facts.get("validation_virial_mae_ev_per_atom"));
    } catch (ShardException | ModelException | TrainingInputException e) {
      throw new InputException(e.getMessage(), e);
    } catch (IOException e) { // a full disk, say: no fault of the input
      throw new UncheckedIOException("training of " + name + " failed: " + e.getMessage(), e);
    }
  }

  private static Path file(Lake lake, String name) {
    return lake.root().resolve("models").resolve(name + ".zip").toAbsolutePath().normalize();
  }

  private static Summary told(Summary summary, String name, Double value) {
    return value == null ? summary : summary.with(name, value);
  }

  private Trainer trainer(Lake lake) {
    Optional<FineTuning> from = start.model(lake);
    NetworkSettings wanted = from.map(network::network).orElseGet(network::network);
    Trainer trainer =
        new Trainer(wanted, training.parameters(NetworkOptions.training(wanted)), engine(lake));
    return from.map(trainer::startingFrom).orElse(trainer);
  }

  /** The same for a run that is started again: named by its settings and its shards. */
  private Path checkpointFile(Lake lake, Run run) {
    String name = run.parameters().hash() + "-" + run.fingerprint().orElseThrow() + ".zip";
    return lake.root().resolve("checkpoints").resolve(name);
  }

  private TrainingEngine engine(Lake lake) {
    return workers.engine(JavaSparkContext.fromSparkContext(lake.spark().sparkContext()));
  }

  private static List<Row> curve(String model, List<CurvePoint> curve) {
    List<Row> rows = new ArrayList<>();
    for (CurvePoint point : curve) {
      Errors errors = point.validation();
      rows.add(
          RowFactory.create(
              model,
              point.epoch(),
              point.loss(),
              known(errors.energyMae()),
              point.seconds(),
              known(errors.energyRmse()),
              known(errors.forceMae()),
              known(errors.forceRmse()),
              point.learningRate(),
              known(errors.virialMae()),
              known(errors.virialRmse())));
    }
    return rows;
  }

  private static Double known(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
