package org.quarry.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.quarry.shard.AtomicFile;

/**
 * A folder of Iceberg tables (Parquet, zstd) with their catalog, an SQLite file.
 *
 * <p>{@link #read} gives the rows that count; {@link #append} adds rows in one atomic commit.
 * Nothing is ever updated or deleted.
 */
public final class Lake {
  private static final String NAMESPACE = "quarry";
  private static final long NOW = Long.MAX_VALUE;
  static final String CATALOG_FILE = "catalog.db";

  private final SparkSession spark;
  private final Path root;
  private final Ledger ledger;
  private final String catalog;
  private final long firstUnseen; // rows of this run and of later ones are not read

  private Lake(SparkSession spark, Path root, Ledger ledger, long firstUnseen) {
    this.spark = spark;
    this.root = root;
    this.ledger = ledger;
    this.catalog = catalogName(root);
    this.firstUnseen = firstUnseen;
  }

  /**
   * Opens the lake in a folder.
   *
   * @throws LakeException if there is none, or if it was moved from elsewhere
   */
  public static Lake open(SparkSession spark, Path folder) {
    return openOrCreate(spark, existing(folder));
  }

  /** The canonical folder of a lake that is there. */
  static Path existing(Path folder) {
    if (!Files.isRegularFile(folder.resolve(CATALOG_FILE))) {
      throw new LakeException("no lake in " + folder + " (quarry ingest makes one)");
    }
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw new LakeException("cannot open the lake in " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Opens the lake in a folder, making it if there is none. */
  public static Lake openOrCreate(SparkSession spark, Path folder) {
    Path root;
    try {
      root = Files.createDirectories(folder).toRealPath();
    } catch (IOException e) {
      throw new LakeException("cannot make a lake in " + folder + ": " + e.getMessage(), e);
    }
    Ledger ledger = Ledger.open(root.resolve(CATALOG_FILE));
    String home = ledger.settingOrElse("root", root.toString());
    if (!home.equals(root.toString())) {
      throw new LakeException(
          "the lake in " + root + " was made in " + home + ": run quarry lake move --lake " + root);
    }
    Lake lake = new Lake(spark, root, ledger, NOW);
    configureCatalog(spark, lake.catalog, ledger, warehouse(root));
    lake.createTables();
    return lake;
  }

  public SparkSession spark() {
    return spark;
  }

  /** The lake's folder, canonical. */
  public Path root() {
    return root;
  }

  /**
   * The rows of a table that count: committed, not retracted, of runs that ended. Descriptors come
   * as whole vectors of doubles, {@code values}, however they are stored; energies of potentials
   * once, with forces where a later run added them.
   */
  public Dataset<Row> read(Table table) {
    return read(table, new Visibility(this::raw));
  }

  private static Dataset<Row> read(Table table, Visibility visibility) {
    Dataset<Row> rows = visibility.of(table);
    return switch (table) {
      case DESCRIPTORS -> StoredVectors.dense(rows);
      case EIP_ENERGIES -> Completion.of(rows);
      default -> rows;
    };
  }

  /** Every row ever committed to a table. */
  public Dataset<Row> raw(Table table) {
    Dataset<Row> rows = spark.table(qualified(table));
    return firstUnseen == NOW ? rows : rows.where(col("run_id").lt(firstUnseen));
  }

  /**
   * The lake as a run found it, to be read only: without the rows, and without the retractions, of
   * that run and of all with a higher number.
   */
  public Lake before(long runId) {
    return new Lake(spark, root, ledger, runId);
  }

  /** Puts the rows that count of each table before SQL, under the table's name. */
  public void registerViews() {
    Visibility visibility = new Visibility(this::raw);
    for (Table table : Table.values()) {
      read(table, visibility).createOrReplaceTempView(table.tableName());
    }
  }

  /**
   * The memberships of some data sets; of all for an empty list.
   *
   * @param datasets names of data sets, or {@code dataset/group} for one group of one
   * @throws LakeException if one has no member that counts
   */
  public Dataset<Row> memberships(List<String> datasets) {
    Dataset<Row> all = read(Table.MEMBERSHIPS);
    if (datasets.isEmpty()) {
      return all;
    }
    List<String> known = all.select("dataset_id").distinct().as(Encoders.STRING()).collectAsList();
    Column wanted = lit(false);
    for (String dataset : datasets) {
      Column mine = named(dataset, known);
      if (!known.contains(dataset) && all.where(mine).isEmpty()) {
        throw new LakeException(
            "the lake in "
                + root
                + " has no data set \""
                + dataset
                + "\" (it has: "
                + (known.isEmpty() ? "none" : String.join(", ", known.stream().sorted().toList()))
                + ")");
      }
      wanted = wanted.or(mine);
    }
    return all.where(wanted);
  }

  private static Column named(String dataset, List<String> known) {
    int slash = dataset.lastIndexOf('/');
    return known.contains(dataset) || slash < 0
        ? col("dataset_id").equalTo(dataset)
        : col("dataset_id")
            .equalTo(dataset.substring(0, slash))
            .and(col("group").equalTo(dataset.substring(slash + 1)));
  }

  /** The configurations of some data sets; of all for an empty list. */
  public Dataset<Row> configurations(List<String> datasets) {
    return ofDatasets(read(Table.CONFIGURATIONS), datasets);
  }

  /**
   * The rows of a table with a {@code configuration_id} whose configuration belongs to one of the
   * data sets; all for an empty list.
   */
  public Dataset<Row> ofDatasets(Dataset<Row> rows, List<String> datasets) {
    return datasets.isEmpty()
        ? rows
        : rows.join(
            memberships(datasets).select("configuration_id").distinct(),
            new String[] {"configuration_id"},
            "left_semi");
  }

  /** The rows of {@code wanted} whose key a table does not hold yet. */
  public Dataset<Row> lacking(Dataset<Row> wanted, Dataset<Row> held, String... key) {
    Column[] columns = Arrays.stream(key).map(functions::col).toArray(Column[]::new);
    return wanted.join(held.select(columns).distinct(), key, "left_anti");
  }

  /**
   * The rows of {@code wanted} whose key (nulls equal) does not stand among a table's rows that
   * count.
   */
  public Dataset<Row> lacking(Dataset<Row> wanted, Table table) {
    Dataset<Row> held = read(table).select(key(table)).distinct();
    Column same =
        table.key().stream()
            .map(name -> wanted.col(name).eqNullSafe(held.col(name)))
            .reduce(Column::and)
            .orElseThrow();
    return wanted.join(held, same, "left_anti");
  }

  private static Column[] key(Table table) {
    return table.key().stream().map(functions::col).toArray(Column[]::new);
  }

  /**
   * Adds rows in one atomic commit.
   *
   * @param rows the table's columns but {@code run_id}, in any order
   * @return how many rows
   */
  public long append(Table table, Dataset<Row> rows, long runId) {
    if (firstUnseen != NOW) {
      throw new IllegalStateException("the past of a lake cannot be written to");
    }
    StructType schema = table.schema();
    Column[] columns =
        Arrays.stream(schema.fields())
            .map(
                field ->
                    field.name().equals("run_id")
                        ? lit(runId).as("run_id")
                        : col(field.name()).cast(field.dataType()).as(field.name()))
            .toArray(Column[]::new);
    Observation observation = new Observation(table.tableName());
    try {
      rows.select(columns)
          .observe(observation, functions.count(lit(1)).as("rows"))
          .writeTo(qualified(table))
          .append();
    } catch (NoSuchTableException e) {
      throw new LakeException("the lake in " + root + " lost its table " + table.tableName(), e);
    }
    try {
      return (Long) observation.getAsJava().get("rows");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LakeException("interrupted while committing to " + table.tableName(), e);
    }
  }

  /**
   * Checks that no key stands twice among the rows that count.
   *
   * @throws IllegalStateException if one does
   */
  public void requireUnique(Table table) {
    Dataset<Row> twice = read(table).groupBy(key(table)).count().where(col("count").gt(1));
    if (!twice.isEmpty()) {
      throw new IllegalStateException(
          "table " + table.tableName() + " of " + root + " holds a key twice: " + twice.first());
    }
  }

  /** A number for a new run, larger than all before. */
  public long nextRun() {
    return ledger.nextRun();
  }

  /** Keeps other writers of a table out until closed; waits for one under way. */
  public Lock lock(Table table) {
    return Lock.acquire(ledger, table.tableName(), LOCK_PATIENCE);
  }

  private static final Duration LOCK_PATIENCE = Duration.ofMinutes(10);

  /** A setting of the lake, as its species. */
  public Optional<String> setting(String name) {
    return ledger.setting(name);
  }

  /** Fixes a setting of the lake if it has none yet; returns the one that holds. */
  public String settingOrElse(String name, String value) {
    return ledger.settingOrElse(name, value);
  }

  /** The name by which Spark knows a table. */
  public String qualified(Table table) {
    return qualified(catalog, table);
  }

  static String qualified(String catalog, Table table) {
    return catalog + "." + NAMESPACE + "." + table.tableName();
  }

  static String catalogName(Path root) {
    return "lake_"
        + AtomicFile.sha256(root.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 8);
  }

  /** The address below which a lake's tables lie, without a slash at its end. */
  static String warehouse(Path root) {
    return "file:" + root.resolve("tables").toUri().getRawPath().replaceAll("/$", "");
  }

  static void configureCatalog(
      SparkSession spark, String catalog, Ledger ledger, String warehouse) {
    String prefix = "spark.sql.catalog." + catalog;
    spark.conf().set(prefix, "org.apache.iceberg.spark.SparkCatalog");
    spark.conf().set(prefix + ".type", "jdbc");
    spark.conf().set(prefix + ".uri", ledger.url());
    spark.conf().set(prefix + ".jdbc.schema-version", "V1");
    spark.conf().set(prefix + ".warehouse", warehouse);
    // Another process may have committed since: always look.
    spark.conf().set(prefix + ".cache-enabled", "false");
  }

  private void createTables() {
    Optional<String> version = ledger.setting("tables");
    if (version.filter(SCHEMA_VERSION::equals).isPresent()) {
      return;
    }
    Lock lock = Lock.acquire(ledger, "tables", LOCK_PATIENCE);
    try {
      spark.sql("create namespace if not exists " + catalog + "." + NAMESPACE);
      for (Table table : Table.values()) {
        String columns =
            String.join(
                ", ",
                Arrays.stream(table.schema().fields())
                    .map(field -> "`" + field.name() + "` " + field.dataType().sql())
                    .toList());
        String partitioning =
            table.partitioning().isEmpty()
                ? ""
                : " partitioned by (" + String.join(", ", table.partitioning()) + ")";
        spark.sql(
            "create table if not exists "
                + qualified(table)
                + " ("
                + columns
                + ") using iceberg"
                + partitioning
                + " tblproperties ("
                + TABLE_PROPERTIES
                + ")");
        if (version.isPresent()) {
          bringUpToDate(table);
        }
      }
      ledger.set("tables", SCHEMA_VERSION);
    } finally {
      lock.close();
    }
  }

  /** A lake that an older version of Quarry made lacks what came since. */
  private void bringUpToDate(Table table) {
    List<String> held = List.of(raw(table).columns());
    List<String> missing =
        Arrays.stream(table.schema().fields())
            .filter(field -> !held.contains(field.name()))
            .map(field -> "`" + field.name() + "` " + field.dataType().sql())
            .toList();
    if (!missing.isEmpty()) {
      spark.sql(
          "alter table " + qualified(table) + " add columns (" + String.join(", ", missing) + ")");
    }
    spark.sql("alter table " + qualified(table) + " set tblproperties (" + TABLE_PROPERTIES + ")");
  }

  /**
   * 2: dtype and blocks of descriptors; 3: forces of empirical potentials, errors of forces on
   * learning curves; 4: stress and disagreement of predictions; 5: errors of the virial on learning
   * curves.
   */
  private static final String SCHEMA_VERSION = "5";

  /** Tasks write what they hold: no shuffle into one writer when all rows are of one partition. */
  private static final String TABLE_PROPERTIES =
      "'format-version'='2', 'write.parquet.compression-codec'='zstd',"
          + " 'write.distribution-mode'='none', 'write.spark.fanout.enabled'='true',"
          // A dictionary of doubles that never repeat costs a third of the writing: give up early.
          + " 'write.parquet.dict-size-bytes'='65536',"
          + " 'write.metadata.delete-after-commit.enabled'='true'";
}
