package org.quarry.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_csv;
import static org.apache.spark.sql.functions.to_json;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.DescribeFunction;
import org.apache.spark.sql.catalyst.plans.logical.DescribeRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ShowFunctions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.quarry.lake.Lake;
import org.quarry.spark.Sessions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Queries the tables of a lake. Every table of the lake stands under its name, retracted rows left
 * out.
 *
 * <p>Example: {@code quarry sql --lake DIR "SELECT dataset_id, count(*) FROM memberships GROUP BY
 * dataset_id"}.
 */
@Command(name = "sql", description = "Query the tables of a lake")
public final class SqlCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private static final int TABLE_ROWS = 1_000;

  /** Commands that only tell something. */
  private static final List<Class<? extends LogicalPlan>> READING =
      List.of(DescribeFunction.class, DescribeRelation.class, ShowFunctions.class);

  enum Format {
    TABLE,
    CSV,
    JSON
  }

  @Option(names = "--lake", required = true, paramLabel = "DIR", description = "folder of the lake")
  private Path folder;

  @Option(names = "--format", description = "table (default), csv or json")
  private Format format = Format.TABLE;

  @Parameters(paramLabel = "QUERY", description = "one SELECT")
  private String query;

  @Override
  public Integer call() {
    SparkSession spark = Sessions.getOrCreate("sql");
    Lake.open(spark, folder).registerViews();
    print(select(spark), spec.commandLine().getOut());
    return Quarry.DONE;
  }

  private Dataset<Row> select(SparkSession spark) {
    try {
      LogicalPlan plan = spark.sessionState().sqlParser().parsePlan(query);
      if (plan instanceof org.apache.spark.sql.catalyst.plans.logical.Command
          && READING.stream().noneMatch(type -> type.isInstance(plan))) {
        throw new UsageException("sql only reads: give one SELECT");
      }
      return spark.sql(query);
    } catch (ParseException e) {
      throw wrong(e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) { // Scala throws the checked AnalysisException without declaring it
      throw wrong(e);
    }
  }

  private static UsageException wrong(Exception e) {
    return new UsageException("the query is wrong: " + e.getMessage().strip().split("\n", 2)[0]);
  }

  private void print(Dataset<Row> rows, PrintWriter out) {
    switch (format) {
      case TABLE -> {
        out.print(rows.showString(TABLE_ROWS, 0, false));
        out.flush();
      }
      case CSV -> {
        out.println(String.join(",", rows.columns()));
        Dataset<Row> numbered = rows.toDF(numbers(rows)); // names may stand twice
        Column line = to_csv(struct(flat(numbered)), Map.of("nullValue", ""));
        stream(
            numbered.select(line).as(org.apache.spark.sql.Encoders.STRING()).toLocalIterator(),
            out);
      }
      case JSON -> stream(rows.toJSON().toLocalIterator(), out);
    }
  }

  private static void stream(Iterator<String> lines, PrintWriter out) {
    lines.forEachRemaining(out::println);
  }

  private static String[] numbers(Dataset<Row> rows) {
    return IntStream.range(0, rows.columns().length).mapToObj(i -> "c" + i).toArray(String[]::new);
  }

  /** CSV has no arrays: they stand as JSON text. */
  private static Column[] flat(Dataset<Row> rows) {
    return Arrays.stream(rows.schema().fields())
        .map(
            (StructField field) -> {
              Column column = col("`" + field.name() + "`");
              return nested(field.dataType()) ? to_json(column).as(field.name()) : column;
            })
        .toArray(Column[]::new);
  }

  private static boolean nested(DataType type) {
    return type instanceof ArrayType || type instanceof MapType || type instanceof StructType;
  }
}
