package org.quarry.jobs;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.quarry.lake.Lake;
import org.quarry.lake.MethodLabels;
import org.quarry.lake.Table;
import org.quarry.parameters.Parameters;
import org.quarry.regression.AugmentationScore;
import org.quarry.regression.AugmentationSettings;
import org.quarry.regression.AuxiliaryClassifier;
import org.quarry.regression.Choice;
import org.quarry.regression.CrossValidation;
import org.quarry.regression.EnergyAlignment;
import org.quarry.regression.ErrorStatistics;
import org.quarry.regression.Exclusion;
import org.quarry.regression.FeatureBlock;
import org.quarry.regression.FeatureSet;
import org.quarry.regression.HeldOut;
import org.quarry.regression.ReferenceRow;
import org.quarry.selection.Side;
import org.quarry.shard.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import scala.collection.JavaConverters;

/**
 * Label augmentation: gives configurations without a usable reference energy the energy of the
 * empirical potential that is expected to be right there, or none.
 *
 * <p>Energies are aligned to the reference and the auxiliary classifier is fitted, both on labelled
 * rows of the training side alone; then the classifier decides for every other configuration of the
 * training side. See {@link AuxiliaryClassifier}. What may be expected of it is found by
 * cross-validation on the labelled rows, alignment and classifier fitted anew in each fold.
 *
 * <p>Reads {@code labels}, {@code descriptors}, {@code eip_energies}; appends to {@code
 * alignments}, {@code cross_validations} and {@code augmentations}, and writes the classifier to
 * {@code models/} in the lake. Example: {@code quarry augment --lake DIR --dataset si --labeled
 * 0.2}.
 */
@Command(name = "augment", description = "Label configurations by the best empirical potential")
public final class AugmentJob extends SetJob {
  private static final String ID = "configuration_id";
  private static final StructType DECIDED = Run.withoutRun(Table.AUGMENTATIONS);

  @Mixin private DatasetOptions datasets = new DatasetOptions();
  @Mixin private SplitOptions split = new SplitOptions();

  @Option(
      names = "--descriptor",
      paramLabel = "NAME|HASH",
      description = {
        "which descriptor, where the lake holds several: its name or parameter hash, or",
        "representation:MODEL for that of a model as it is now; of several, inner and outer averages",
        "say, the vectors are joined"
      })
  private List<String> descriptors = List.of();

  @Option(names = "--method", description = "labels to align to, where there are several")
  private Optional<String> method = Optional.empty();

  @Mixin private AugmentationOptions options = new AugmentationOptions();

  @Option(
      names = "--training-rows",
      description = "the classifier learns from at most so many rows (default: ${DEFAULT-VALUE})")
  private int trainingRows = 20_000;

  @Option(
      names = "--folds",
      description = "cross-validation on the training rows; 0 for none (default: ${DEFAULT-VALUE})")
  private int folds = 5;

  @Option(
      names = "--repetitions",
      description = "of the cross-validation, each with its own folds (default: ${DEFAULT-VALUE})")
  private int repetitions = 1;

  private List<String> descriptorHashes = List.of(); // found once a run

  @Override
  protected void validate() {
    List<FeatureBlock> features = settings().features();
    if (!descriptors.isEmpty() && !FeatureSet.needsDescriptor(features)) {
      throw new UsageException(
          "--descriptor means nothing to --features " + FeatureSet.text(features));
    }
    if (trainingRows < 1) {
      throw new UsageException("--training-rows must be positive, got " + trainingRows);
    }
    if (folds < 0 || folds == 1 || repetitions < 1) {
      throw new UsageException("--folds is 0, or 2 or more; --repetitions is 1 or more");
    }
  }

  private AugmentationSettings settings() {
    return options.settings(split.split().seed());
  }

  @Override
  protected Table output() {
    return Table.AUGMENTATIONS;
  }

  @Override
  protected List<String> foundBy() {
    return List.of("datasets");
  }

  @Override
  protected Parameters parameters(Lake lake) {
    AugmentationSettings settings = settings();
    descriptorHashes =
        !FeatureSet.needsDescriptor(settings.features())
            ? List.of()
            : descriptors.isEmpty()
                ? List.of(DescriptorOption.hash(lake, ""))
                : descriptors.stream().map(name -> DescriptorOption.hash(lake, name)).toList();
    Map<String, Object> map = new TreeMap<>(split.toMap());
    map.put("datasets", datasets.names());
    map.put("descriptors", descriptorHashes);
    map.put("method", MethodLabels.text(method));
    map.putAll(settings.toMap());
    map.put("training_rows", trainingRows);
    map.put("folds", folds);
    map.put("repetitions", repetitions);
    return new SimpleParameters("augment", map);
  }

  /** Vectors and empirical energies are determined by their keys. */
  @Override
  protected List<Dataset<Row>> inputs(Lake lake) {
    List<Dataset<Row>> inputs = new ArrayList<>();
    inputs.add(labeled(lake).select(ID, "group", "side", "energy", "labeled"));
    for (String hash : descriptorHashes) {
      inputs.add(
          lake.ofDatasets(DescriptorOption.vectors(lake, hash), datasets.names()).select(ID));
    }
    inputs.add(eipRows(lake).select(ID, "potential", "parameter_hash"));
    return inputs;
  }

  @Override
  protected Summary execute(Lake lake, Run run) {
    Dataset<Row> labeled = labeled(lake).where(col("side").equalTo(Side.TRAIN.text()));
    Dataset<Row> known = labeled.where(col("labeled"));
    Dataset<Row> unknown = labeled.where(not(col("labeled"))).select("configuration_id");
    List<String> excluded = excluded(lake);
    Dataset<Row> energies = eipRows(lake).where(not(col("potential").isin(excluded.toArray())));
    Map<String, String> hashes = EipRows.hashes(energies);
    Dataset<Row> described = described(lake, EipRows.byConfiguration(energies, hashes.size()));

    TrainingSet training = TrainingSet.collect(known.join(described, ID), trainingRows);
    List<String> potentials = new ArrayList<>(hashes.keySet());
    potentials.addAll(excluded); // so that the alignment says why they are left out
    AuxiliaryClassifier model = fit(training.rows(), potentials);
    String json = model.toJson().toString();
    run.append(Table.ALIGNMENTS, alignments(model.alignment(), hashes, training.rows()));
    List<HeldOut> heldOut = heldOut(model, training.rows());
    run.append(Table.CROSS_VALIDATIONS, heldOut.stream().map(HeldOutRows::row).toList());
    Broadcast<String> shared =
        JavaSparkContext.fromSparkContext(lake.spark().sparkContext()).broadcast(json);
    Dataset<Row> decided =
        unknown
            .join(described, ID)
            .mapPartitions(decide(shared, training.target()), Encoders.row(DECIDED));
    long written = run.append(Table.AUGMENTATIONS, decided);
    shared.destroy();
    long wanted = unknown.count();
    Summary summary =
        Summary.of(wanted, written, wanted - written)
            .withOutput(store(lake, run, json))
            .with("training rows", training.rows().size())
            .with("choices", choices(lake, run))
            .with("potentials left out", model.alignment().excluded());
    return heldOut.isEmpty() ? summary : scored(summary, AugmentationScore.of(heldOut));
  }

  private static Summary scored(Summary summary, AugmentationScore score) {
    return summary
        .with("held-out MAE (eV/atom)", score.chosen().mae())
        .with("oracle MAE (eV/atom)", score.oracle().mae())
        .with("best single MAE (eV/atom)", score.single().mae())
        .with("held-out share kept", score.kept() / (double) score.rows())
        .with("nearly right", score.nearlyRight());
  }

  private AuxiliaryClassifier fit(List<ReferenceRow> training, List<String> potentials) {
    try {
      return AuxiliaryClassifier.fit(settings(), potentials, training);
    } catch (IllegalArgumentException e) {
      throw new InputException("cannot learn from the labels: " + e.getMessage(), e);
    }
  }

  /** The training rows as judged unseen; none where they are too few or form a single group. */
  private List<HeldOut> heldOut(AuxiliaryClassifier model, List<ReferenceRow> training) {
    long groups = training.stream().map(ReferenceRow::group).distinct().count();
    if (folds == 0 || groups < 2) {
      return List.of();
    }
    return new CrossValidation(settings(), model.alignment().potentials(), training)
        .repeat(repetitions, (int) Math.min(folds, groups), split.split().seed());
  }

  private static MapPartitionsFunction<Row, Row> decide(Broadcast<String> json, String target) {
    return rows -> {
      AuxiliaryClassifier model = AuxiliaryClassifier.fromJson(json.value());
      return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, 0), false)
          .map(
              row -> {
                Choice choice = model.choose(EipRows.observation(row));
                return RowFactory.create(
                    row.getAs(ID),
                    choice.potential().orElse(null),
                    choice.energy().isPresent() ? choice.energy().getAsDouble() : null,
                    JavaConverters.mapAsScalaMap(choice.probabilities()),
                    choice.expectedError().isPresent()
                        ? choice.expectedError().getAsDouble()
                        : null,
                    target);
              })
          .iterator();
    };
  }

  /** One row a potential; its offset in eV for every atom stands under {@code *}. */
  private static List<Row> alignments(
      EnergyAlignment alignment, Map<String, String> hashes, List<ReferenceRow> training) {
    List<Row> rows = new ArrayList<>();
    alignment
        .shifts()
        .forEach(
            (potential, shift) -> {
              Map<String, Double> offsets = new TreeMap<>();
              offsets.put("*", shift.perAtom());
              shift.perElement().forEach((element, eV) -> offsets.put(element.symbol(), eV));
              double[] errors =
                  training.stream()
                      .map(row -> AuxiliaryClassifier.alignedErrors(alignment, row).get(potential))
                      .filter(Objects::nonNull)
                      .mapToDouble(error -> error)
                      .toArray();
              rows.add(
                  RowFactory.create(
                      potential,
                      hashes.get(potential),
                      alignment.method().text(),
                      JavaConverters.mapAsScalaMap(offsets),
                      (long) shift.rows(),
                      ErrorStatistics.of(errors).mae()));
            });
    return rows;
  }

  /** Writes the classifier beside the tables: whole or not at all. */
  private static String store(Lake lake, Run run, String json) {
    Path file = lake.root().resolve("models").resolve("augment-" + run.id() + ".json");
    try {
      AtomicFile.write(file, json.getBytes(StandardCharsets.UTF_8));
      return file.toString();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the classifier into " + lake.root(), e);
    }
  }

  private static Map<String, Long> choices(Lake lake, Run run) {
    Map<String, Long> counts = new TreeMap<>();
    lake.raw(Table.AUGMENTATIONS)
        .where(col("run_id").equalTo(run.id()))
        .groupBy(coalesce(col("choice"), lit(AuxiliaryClassifier.NONE)))
        .count()
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    return counts;
  }

  private Dataset<Row> labeled(Lake lake) {
    return LabeledRows.of(lake, datasets.names(), method, split)
        .drop("atomic_forces", "cauchy_stress");
  }

  private Dataset<Row> eipRows(Lake lake) {
    return lake.ofDatasets(lake.read(Table.EIP_ENERGIES), datasets.names());
  }

  /** The potentials of the lake that the user leaves out. */
  private List<String> excluded(Lake lake) {
    List<Exclusion> exclusions = settings().alignment().exclusions();
    return eipRows(lake).select("potential").distinct().collectAsList().stream()
        .map(row -> row.getString(0))
        .filter(name -> exclusions.stream().anyMatch(exclusion -> exclusion.matches(name)))
        .sorted()
        .toList();
  }

  /** Configurations that are described and that every potential was asked about. */
  private Dataset<Row> described(Lake lake, Dataset<Row> energies) {
    Dataset<Row> described =
        lake.configurations(datasets.names())
            .select(col(ID), col("atomic_numbers"), col("cell"), col("pbc"))
            .join(energies, ID)
            .withColumn("values", array().cast("array<double>"));
    for (String hash : descriptorHashes) {
      Dataset<Row> vectors =
          DescriptorOption.vectors(lake, hash).withColumnRenamed("values", "more");
      described =
          described
              .join(vectors, ID)
              .withColumn("values", concat(col("values"), col("more")))
              .drop("more");
    }
    return described;
  }
}
