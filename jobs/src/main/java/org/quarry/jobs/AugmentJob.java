package org.quarry.jobs;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
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
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;
import org.quarry.parameters.Parameters;
import org.quarry.regression.AlignmentMethod;
import org.quarry.regression.AuxiliaryClassifier;
import org.quarry.regression.Choice;
import org.quarry.regression.EnergyAlignment;
import org.quarry.regression.ErrorStatistics;
import org.quarry.regression.RandomForestParameters;
import org.quarry.regression.RandomForestTrainer;
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
 * training side. See {@link AuxiliaryClassifier}.
 *
 * <p>Reads {@code labels}, {@code descriptors}, {@code eip_energies}; appends to {@code alignments}
 * and {@code augmentations}, and writes the classifier to {@code models/} in the lake. Example:
 * {@code quarry augment --lake DIR --dataset si --labeled 0.2}.
 */
@Command(name = "augment", description = "Label configurations by the best empirical potential")
public final class AugmentJob extends SetJob {
  private static final String ID = "configuration_id";
  private static final StructType DECIDED = Run.withoutRun(Table.AUGMENTATIONS);

  @Mixin private DatasetOptions datasets = new DatasetOptions();
  @Mixin private SplitOptions split = new SplitOptions();
  @Mixin private DescriptorOption descriptor = new DescriptorOption();

  @Option(names = "--method", description = "labels to align to, where there are several")
  private Optional<String> method = Optional.empty();

  @Option(names = "--alignment", description = "median (default), least-squares or raw")
  private String alignment = AlignmentMethod.MEDIAN.text();

  @Option(
      names = "--tolerance",
      paramLabel = "C",
      description = "largest error of a good label, in eV/atom (default: ${DEFAULT-VALUE})")
  private double tolerance = 0.1;

  @Option(
      names = "--exclude",
      paramLabel = "POTENTIAL",
      description = "leave out a potential, one fitted to the very data say; may be repeated")
  private List<String> excluded = List.of();

  @Option(names = "--trees", description = "trees of the forest (default: ${DEFAULT-VALUE})")
  private int trees = 500;

  @Option(
      names = "--training-rows",
      description = "the classifier learns from at most so many rows (default: ${DEFAULT-VALUE})")
  private int trainingRows = 20_000;

  private String descriptorHash; // found once a run

  @Override
  protected void validate() {
    split.split();
    try {
      AlignmentMethod.of(alignment);
      forest();
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
    if (!(tolerance > 0) || trainingRows < 1) {
      throw new UsageException("--tolerance and --training-rows must be positive");
    }
  }

  @Override
  protected Table output() {
    return Table.AUGMENTATIONS;
  }

  @Override
  protected Parameters parameters(Lake lake) {
    descriptorHash = descriptor.hash(lake);
    Map<String, Object> map = new TreeMap<>(split.toMap());
    map.put("datasets", datasets.names());
    map.put("descriptor", descriptorHash);
    map.put("method", method.orElse("the only one"));
    map.put("alignment", alignment);
    map.put("excluded", excluded);
    map.put("tolerance", tolerance);
    map.put("forest", forest().toMap());
    map.put("training_rows", trainingRows);
    return new SimpleParameters("augment", map);
  }

  /** Vectors and empirical energies are determined by their keys. */
  @Override
  protected List<Dataset<Row>> inputs(Lake lake) {
    return List.of(
        labeled(lake).select("configuration_id", "side", "energy", "labeled"),
        lake.ofDatasets(DescriptorOption.vectors(lake, descriptorHash), datasets.names())
            .select("configuration_id"),
        eipRows(lake).select("configuration_id", "potential", "parameter_hash"));
  }

  @Override
  protected Summary execute(Lake lake, Run run) {
    Dataset<Row> labeled = labeled(lake).where(col("side").equalTo(Side.TRAIN.text()));
    Dataset<Row> known = labeled.where(col("labeled"));
    Dataset<Row> unknown = labeled.where(not(col("labeled"))).select("configuration_id");
    Map<String, String> hashes = EipRows.hashes(eipRows(lake));
    Dataset<Row> described = described(lake, hashes.size());

    TrainingSet training = TrainingSet.collect(known.join(described, ID), trainingRows);
    AuxiliaryClassifier model = fit(training, List.copyOf(hashes.keySet()));
    String json = model.toJson().toString();
    run.append(Table.ALIGNMENTS, alignments(model.alignment(), hashes, training.rows()));
    Dataset<Row> decided =
        unknown
            .join(described, ID)
            .mapPartitions(decide(json, training.target()), Encoders.row(DECIDED));
    long written = run.append(Table.AUGMENTATIONS, decided);
    long wanted = unknown.count();
    return Summary.of(wanted, written, wanted - written)
        .withOutput(store(lake, run, json))
        .with("training rows", training.rows().size())
        .with("choices", choices(lake, run))
        .with("potentials left out", model.alignment().excluded());
  }

  private AuxiliaryClassifier fit(TrainingSet training, List<String> potentials) {
    try {
      EnergyAlignment fitted =
          EnergyAlignment.fit(AlignmentMethod.of(alignment), potentials, training.rows());
      return AuxiliaryClassifier.fit(
          new RandomForestTrainer(forest()),
          fitted,
          tolerance,
          training.rows(),
          training.features());
    } catch (IllegalArgumentException e) {
      throw new InputException("cannot learn from the labels: " + e.getMessage(), e);
    }
  }

  private static MapPartitionsFunction<Row, Row> decide(String json, String target) {
    return rows -> {
      AuxiliaryClassifier model = AuxiliaryClassifier.fromJson(json);
      return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, 0), false)
          .map(
              row -> {
                Choice choice =
                    model.choose(
                        EipRows.features(row), EipRows.composition(row), EipRows.energies(row));
                return RowFactory.create(
                    row.getAs("configuration_id"),
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

  private RandomForestParameters forest() {
    var defaults = RandomForestParameters.withSeed(split.split().seed());
    return new RandomForestParameters(
        trees,
        defaults.featuresPerSplit(),
        defaults.maxDepth(),
        defaults.minLeaf(),
        defaults.seed());
  }

  private Dataset<Row> labeled(Lake lake) {
    return LabeledRows.of(lake, datasets.names(), method, split);
  }

  private Dataset<Row> eipRows(Lake lake) {
    return lake.ofDatasets(lake.read(Table.EIP_ENERGIES), datasets.names())
        .where(not(col("potential").isin(excluded.toArray())));
  }

  /** Configurations that are described and that every potential was asked about. */
  private Dataset<Row> described(Lake lake, int potentials) {
    return DescriptorOption.vectors(lake, descriptorHash)
        .join(lake.configurations(datasets.names()).select(ID, "atomic_numbers"), ID)
        .join(EipRows.byConfiguration(eipRows(lake), potentials), ID);
  }
}
