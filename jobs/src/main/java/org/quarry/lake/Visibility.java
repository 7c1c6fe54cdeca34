package org.quarry.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which rows count. Retracted rows do not; results of a run that did not end do not; a structure, a
 * label and whatever was computed from them count as long as some membership that counts holds the
 * structure.
 */
final class Visibility {
  private final Function<Table, Dataset<Row>> raw;
  private final List<Retraction> retractions;

  Visibility(Function<Table, Dataset<Row>> raw) {
    this.raw = raw;
    this.retractions =
        raw.apply(Table.RETRACTIONS).select("scope", "value", "run_id").collectAsList().stream()
            .map(
                row ->
                    new Retraction(
                        Retraction.Scope.of(row.getString(0)), row.getString(1), row.getLong(2)))
            .toList();
  }

  Dataset<Row> of(Table table) {
    Dataset<Row> rows = raw.apply(table);
    if (table.kind() == Table.Kind.BOOKS) {
      return rows;
    }
    if (table.kind() == Table.Kind.RESULTS) {
      rows = semi(rows, raw.apply(Table.RUNS), "run_id");
    }
    boolean byContent = table == Table.CONFIGURATIONS || table == Table.LABELS;
    Optional<Column> retracted = byContent ? Optional.empty() : retracted(table);
    if (retracted.isPresent()) {
      rows = rows.where(retracted.get().equalTo(lit(false)));
    }
    if (retractions.isEmpty() || table.has("dataset_id") || !table.has("configuration_id")) {
      return rows;
    }
    return table == Table.LABELS
        ? semi(rows, of(Table.MEMBERSHIPS), "configuration_id", "source_hash")
        : semi(rows, of(Table.MEMBERSHIPS), "configuration_id");
  }

  /** True for the rows that a retraction names; empty if none can. */
  private Optional<Column> retracted(Table table) {
    return retractions.stream()
        .filter(r -> r.scope() == Retraction.Scope.RUN || table.has(column(r)))
        .map(
            r ->
                r.scope() == Retraction.Scope.RUN
                    ? col("run_id").equalTo(Long.parseLong(r.value()))
                    : col(column(r)).eqNullSafe(r.value()).and(col("run_id").lt(r.runId())))
        .reduce(Column::or);
  }

  private static String column(Retraction retraction) {
    return retraction.scope() == Retraction.Scope.DATASET ? "dataset_id" : "file";
  }

  private static Dataset<Row> semi(Dataset<Row> rows, Dataset<Row> keys, String... columns) {
    Column[] names = new Column[columns.length];
    for (int i = 0; i < columns.length; i++) {
      names[i] = col(columns[i]);
    }
    return rows.join(keys.select(names).distinct(), columns, "left_semi");
  }
}
