package org.quarry.jobs;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.conv;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.quarry.atoms.Element;
import org.quarry.atoms.EnergyKind;
import org.quarry.descriptor.Descriptor;
import org.quarry.lake.Lake;
import org.quarry.lake.MethodLabels;
import org.quarry.lake.Table;
import org.quarry.network.DescriptorVectors;
import org.quarry.parameters.Parameters;
import org.quarry.selection.Side;
import org.quarry.shard.ShardEntry;
import org.quarry.shard.ShardManifest;
import org.quarry.shard.ShardSetup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Writes what a network is trained on: Arrow shards of per-atom descriptor vectors (or none, for
 * networks that read positions), energies, and first-principles forces and stress, divided into
 * training, validation and test side, with a manifest of counts and checksums.
 *
 * <p>Which shard a configuration goes to is a function of its id and of the number of shards, so
 * that every shard holds a fair sample and the files do not depend on the cluster. Rows without an
 * energy to learn stay out. What {@code quarry rank} selected is written as often as it is to be
 * trained on in an epoch.
 *
 * <p>Reads {@code configurations}, {@code labels}, {@code descriptors} (for their parameters),
 * {@code augmentations} and {@code selections}; writes a folder below {@code shards/} in the lake.
 * Examples: {@code quarry shard --lake DIR --dataset si --labeled 0.2 --energies augmented}; {@code
 * quarry shard --lake DIR --descriptor none --species C,H,O}.
 */
@Command(
    name = "shard",
    description =
        "Write training shards; with --descriptor none without per-atom vectors, for networks that"
            + " read positions")
public final class ShardJob extends SetJob {
  /** Which energies training rows may have. */
  enum Energies {
    DFT,
    AUGMENTED,
    POTENTIALS
  }

  private static final String ID = "configuration_id";
  static final String FORCES = "atomic_forces";
  static final String STRESS = "cauchy_stress";

  @Mixin private DatasetOptions datasets = new DatasetOptions();
  @Mixin private SplitOptions split = new SplitOptions();
  @Mixin private DescriptorOption descriptor = new DescriptorOption();
  @Mixin private SpeciesOption species = new SpeciesOption();

  @Option(names = "--method", description = "labels to learn, where there are several")
  private Optional<String> method = Optional.empty();

  @Option(
      names = "--energies",
      description =
          "dft (default): first-principles ones alone; augmented: where there is none, that of the"
              + " potential chosen by the last quarry augment; potentials: where there is none, those"
              + " of all potentials, to pre-train on them")
  private Energies energies = Energies.DFT;

  @Option(
      names = "--all-potentials",
      description =
          "let every row carry the energies of all potentials too, as the last quarry augment aligned"
              + " them, with a mask: targets for pre-training on all of them; --energies potentials"
              + " implies it")
  private boolean allPotentials;

  @Option(
      names = "--selection",
      paramLabel = "TASK",
      description =
          "of the training side only what the last quarry rank selected for this task, each"
              + " configuration as often as it did")
  private Optional<String> selection = Optional.empty();

  @Option(
      names = "--name",
      description = "what quarry train --shards calls them (default: ${DEFAULT-VALUE})")
  private String name = "default";

  @Option(
      names = "--shard-rows",
      description = "configurations in a shard, roughly (default: ${DEFAULT-VALUE})")
  private int shardRows = 4096;

  private String descriptorHash; // found once a run

  @Override
  protected void validate() {
    split.split();
    split.labeledShare();
    ShardSets.requirePlain("--name", name);
    if (species.isTold() && !descriptor.isNone()) {
      throw new UsageException("--species goes with --descriptor none: a descriptor has its own");
    }
    if (shardRows < 1) {
      throw new UsageException("--shard-rows must be positive, got " + shardRows);
    }
  }

  /** No table: the books stand in, so that two of these jobs wait for each other. */
  @Override
  protected Table output() {
    return Table.RUNS;
  }

  @Override
  protected List<String> foundBy() {
    return List.of("name");
  }

  @Override
  protected Parameters parameters(Lake lake) {
    descriptorHash = descriptor.isNone() ? ShardSetup.NONE : descriptor.hash(lake);
    Map<String, Object> map = new TreeMap<>(split.toMap());
    map.put("datasets", datasets.names());
    map.put("descriptor", descriptorHash);
    if (descriptor.isNone()) {
      map.put("species", species.of(lake));
    }
    map.put("method", MethodLabels.text(method));
    map.put("energies", energies.name().toLowerCase(java.util.Locale.ROOT));
    map.put("shard_rows", shardRows);
    if (withPotentials()) {
      map.put("aligned_by", AlignedEnergies.lastRun(lake, datasets.names()));
    }
    selection.ifPresent(
        task -> map.put("selected_by", SelectedRows.lastRun(lake, task, datasets.names())));
    map.put("name", name);
    return new SimpleParameters("shard", map);
  }

  @Override
  protected List<Dataset<Row>> inputs(Lake lake) {
    return List.of(rows(lake).drop(FORCES, STRESS)); // the label's hash stands for them
  }

  @Override
  protected Summary execute(Lake lake, Run run) {
    Dataset<Row> configurations = rows(lake).persist();
    Dataset<Row> rows = SelectedRows.repeated(configurations);
    try {
      Map<String, Long> counts = new TreeMap<>();
      rows.groupBy("side")
          .count()
          .collectAsList()
          .forEach(r -> counts.put(r.getString(0), r.getLong(1)));
      if (!counts.containsKey(Side.TRAIN.text())) {
        throw new InputException(
            "there is nothing to train on: no configuration of the training side has an energy");
      }
      Dataset<Row> aligned = aligned(lake);
      ShardSetup setup = setup(lake, rows, run).withPotentials(potentials(lake));
      Path folder = lake.root().resolve("shards").resolve(name + "-" + run.id());
      List<ShardEntry> entries = write(lake, numbered(rows, counts), aligned, setup, folder);
      new ShardManifest(setup, entries).write(folder);
      long in = LabeledRows.of(lake, datasets.names(), method, split).count();
      long out = entries.stream().mapToLong(ShardEntry::rows).sum();
      Summary summary =
          Summary.of(in, out, in - configurations.count()).withOutput(folder.toString());
      for (Map.Entry<String, Long> side : counts.entrySet()) {
        summary = summary.with(side.getKey(), side.getValue());
      }
      return summary
          .with("dft", entries.stream().mapToLong(ShardEntry::dftRows).sum())
          .with("eip", entries.stream().mapToLong(ShardEntry::eipRows).sum());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write shards into " + lake.root(), e);
    } finally {
      configurations.unpersist();
    }
  }

  /** Id, side, energies, and what else the label says: the rows with something to learn or test. */
  private Dataset<Row> rows(Lake lake) {
    Dataset<Row> labeled = LabeledRows.of(lake, datasets.names(), method, split);
    Column used = col("labeled").or(col("side").equalTo(Side.TEST.text()));
    Dataset<Row> rows =
        labeled.select(
            col(ID),
            col("side"),
            col("method"),
            col("energy_kind"),
            when(used, col("energy")).as("learned"),
            when(used, col("source_hash")).as("source_hash"),
            when(used, col(FORCES)).as(FORCES),
            when(used, col(STRESS)).as(STRESS));
    Dataset<Row> chosen =
        chosen(lake).select(col(ID).as("chosen_id"), col("choice"), col("energy").as("eip"));
    rows =
        rows.join(
                chosen,
                col(ID)
                    .equalTo(col("chosen_id"))
                    .and(col("side").equalTo(Side.TRAIN.text()))
                    .and(col("learned").isNull()),
                "left_outer")
            .drop("chosen_id");
    Column something = coalesce(col("learned"), col("eip")).isNotNull();
    if (energies == Energies.POTENTIALS) {
      rows = rows.join(answered(lake), col(ID).equalTo(col("answered_id")), "left_outer");
      Column test = col("side").equalTo(Side.TEST.text());
      something = something.or(not(test).and(col("answered_id").isNotNull()));
    }
    return copies(lake, rows.where(something).drop("answered_id"));
  }

  /** The configurations that any potential gave an energy for. */
  private Dataset<Row> answered(Lake lake) {
    return aligned(lake).select(col(ID).as("answered_id"));
  }

  /** Adds how often each row is written: once, if nothing was selected. */
  private Dataset<Row> copies(Lake lake, Dataset<Row> rows) {
    return selection
        .map(task -> SelectedRows.join(lake, rows, task, datasets.names()))
        .orElseGet(() -> rows.withColumn(SelectedRows.COPIES, lit(1L)));
  }

  private boolean withPotentials() {
    return allPotentials || energies == Energies.POTENTIALS;
  }

  /** What the last augmentation decided; nothing where it is not asked for. */
  private Dataset<Row> chosen(Lake lake) {
    Dataset<Row> all = lake.read(Table.AUGMENTATIONS);
    if (energies != Energies.AUGMENTED) {
      return all.limit(0);
    }
    long last = AlignedEnergies.lastRun(lake, datasets.names());
    return all.where(col("run_id").equalTo(last).and(col("energy").isNotNull()));
  }

  /** {@code configuration_id, aligned}: a map from potential to energy; empty if not asked for. */
  private Dataset<Row> aligned(Lake lake) {
    return withPotentials()
        ? AlignedEnergies.byConfiguration(
            lake, datasets.names(), lake.configurations(datasets.names()))
        : lake.read(Table.EIP_ENERGIES)
            .limit(0)
            .select(col(ID), map(col("potential"), col("energy")).as("aligned"));
  }

  /** The potentials that the last alignment brought to the labels' zero; none if not asked for. */
  private List<String> potentials(Lake lake) {
    return withPotentials() ? AlignedEnergies.potentials(lake, datasets.names()) : List.of();
  }

  /** Gives each row the number of its shard among those of its side. */
  private Dataset<Row> numbered(Dataset<Row> rows, Map<String, Long> counts) {
    Column shards = lit(1);
    for (Map.Entry<String, Long> side : counts.entrySet()) {
      long number = (side.getValue() + shardRows - 1) / shardRows;
      shards = when(col("side").equalTo(side.getKey()), lit(number)).otherwise(shards);
    }
    Column draw = conv(substring(sha2(col(ID), 256), 1, 12), 16, 10).cast("bigint");
    return rows.withColumn("shard", pmod(draw, shards).cast("int"));
  }

  private static List<ShardEntry> write(
      Lake lake, Dataset<Row> rows, Dataset<Row> aligned, ShardSetup setup, Path folder) {
    Dataset<Row> full =
        rows.join(lake.read(Table.CONFIGURATIONS), ID)
            .join(
                aligned.withColumnRenamed(ID, "aligned_id"),
                col(ID).equalTo(col("aligned_id")),
                "left_outer")
            .drop("aligned_id")
            .repartition(col("side"), col("shard"))
            .sortWithinPartitions("side", "shard", ID);
    return full
        .toJavaRDD()
        .mapPartitions(new ShardFiles(full.schema(), setup, folder.toString()))
        .collect()
        .stream()
        .map(ShardFiles::entry)
        .sorted(Comparator.comparing(ShardEntry::file))
        .toList();
  }

  private ShardSetup setup(Lake lake, Dataset<Row> rows, Run run) {
    Row label =
        rows.where(col("method").isNotNull()).agg(max("method"), max("energy_kind")).first();
    String level = label.isNullAt(0) ? "unknown" : label.getString(0);
    EnergyKind kind = label.isNullAt(1) ? EnergyKind.UNKNOWN : EnergyKind.of(label.getString(1));
    String snapshot = run.fingerprint().orElseThrow();
    if (descriptor.isNone()) {
      List<Element> elements = species.of(lake).stream().map(Element::of).toList();
      return ShardSetup.withoutVectors(elements, level, kind, snapshot);
    }
    Descriptor perAtom = perAtom(lake);
    return ShardSetup.of(
        perAtom.parameters(), perAtom.features(), species(perAtom), level, kind, snapshot);
  }

  private static List<Element> species(Descriptor descriptor) {
    if (descriptor.parameters().toMap().get("species") instanceof List<?> symbols) {
      return symbols.stream().map(symbol -> Element.of(symbol.toString())).toList();
    }
    throw new InputException(
        "descriptor " + descriptor.parameters().name() + " has no species list to train with");
  }

  /** The descriptor that the lake was described with, a row an atom. */
  private Descriptor perAtom(Lake lake) {
    List<Row> runs =
        lake.read(Table.RUNS)
            .where(
                col("job").equalTo("describe").and(col("parameter_hash").equalTo(descriptorHash)))
            .select("parameters")
            .takeAsList(1);
    if (runs.isEmpty()) {
      throw new InputException(
          "the lake's books do not say what the descriptor " + descriptorHash + " is");
    }
    try {
      return DescriptorVectors.perAtom(runs.get(0).getString(0));
    } catch (IllegalArgumentException | UncheckedIOException e) { // a matrix, or a model's file
      throw new InputException(
          "the lake's descriptor "
              + descriptorHash
              + " cannot be written atom by atom: choose another, or none, with --descriptor ("
              + e.getMessage()
              + ")",
          e);
    }
  }
}
