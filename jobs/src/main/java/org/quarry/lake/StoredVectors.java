package org.quarry.lake;

import static org.apache.spark.sql.functions.col;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.quarry.descriptor.Dtype;
import org.quarry.descriptor.FeatureLayout;
import org.quarry.descriptor.PresentBlocks;
import org.quarry.spark.sql.Dense;

/**
 * How {@link Table#DESCRIPTORS} keeps a vector: {@code values} (float64) or {@code values_float}
 * (float32), of all features where {@code blocks} is null, else of the runs of features that {@code
 * blocks} tells ({@link PresentBlocks}) out of {@code features}.
 *
 * @param dtype the type that the features are rounded to
 * @param blocks which features are stored
 */
public record StoredVectors(Dtype dtype, Blocks blocks) implements Serializable {
  /** Which features of a vector are stored. */
  public enum Blocks {
    ALL,
    /** Without the blocks that are zero throughout. */
    PRESENT
  }

  /** How many columns a vector takes. */
  public static final int COLUMNS = Dense.COLUMNS.size();

  /** Every feature as it was computed. */
  public static final StoredVectors EXACT = new StoredVectors(Dtype.FLOAT64, Blocks.ALL);

  /** Rows of the table with the whole vector as {@code values} in place of how it is stored. */
  static Dataset<Row> dense(Dataset<Row> rows) {
    Column values =
        new Column(
            Dense.of(Dense.COLUMNS.stream().map(name -> expression(rows.col(name))).toList()));
    return rows.select(
        col("configuration_id"),
        col("descriptor"),
        col("parameter_hash"),
        values.as("values"),
        col("run_id"));
  }

  private static Expression expression(Column column) {
    return column.expr();
  }

  /** What writes vectors of one layout, for one thread. */
  public Writer writer(FeatureLayout layout) {
    return new Writer(this, layout);
  }

  /** Turns vectors into the four columns {@code values, values_float, blocks, features}. */
  public static final class Writer {
    private final StoredVectors form;
    private final int features;
    private final Optional<PresentBlocks> present;

    private Writer(StoredVectors form, FeatureLayout layout) {
      this.form = form;
      this.features = layout.size();
      this.present =
          form.blocks == Blocks.PRESENT ? Optional.of(PresentBlocks.of(layout)) : Optional.empty();
    }

    /**
     * Fills four columns of a row, as Spark holds them inside.
     *
     * @param values a vector; what stands behind its features is not looked at
     * @param first index of the first of the four columns
     * @throws IllegalArgumentException if the dtype cannot hold a feature
     */
    public void write(double[] values, Object[] row, int first) {
      form.dtype.requireHolds(values, features);
      double[] stored;
      if (present.isPresent()) {
        present.get().find(values, 1);
        stored = present.get().gather(values, 0);
        row[first + 2] = UnsafeArrayData.fromPrimitiveArray(present.get().runs());
      } else {
        stored = Arrays.copyOf(values, features);
        row[first + 2] = null;
      }
      boolean exact = form.dtype == Dtype.FLOAT64;
      row[first] = exact ? UnsafeArrayData.fromPrimitiveArray(stored) : null;
      row[first + 1] = exact ? null : UnsafeArrayData.fromPrimitiveArray(toFloats(stored));
      row[first + 3] = features;
    }

    private static float[] toFloats(double[] values) {
      float[] floats = new float[values.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) values[i];
      }
      return floats;
    }
  }
}
