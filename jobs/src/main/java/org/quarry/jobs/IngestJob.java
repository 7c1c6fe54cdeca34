package org.quarry.jobs;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.TaskCompletionListener;
import org.quarry.io.ReadOptions;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;
import org.quarry.parameters.Parameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Takes files of labelled configurations into a data set of the lake.
 *
 * <p>Structures, labels and memberships are kept apart and each stands once, by content. What a
 * file does not state (units, method, kind of energy) is told here, stored with the label and never
 * guessed. A frame that cannot be used goes to {@code quarantine} with file, frame number, stage
 * and reason; the other frames of its file land.
 *
 * <p>Appends to {@code configurations}, {@code labels}, {@code quarantine}, {@code memberships} and
 * {@code files}, in that order: a run that is killed and repeated ends with the same tables. A file
 * that was taken in before with the same content and options is not read again.
 *
 * <p>Example: {@code quarry ingest --lake DIR --dataset ethanol --units
 * energy=kcal/mol,force=kcal/mol/A --method PBE rmd17/*.xyz.gz}.
 */
@Command(name = "ingest", description = "Take files of labelled configurations into the lake")
public final class IngestJob extends LakeJob {
  private static final StructType FILE =
      new StructType()
          .add("file", DataTypes.StringType, false)
          .add("sha256", DataTypes.StringType, false);

  @Option(names = "--dataset", required = true, description = "the data set's name in the lake")
  private String dataset;

  @Option(
      names = "--units",
      description = "units of the files, as energy=kcal/mol,length=A,force=kcal/mol/A")
  private String units = "";

  @Option(
      names = "--map",
      description = "names of the labels, as energy=KEY,forces=KEY,stress=KEY:kbar:vasp")
  private String map = "";

  @Option(names = "--method", description = "level of theory of the labels, as PBE")
  private String method = "";

  @Option(names = "--energy-kind", description = "free, sigma0, atomization or unknown (default)")
  private String energyKind = "unknown";

  @Option(names = "--split-key", description = "the frames' key with the published split")
  private String splitKey = "split";

  @Option(names = "--group-key", description = "the frames' key with the group for splits")
  private String groupKey = "group";

  @Option(names = "--strict", description = "exit with status 3 if anything was rejected")
  private boolean strict;

  @picocli.CommandLine.Parameters(
      arity = "1..*",
      paramLabel = "INPUT",
      description = "files, folders or globs")
  private List<String> inputs;

  private List<String> files = List.of(); // listed once a command

  @Override
  protected Table output() {
    return Table.MEMBERSHIPS;
  }

  @Override
  protected void validate() {
    var unused = options().toReadOptions(); // fails for options that say nothing sensible
  }

  @Override
  protected Parameters parameters(Lake lake) {
    return options();
  }

  @Override
  protected Lake open(SparkSession spark, Path folder) {
    files = InputFiles.expand(inputs); // fails before a lake is made for nothing
    return Lake.openOrCreate(spark, folder);
  }

  @Override
  protected Summary execute(Lake lake, Run run) {
    Dataset<Row> files =
        unread(lake, this.files.isEmpty() ? InputFiles.expand(inputs) : this.files);
    long count = files.count();
    if (count == 0) {
      return Summary.NOTHING_TO_DO;
    }
    Dataset<Row> frames = frames(files, count).persist(StorageLevel.DISK_ONLY());
    try {
      return commit(lake, run, files, frames);
    } finally {
      var unused = frames.unpersist();
    }
  }

  @Override
  protected int report(Summary summary) {
    super.report(summary);
    return strict && summary.rowsRejected() > 0 ? Quarry.BAD_INPUT : Quarry.DONE;
  }

  private IngestOptions options() {
    return new IngestOptions(units, map, method, energyKind, splitKey, groupKey);
  }

  /** The files, with the hash of their content, that were not taken in before in this way. */
  private Dataset<Row> unread(Lake lake, List<String> names) {
    SparkSession spark = lake.spark();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int tasks = Math.max(1, Math.min(names.size(), 1_000));
    Dataset<Row> files =
        spark.createDataFrame(
            context.parallelize(names, tasks).map(name -> RowFactory.create(name, hash(name))),
            FILE);
    Dataset<Row> known =
        lake.read(Table.FILES)
            .where(
                col("dataset_id")
                    .equalTo(dataset)
                    .and(col("options_hash").equalTo(options().hash())));
    return lake.lacking(files, known, "file", "sha256").localCheckpoint();
  }

  /** An unreadable file has no hash: it is tried again each time, and quarantined once. */
  private static String hash(String file) {
    try {
      return InputFiles.sha256(file);
    } catch (IOException e) {
      return "";
    }
  }

  private Dataset<Row> frames(Dataset<Row> files, long count) {
    IngestOptions options = options();
    return files
        .select("file")
        .as(Encoders.STRING())
        .repartition((int) Math.min(count, 10_000), col("file"))
        .mapPartitions(
            (MapPartitionsFunction<String, Row>) names -> read(names, options.toReadOptions()),
            Encoders.row(FrameRows.SCHEMA));
  }

  private static Iterator<Row> read(Iterator<String> names, ReadOptions options) {
    List<FrameRows> opened = new ArrayList<>();
    TaskContext.get()
        .addTaskCompletionListener(
            (TaskCompletionListener) context -> opened.forEach(FrameRows::close));
    return new Iterator<>() {
      private FrameRows rows;

      @Override
      public boolean hasNext() {
        while ((rows == null || !rows.hasNext()) && names.hasNext()) {
          rows = FrameRows.of(names.next(), options);
          opened.clear();
          opened.add(rows);
        }
        return rows != null && rows.hasNext();
      }

      @Override
      public Row next() {
        return rows.next();
      }
    };
  }

  private Summary commit(Lake lake, Run run, Dataset<Row> files, Dataset<Row> frames) {
    Dataset<Row> good = frames.where(col("configuration").isNotNull());
    Dataset<Row> bad = frames.where(col("configuration").isNull());

    // Of equal structures (they may differ by a wrap) the first by file and frame stands for all.
    Dataset<Row> structures =
        first(good, col("configuration.configuration_id")).select("configuration.*");
    long configurations =
        run.append(
            Table.CONFIGURATIONS,
            lake.lacking(structures, lake.raw(Table.CONFIGURATIONS), "configuration_id"));
    lake.requireUnique(Table.CONFIGURATIONS);

    Column label = col("label.source_hash");
    Dataset<Row> labels =
        first(good.where(label.isNotNull()), col("label.configuration_id"), label)
            .select("label.*");
    long newLabels =
        run.append(
            Table.LABELS,
            lake.lacking(
                labels, lake.raw(Table.LABELS), "configuration_id", "method", "source_hash"));

    Dataset<Row> rejects =
        bad.select("file", "frame", "stage", "reason", "raw")
            .withColumn("dataset_id", lit(dataset))
            .withColumn("configuration_id", lit(null).cast("string"))
            .withColumn("parameter_hash", lit(null).cast("string"));
    long rejected = bad.count();
    run.append(Table.QUARANTINE, lake.lacking(rejects, Table.QUARANTINE));

    Dataset<Row> members =
        good.select(
            lit(dataset).as("dataset_id"),
            col("configuration.configuration_id"),
            col("file"),
            col("frame"),
            label,
            col("split"),
            col("group"),
            col("info"));
    long memberships = run.append(Table.MEMBERSHIPS, lake.lacking(members, Table.MEMBERSHIPS));

    run.append(Table.FILES, counted(files.where("sha256 <> ''"), frames));
    return Summary.of(frames.count(), memberships, rejected)
        .with("files", files.count())
        .with("new configurations", configurations)
        .with("new labels", newLabels);
  }

  private static Dataset<Row> first(Dataset<Row> rows, Column... key) {
    return rows.withColumn(
            "nth", row_number().over(Window.partitionBy(key).orderBy("file", "frame")))
        .where("nth = 1")
        .drop("nth");
  }

  private Dataset<Row> counted(Dataset<Row> files, Dataset<Row> frames) {
    Dataset<Row> counts =
        frames
            .groupBy("file")
            .agg(
                count(lit(1)).as("frames"),
                sum(when(col("configuration").isNull(), 1).otherwise(0)).as("rejected"));
    return files
        .join(broadcast(counts), "file")
        .withColumn("dataset_id", lit(dataset))
        .withColumn("options_hash", lit(options().hash()));
  }
}
