package org.quarry.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The labels of one method, once a configuration: what models are trained on and compared with.
 * Energies of different methods or kinds have different zeros and are never mixed.
 */
public final class MethodLabels {
  private static final List<String> LABEL =
      List.of("energy", "energy_kind", "method", "source_hash", "atomic_forces", "cauchy_stress");

  /** Two runs of one calculation may differ by so much, in eV. */
  private static final double SAME_ENERGY = 1e-3;

  private static final String THE_ONLY_ONE = "the only one";

  private MethodLabels() {}

  /**
   * One row a configuration with an energy: {@code configuration_id, energy, energy_kind, method,
   * source_hash, atomic_forces, cauchy_stress}, all of the same label. Of several labels it is the
   * one that says most, by the lowest of energies that agree.
   *
   * @param datasets the data sets whose labels count; all for an empty list
   * @param method the labels to use; none: the only one there is
   * @throws LakeException if the data sets mix methods or kinds of energy, or one configuration has
   *     two energies
   */
  public static Dataset<Row> of(Lake lake, List<String> datasets, Optional<String> method) {
    Dataset<Row> mine =
        lake.memberships(datasets).select("configuration_id", "source_hash").distinct();
    Dataset<Row> labels =
        lake.read(Table.LABELS)
            .where(col("energy").isNotNull())
            .join(mine, new String[] {"configuration_id", "source_hash"}, "left_semi");
    if (method.isPresent()) {
      labels = labels.where(col("method").equalTo(method.get()));
    }
    requireOneKind(labels, method);
    requireOneEnergy(labels);
    Column rank =
        struct(
            col("atomic_forces").isNull(),
            col("cauchy_stress").isNull(),
            col("energy"),
            col("source_hash"));
    Column[] ofOneLabel =
        LABEL.stream().map(name -> min_by(col(name), rank).as(name)).toArray(Column[]::new);
    return labels
        .groupBy("configuration_id")
        .agg(ofOneLabel[0], Arrays.copyOfRange(ofOneLabel, 1, ofOneLabel.length));
  }

  /** The choice of a method as a run's settings write it. */
  public static String text(Optional<String> method) {
    return method.orElse(THE_ONLY_ONE);
  }

  /** The choice of a method that {@link #text} wrote. */
  public static Optional<String> method(String text) {
    return text.equals(THE_ONLY_ONE) ? Optional.empty() : Optional.of(text);
  }

  private static void requireOneKind(Dataset<Row> labels, Optional<String> method) {
    List<Row> kinds = labels.select("method", "energy_kind").distinct().limit(10).collectAsList();
    if (kinds.size() > 1) {
      throw new LakeException(
          "the data sets mix labels ("
              + kinds.stream()
                  .map(row -> row.getString(0) + "/" + row.getString(1))
                  .sorted()
                  .collect(Collectors.joining(", "))
              + "): choose one with --method, or fewer data sets");
    }
    if (kinds.isEmpty() && method.isPresent()) {
      throw new LakeException("the data sets have no energy by the method " + method.get());
    }
  }

  private static void requireOneEnergy(Dataset<Row> labels) {
    List<Row> twice =
        labels
            .groupBy("configuration_id")
            .agg(min("energy").as("lowest"), max("energy").as("highest"))
            .where(col("highest").minus(col("lowest")).gt(SAME_ENERGY))
            .limit(1)
            .collectAsList();
    if (!twice.isEmpty()) {
      throw new LakeException(
          "configuration "
              + twice.get(0).getString(0)
              + " has two energies, "
              + twice.get(0).getDouble(1)
              + " and "
              + twice.get(0).getDouble(2)
              + " eV: retract the wrong file, or choose a --method");
    }
  }
}
