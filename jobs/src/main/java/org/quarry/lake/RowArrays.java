package org.quarry.lake;

import java.util.List;
import org.apache.spark.sql.Row;

/** Array columns as primitive arrays. */
public final class RowArrays {
  private RowArrays() {}

  /** An {@code array<double>} column without nulls. */
  public static double[] doubles(Row row, int column) {
    List<Double> list = row.getList(column);
    double[] values = new double[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i);
    }
    return values;
  }

  /** An {@code array<int>} column without nulls. */
  public static int[] ints(Row row, int column) {
    List<Integer> list = row.getList(column);
    int[] values = new int[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i);
    }
    return values;
  }
}
