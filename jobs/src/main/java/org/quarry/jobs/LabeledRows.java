package org.quarry.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.quarry.lake.Lake;
import org.quarry.lake.MethodLabels;
import org.quarry.selection.Side;
import org.quarry.selection.Split;

/**
 * The configurations of some data sets with their side of the split and the label of one method:
 * what augmentation, shards and evaluation work from.
 */
final class LabeledRows {
  private static final int NOT_PUBLISHED = 0;

  private LabeledRows() {}

  /**
   * One row a configuration: {@code configuration_id, group, side, energy, energy_kind, method,
   * source_hash, atomic_forces, cauchy_stress, labeled}. {@code side} is train, validation or test;
   * {@code energy} is null where the method gives none; forces and stress are those of the same
   * label as the energy, null where it has none; {@code labeled} says whether a training or
   * validation label may be used.
   *
   * @param method the labels to use; none: the only one there is
   * @throws org.quarry.lake.LakeException if the data sets mix methods or kinds of energy, or one
   *     configuration has two energies
   */
  static Dataset<Row> of(
      Lake lake, List<String> datasets, Optional<String> method, SplitOptions options) {
    Dataset<Row> members = sides(lake, datasets, options);
    Dataset<Row> labels =
        MethodLabels.of(lake, datasets, method).withColumnRenamed("configuration_id", "labeled_id");
    Split share = options.labeledShare();
    UserDefinedFunction kept =
        udf((UDF1<String, Boolean>) id -> share.side(id) == Side.TRAIN, DataTypes.BooleanType);
    return members
        .join(labels, col("configuration_id").equalTo(col("labeled_id")), "left_outer")
        .drop("labeled_id")
        .withColumn(
            "labeled",
            col("energy")
                .isNotNull()
                .and(col("side").notEqual(Side.TEST.text()))
                .and(kept.apply(col("configuration_id"))));
  }

  private static Dataset<Row> sides(Lake lake, List<String> datasets, SplitOptions options) {
    UserDefinedFunction published =
        udf(
            (UDF1<String, Integer>)
                word -> Side.published(word).map(LabeledRows::strength).orElse(NOT_PUBLISHED),
            DataTypes.IntegerType);
    Split split = options.split();
    UserDefinedFunction side =
        udf(
            (UDF2<Integer, String, String>)
                (strength, key) -> split.side(published(strength), key).text(),
            DataTypes.StringType);

    // A structure that stands in several places is tested on if one of them is a test set.
    Dataset<Row> structures =
        lake.memberships(datasets)
            .groupBy("configuration_id")
            .agg(
                max(published.apply(col("split"))).as("published"),
                min("group").as("group"),
                min(concat_ws("/", col("dataset_id"), col("group"))).as("whole_group"));
    Column id = col("configuration_id");
    Column key =
        options.byGroup() ? when(col("group").equalTo(""), id).otherwise(col("whole_group")) : id;
    return structures
        .withColumn("key", key)
        .withColumn(
            "published",
            when(col("published").notEqual(NOT_PUBLISHED), col("published"))
                .otherwise(max("published").over(Window.partitionBy("key"))))
        .withColumn("side", side.apply(col("published"), col("key")))
        .select("configuration_id", "group", "side");
  }

  /** Test wins over validation over training: see {@link Split#strongest}. */
  private static int strength(Side side) {
    return switch (side) {
      case TRAIN -> 1;
      case VALIDATION -> 2;
      case TEST -> 3;
    };
  }

  private static Optional<Side> published(int strength) {
    return Stream.of(Side.values()).filter(side -> strength(side) == strength).findFirst();
  }
}
