package org.quarry.lake;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.apache.spark.sql.types.DataTypes.createMapType;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * The tables of a lake. Each row carries the {@code run_id} of the run that wrote it; units are Å,
 * eV, eV/Å, eV/Å³.
 *
 * <p>{@link Kind} says when a row counts: rows of a retracted run never do.
 */
@SuppressWarnings("ImmutableEnumChecker") // StructType and List.of are immutable, but not marked so
public enum Table {
  /** Structures by content; shared by all data sets that hold them. */
  CONFIGURATIONS(
      Kind.ROWS,
      new StructType()
          .add("configuration_id", StringType, false)
          .add("atomic_numbers", array(IntegerType), false)
          .add("positions", array(DoubleType), false)
          .add("cell", array(DoubleType))
          .add("pbc", array(BooleanType), false)
          .add("nsites", IntegerType, false)
          .add("elements", array(StringType), false)
          .add("chemical_formula_hill", StringType, false),
      List.of("configuration_id")),
  /**
   * What a method says of a structure, by content: {@code source_hash} is the hash of all that the
   * label says.
   */
  LABELS(
      Kind.ROWS,
      new StructType()
          .add("configuration_id", StringType, false)
          .add("method", StringType, false)
          .add("source_hash", StringType, false)
          .add("energy", DoubleType)
          .add("energy_kind", StringType, false)
          .add("atomic_forces", array(DoubleType))
          .add("cauchy_stress", array(DoubleType))
          .add("software", StringType, false)
          .add("metadata", StringType, false),
      List.of("configuration_id", "method", "source_hash")),
  /** Which file's frame put which structure, with which label, into which data set. */
  MEMBERSHIPS(
      Kind.ROWS,
      new StructType()
          .add("dataset_id", StringType, false)
          .add("configuration_id", StringType, false)
          .add("file", StringType, false)
          .add("frame", IntegerType, false)
          .add("source_hash", StringType)
          .add("split", StringType, false)
          .add("group", StringType, false)
          .add("info", StringType, false),
      List.of("dataset_id", "configuration_id", "file", "frame", "source_hash"),
      "dataset_id"),
  /**
   * Files that were taken in whole; a file that stands here with the same content and options is
   * not read again.
   */
  FILES(
      Kind.ROWS,
      new StructType()
          .add("dataset_id", StringType, false)
          .add("file", StringType, false)
          .add("sha256", StringType, false)
          .add("options_hash", StringType, false)
          .add("frames", LongType, false)
          .add("rejected", LongType, false),
      List.of("dataset_id", "file", "sha256", "options_hash")),
  /**
   * What could not be used, where it stood and why; with a {@code parameter_hash} where only some
   * settings refuse it.
   */
  QUARANTINE(
      Kind.ROWS,
      new StructType()
          .add("dataset_id", StringType)
          .add("file", StringType)
          .add("frame", IntegerType)
          .add("configuration_id", StringType)
          .add("stage", StringType, false)
          .add("reason", StringType, false)
          .add("raw", StringType)
          .add("parameter_hash", StringType),
      List.of(
          "dataset_id", "file", "frame", "configuration_id", "stage", "reason", "parameter_hash")),
  /**
   * Energies by empirical potentials, as the potential gives them (not aligned to anything), and
   * forces where they were asked for. {@link Lake#read} gives one row a key, {@link Completion}.
   */
  EIP_ENERGIES(
      Kind.ROWS,
      new StructType()
          .add("configuration_id", StringType, false)
          .add("potential", StringType, false)
          .add("parameter_hash", StringType, false)
          .add("energy", DoubleType)
          .add("forces", array(DoubleType))
          .add("status", StringType, false)
          .add("message", StringType)
          .add("with_forces", BooleanType),
      List.of("configuration_id", "potential", "parameter_hash"),
      "potential"),
  /**
   * Pooled descriptors: one vector a configuration and parameter set, as {@link StoredVectors}
   * keeps it. {@link Lake#read} gives whole vectors of doubles.
   */
  DESCRIPTORS(
      Kind.ROWS,
      new StructType()
          .add("configuration_id", StringType, false)
          .add("descriptor", StringType, false)
          .add("parameter_hash", StringType, false)
          .add("values", array(DoubleType))
          .add("values_float", array(FloatType))
          .add("blocks", array(IntegerType))
          .add("features", IntegerType),
      List.of("configuration_id", "parameter_hash"),
      "parameter_hash"),
  /** The offsets that bring a potential's energies to the labels' zero, fitted on training rows. */
  ALIGNMENTS(
      Kind.RESULTS,
      new StructType()
          .add("potential", StringType, false)
          .add("parameter_hash", StringType, false)
          .add("mode", StringType, false)
          .add("offsets", createMapType(StringType, DoubleType, false), false)
          .add("rows", LongType, false)
          .add("mae", DoubleType, false),
      List.of("run_id", "potential", "parameter_hash")),
  /** Per configuration the potential to trust, or none, and what the classifier thought of each. */
  AUGMENTATIONS(
      Kind.RESULTS,
      new StructType()
          .add("configuration_id", StringType, false)
          .add("choice", StringType)
          .add("energy", DoubleType)
          .add("probabilities", createMapType(StringType, DoubleType, false), false)
          .add("expected_error", DoubleType)
          .add("target", StringType),
      List.of("run_id", "configuration_id")),
  /**
   * How an augmentation judged labelled configurations that it had not seen: errors in eV per atom
   * of every potential, beside what was forecast. {@code choice} is null for none.
   */
  CROSS_VALIDATIONS(
      Kind.RESULTS,
      new StructType()
          .add("configuration_id", StringType, false)
          .add("repetition", IntegerType, false)
          .add("fold", IntegerType, false)
          .add("true_class", StringType, false)
          .add("choice", StringType)
          .add("candidate", StringType)
          .add("expected_error", DoubleType)
          .add("probabilities", createMapType(StringType, DoubleType, false), false)
          .add("errors", createMapType(StringType, DoubleType, false), false),
      List.of("run_id", "repetition", "configuration_id")),
  /** Configurations chosen for a task, with relevance and how often each is used. */
  SELECTIONS(
      Kind.RESULTS,
      new StructType()
          .add("pool", StringType, false)
          .add("task", StringType, false)
          .add("configuration_id", StringType, false)
          .add("relevance", DoubleType, false)
          .add("multiplicity", LongType, false),
      List.of("run_id", "configuration_id")),
  /**
   * What a trained model says of a configuration. Of a committee, {@code model} names all members,
   * the predictions are their mean, {@code energy_std} and {@code forces_std} (a number an atom)
   * how far they are apart.
   */
  PREDICTIONS(
      Kind.RESULTS,
      new StructType()
          .add("model", StringType, false)
          .add("configuration_id", StringType, false)
          .add("energy", DoubleType)
          .add("forces", array(DoubleType))
          .add("status", StringType, false)
          .add("message", StringType)
          .add("stress", array(DoubleType))
          .add("energy_std", DoubleType)
          .add("forces_std", array(DoubleType)),
      List.of("run_id", "configuration_id")),
  /**
   * Errors of a model (or potential) on a split, by group. {@code rows} counts the numbers
   * compared: configurations, or components of forces or stress.
   */
  EVALUATIONS(
      Kind.RESULTS,
      new StructType()
          .add("model", StringType, false)
          .add("dataset_id", StringType, false)
          .add("split", StringType, false)
          .add("group", StringType, false)
          .add("quantity", StringType, false)
          .add("unit", StringType, false)
          .add("rows", LongType, false)
          .add("mae", DoubleType, false)
          .add("rmse", DoubleType, false),
      List.of("run_id", "model", "dataset_id", "split", "group", "quantity")),
  /**
   * How a training went: one row an epoch; losses as the trainer defines them. Errors on the
   * validation split: energies and virial in eV/atom, force components in eV/Å; {@code
   * validation_mae} is that of energies.
   */
  LEARNING_CURVES(
      Kind.RESULTS,
      new StructType()
          .add("model", StringType, false)
          .add("epoch", IntegerType, false)
          .add("loss", DoubleType, false)
          .add("validation_mae", DoubleType)
          .add("seconds", DoubleType, false)
          .add("validation_energy_rmse", DoubleType)
          .add("validation_force_mae", DoubleType)
          .add("validation_force_rmse", DoubleType)
          .add("learning_rate", DoubleType)
          .add("validation_virial_mae", DoubleType)
          .add("validation_virial_rmse", DoubleType),
      List.of("run_id", "model", "epoch")),
  /** Data sets, files or runs that no later read sees; a later run may bring the same in anew. */
  RETRACTIONS(
      Kind.BOOKS,
      new StructType()
          .add("scope", StringType, false)
          .add("value", StringType, false)
          .add("reason", StringType, false),
      List.of("run_id")),
  /** What each run did. */
  RUNS(
      Kind.BOOKS,
      new StructType()
          .add("job", StringType, false)
          .add("parameters", StringType, false)
          .add("parameter_hash", StringType, false)
          .add("fingerprint", StringType)
          .add("rows_in", LongType, false)
          .add("rows_out", LongType, false)
          .add("rows_rejected", LongType, false)
          .add("output", StringType)
          .add("started_at", TimestampType, false)
          .add("seconds", DoubleType, false),
      List.of("run_id"));

  /** When a row of a table counts. */
  public enum Kind {
    /** As soon as it is committed: the key makes a second one impossible. */
    ROWS,
    /** Once its run is in {@code runs}: a killed run's rows are as if never written. */
    RESULTS,
    /** Always: the lake's own books. */
    BOOKS
  }

  private final Kind kind;
  private final StructType schema;
  private final List<String> key;
  private final List<String> partitioning;

  Table(Kind kind, StructType schema, List<String> key, String... partitioning) {
    this.kind = kind;
    this.schema = schema.add("run_id", LongType, false);
    this.key = key;
    this.partitioning = List.of(partitioning);
  }

  /** The table's name in SQL. */
  public String tableName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Kind kind() {
    return kind;
  }

  /** All columns, {@code run_id} last. */
  public StructType schema() {
    return schema;
  }

  /** The columns that name a row. */
  public List<String> key() {
    return key;
  }

  List<String> partitioning() {
    return partitioning;
  }

  boolean has(String column) {
    return Arrays.asList(schema.fieldNames()).contains(column);
  }

  private static DataType array(DataType element) {
    return createArrayType(element, false);
  }
}
