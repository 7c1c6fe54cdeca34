package org.quarry.jobs;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.quarry.atoms.Configuration;
import org.quarry.lake.StoredVectors;
import org.quarry.lake.Table;
import org.quarry.spark.sql.DescriptorTask;
import org.quarry.spark.sql.StructureColumns;

/**
 * Passes configurations through a descriptor, one workspace a task. Works on Spark's own rows: what
 * is allocated for a row is its configuration and its vector.
 */
abstract class DescribeRows implements FlatMapFunction<Iterator<InternalRow>, InternalRow> {
  private static final long serialVersionUID = 1;
  private static final StructType REFUSALS =
      new StructType()
          .add("configuration_id", DataTypes.StringType, false)
          .add("reason", DataTypes.StringType, false);

  private final DescriptorTask task;

  private DescribeRows(DescriptorTask task) {
    this.task = task;
  }

  /**
   * Rows of {@code descriptors} (without {@code run_id}) for those that can be described.
   *
   * @param hash what the values go by
   */
  static Dataset<Row> vectors(
      Dataset<Row> configurations, DescriptorTask task, String hash, StoredVectors form) {
    return apply(configurations, new Vectors(task, hash, form), Run.withoutRun(Table.DESCRIPTORS));
  }

  /** {@code configuration_id} and {@code reason} of those that cannot. */
  static Dataset<Row> refusals(
      Dataset<Row> configurations, DescriptorTask task, StoredVectors form) {
    return apply(configurations, new Refusals(task, form), REFUSALS);
  }

  private static Dataset<Row> apply(
      Dataset<Row> configurations, DescribeRows function, StructType schema) {
    Column[] columns =
        Stream.concat(Stream.of("configuration_id"), StructureColumns.NAMES.stream())
            .map(functions::col)
            .toArray(Column[]::new);
    JavaRDD<InternalRow> rows =
        configurations.select(columns).queryExecution().toRdd().toJavaRDD().mapPartitions(function);
    return configurations.sparkSession().internalCreateDataFrame(rows.rdd(), schema, false);
  }

  /** What becomes of a configuration that is described; null for nothing. */
  abstract InternalRow described(UTF8String id, DescriptorTask task);

  /** What becomes of one that is refused; null for nothing. */
  abstract InternalRow refused(UTF8String id, String reason);

  @Override
  public Iterator<InternalRow> call(Iterator<InternalRow> rows) {
    return new Iterator<>() {
      private InternalRow next;

      @Override
      public boolean hasNext() {
        while (next == null && rows.hasNext()) {
          next = row(rows.next());
        }
        return next != null;
      }

      @Override
      public InternalRow next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        InternalRow row = next;
        next = null;
        return row;
      }
    };
  }

  private InternalRow row(InternalRow row) {
    UTF8String id = row.getUTF8String(0).clone(); // the row is Spark's, and the next one's
    Configuration configuration = null;
    try {
      configuration =
          StructureColumns.read(
              row.getArray(1),
              row.getArray(2),
              row.isNullAt(3) ? null : row.getArray(3),
              row.getArray(4));
      task.evaluate(configuration);
      return described(id, task);
    } catch (IllegalArgumentException e) {
      return refused(id, e.getMessage().replace(configuration + " ", "")); // the id stands beside
    }
  }

  private static final class Vectors extends DescribeRows {
    private static final long serialVersionUID = 1;
    private static final int FIRST = 3; // of the vector's columns

    private final String hash;
    private final StoredVectors form;
    private transient UTF8String name;
    private transient UTF8String key;
    private transient StoredVectors.Writer writer;

    Vectors(DescriptorTask task, String hash, StoredVectors form) {
      super(task);
      this.hash = hash;
      this.form = form;
    }

    @Override
    InternalRow described(UTF8String id, DescriptorTask task) {
      if (writer == null) {
        name = UTF8String.fromString(task.descriptor().parameters().name());
        key = UTF8String.fromString(hash);
        writer = form.writer(task.descriptor().layout());
      }
      Object[] row = new Object[FIRST + StoredVectors.COLUMNS];
      row[0] = id;
      row[1] = name;
      row[2] = key;
      writer.write(task.values(), row, FIRST);
      return new GenericInternalRow(row);
    }

    @Override
    InternalRow refused(UTF8String id, String reason) {
      return null;
    }
  }

  private static final class Refusals extends DescribeRows {
    private static final long serialVersionUID = 1;

    private final StoredVectors form;

    Refusals(DescriptorTask task, StoredVectors form) {
      super(task);
      this.form = form;
    }

    @Override
    InternalRow described(UTF8String id, DescriptorTask task) {
      form.dtype().requireHolds(task.values(), task.descriptor().features());
      return null;
    }

    @Override
    InternalRow refused(UTF8String id, String reason) {
      return new GenericInternalRow(new Object[] {id, UTF8String.fromString(reason)});
    }
  }
}
