package org.quarry.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How {@link Table#EIP_ENERGIES} is given forces that it was written without: by a second row of
 * the same key, whose {@code with_forces} is true. That row stands for both.
 *
 * <p>So rows are only ever added, in one commit a run like all others, and where the run that added
 * forces is retracted the first rows count again. The flag costs a bit where {@code forces} itself
 * would cost reading them: its bounds in the files' statistics tell which files need be opened.
 */
final class Completion {
  private static final String FLAG = "with_forces";

  private Completion() {}

  /** One row a key of rows that count. */
  static Dataset<Row> of(Dataset<Row> rows) {
    String[] key = Table.EIP_ENERGIES.key().toArray(String[]::new);
    Column complete = col(FLAG); // null in rows older than the column
    Dataset<Row> first = rows.where(complete.isNull().or(not(complete)));
    Dataset<Row> second = rows.where(complete);
    return first
        .join(second.selectExpr(key), key, "left_anti")
        .select(columns())
        .unionByName(second.select(columns()));
  }

  private static Column[] columns() {
    return Arrays.stream(Table.EIP_ENERGIES.schema().fieldNames())
        .map(name -> col(name))
        .toArray(Column[]::new);
  }
}
